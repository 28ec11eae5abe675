import { randomBytes } from 'node:crypto';
import { hostname, networkInterfaces, userInfo } from 'node:os';
import { createView, type Listening, listen, nodeListener } from '@outlay/view/node';
import { CliError, fileSystemReason } from '../../failures/errors.ts';
import { EXIT } from '../../failures/exit-codes.ts';
import type { ExperimentOptions } from '../../grammar/experiment-options.ts';
import { VERSION } from '../../process/version.ts';
import type { Outcome } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';
import { allowedHosts, forwardCommand, type Machine, opensBrowser, type Place, pageUrl } from './address.ts';
import type { BasePath } from './options.ts';
import { shownFolders } from './shown.ts';
import { type StaticOptions, viewStatic } from './static.ts';

/** Options of `outlay view` as parsed. */
export interface ViewCommandOptions extends ExperimentOptions, StaticOptions {
  readonly port?: number;
  readonly host: string;
  readonly basePath?: BasePath;
  readonly open: boolean;
}

/** First port that is tried when none is named, and how many. */
const PORTS = { first: 8765, count: 50 };
/** 192 bits, as text that a URL takes. */
const TOKEN_BYTES = 24;

/** `outlay view [<exp>…]`: serves the page until it is interrupted, which is how it ends. */
export async function view(session: Session, named: readonly string[], options: ViewCommandOptions): Promise<Outcome> {
  if (options.static !== undefined) return viewStatic(session, named, options, options.static);
  const { io, signal } = session;
  const started = io.now();
  const shown = await shownFolders(io, named, options, signal);
  const machine = thisMachine();
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const { host, basePath: base } = options;
  const hosts = allowedHosts({ host, port: 0, base }, machine);
  const log = (line: string) => session.say(line);
  const server = createView({
    ...shown,
    token,
    hosts,
    ...(base && { basePath: base.path }),
    version: VERSION,
    log,
  });
  const listening = await listenWhereFree(nodeListener(server.fetch, log), options);
  const place: Place = { host, port: listening.port, base };
  const url = pageUrl(place, machine, token);
  try {
    tell(session, url, place, machine);
    if (options.open && opensBrowser(io.env, process.platform)) io.openUrl?.(url);
    await interrupted(signal);
  } finally {
    server.close();
    await listening.close();
  }
  const data = { url, host, port: place.port, durationMs: Math.round(io.now() - started) };
  return { exitCode: EXIT.ok, data, diagnostics: [], text: () => '' };
}

function tell(session: Session, url: string, place: Place, machine: Machine): void {
  const { io, json, say, err } = session;
  const forward = forwardCommand(place, machine, io.env);
  if (forward !== undefined) {
    say('On the machine you sit at, forward the port:');
    say(`  ${err.colors.bold(forward)}`);
    say('Then open:');
  } else say('Open:');
  // The address is what a script wants; everything around it is talk.
  if (json) say(`  ${url}`);
  else io.stdout.write(`${io.stdout.isTTY ? '  ' : ''}${url}\n`);
  say('Press Ctrl-C to stop.');
}

async function listenWhereFree(
  listener: ReturnType<typeof nodeListener>,
  { port, host }: ViewCommandOptions,
): Promise<Listening> {
  const last = port === undefined ? PORTS.first + PORTS.count - 1 : port;
  for (let at = port ?? PORTS.first; ; at++)
    try {
      return await listen(listener, { host, port: at });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' && at < last) continue;
      throw new CliError('portRefused', `Port ${at} of ${host} cannot be listened on: ${reasonOf(error)}.`, {
        cause: error,
      });
    }
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens on it',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'the name is not known',
};

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? fileSystemReason(error) ?? message;
}

function interrupted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}

function thisMachine(): Machine {
  const cards = Object.values(networkInterfaces()).flatMap((card) => card ?? []);
  return { hostname: hostname(), user: userName(), addresses: cards.map(({ address }) => address) };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry, as in containers.
    return 'you';
  }
}
