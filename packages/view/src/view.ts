/**
 * The server: a function from a request to a response.
 * @module
 */
import { isLayoutError } from '@outlay/layout';
import type { Experiment } from '@outlay/schema/port';
import { derivedPicture } from './answers/derived.ts';
import { fileResponse } from './answers/files.ts';
import { metricsAnswer } from './answers/metrics.ts';
import { parseWanted, recordingStream } from './answers/recordings.ts';
import { runAnswer } from './answers/run.ts';
import type { Fault, RunNumbers, Runs, Site } from './api.ts';
import { EventHub } from './live/events.ts';
import { Watcher } from './live/watcher.ts';
import { RunFindings } from './runs/findings.ts';
import { NumbersCache } from './runs/numbers-cache.ts';
import { OpenedRuns } from './runs/opened-runs.ts';
import { RunIndex } from './runs/run-index.ts';
import type { RunLibrary } from './runs/run-source.ts';
import { Access, type AccessOptions } from './web/access.ts';
import { FaultError, faultOf, VIEW_CODES } from './web/fault.ts';
import { Lanes } from './web/lanes.ts';
import type { PageAssets } from './web/page-assets.ts';
import { pageResponse } from './web/page-response.ts';
import { oneLine, RefusalLog } from './web/refusal-log.ts';
import { respond, respondFault, respondJson } from './web/respond.ts';
import { parseRoute, parseRunPart, type Route } from './web/routes.ts';
import { PAGE_POLICY, SECURITY_HEADERS } from './web/security-headers.ts';

/** What is served, to whom. */
export interface ViewServerOptions extends AccessOptions {
  readonly library: RunLibrary;
  readonly page: PageAssets;
  /** Version that answers. */
  readonly version: string;
  /** Path that a proxy may leave in front: `/node/c01/8080/`. */
  readonly basePath?: string;
  /** One line per refused request and per bug. */
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds between two looks at what may change; 0 never looks. */
  readonly pollMs: number;
}

/** At a time, for all clients together. */
const LIMITS = {
  /** Recordings being made: each keeps a processor busy. */
  recordings: { most: 4, line: 32 },
  /** Masks and depth being decoded. */
  derived: { most: 4, line: 256 },
  /** Runs being validated or opened. */
  runs: { most: 2, line: 128 },
} as const;

/** A server without a socket. */
export interface ViewServer {
  /** Answers a request; never throws. */
  fetch(request: Request): Promise<Response>;
  /** Stops watching and ends what is being listened to. */
  close(): void;
}

/** Makes a {@link ViewServer}. */
export function createViewOver(options: ViewServerOptions): ViewServer {
  const server = new Server(options);
  return { fetch: (request) => server.fetch(request), close: () => server.close() };
}

class Server {
  readonly #options: ViewServerOptions;
  readonly #access: Access;
  readonly #index: RunIndex;
  readonly #opened: OpenedRuns;
  readonly #findings: RunFindings;
  readonly #numbers: NumbersCache;
  readonly #hub: EventHub;
  readonly #watcher: Watcher;
  readonly #refusals: RefusalLog;
  readonly #recordings = new Lanes(LIMITS.recordings.most, LIMITS.recordings.line);
  readonly #derived = new Lanes(LIMITS.derived.most, LIMITS.derived.line);
  readonly #runs = new Lanes(LIMITS.runs.most, LIMITS.runs.line);

  constructor(options: ViewServerOptions) {
    this.#options = options;
    this.#access = new Access(options);
    this.#index = new RunIndex(options.library);
    this.#opened = new OpenedRuns(options.now, ({ id }) => this.#hub.send({ kind: 'files', id }));
    this.#findings = new RunFindings((id, counts) => this.#hub.send({ kind: 'findings', id, counts }));
    this.#numbers = new NumbersCache((id) => this.#findings.countsOf(id));
    this.#refusals = new RefusalLog(options.log, options.now);
    this.#hub = new EventHub(options.version, (count) => this.#watcher.setAudience(count));
    this.#watcher = new Watcher({
      index: this.#index,
      opened: this.#opened,
      numbers: this.#numbers,
      hub: this.#hub,
      pollMs: options.pollMs,
      onError: (error) => options.log(`${VIEW_CODES.internal.code} ${describe(error)}`),
    });
  }

  close(): void {
    this.#watcher.close();
    this.#hub.close();
  }

  async fetch(request: Request): Promise<Response> {
    let response: Response;
    try {
      response = await this.#answer(request);
    } catch (error) {
      response = this.#fail(request, error);
    }
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
    if (!response.headers.has('content-security-policy')) response.headers.set('content-security-policy', PAGE_POLICY);
    return response;
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    this.#access.checkOrigin(request, url);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw new FaultError('methodRefused', 'This server takes GET and HEAD only.', {
        headers: { allow: 'GET, HEAD' },
      });
    const path = this.#ownPath(url.pathname);
    if (path === undefined) return new Response(null, { status: 302, headers: { location: `${url.pathname}/` } });
    const route = parseRoute(path);
    if (route.kind === 'page') return (await this.#access.redirect(url)) ?? (await this.#page(request, route.path));
    await this.#access.checkToken(request);
    return this.#data(request, route, url.searchParams);
  }

  /** The path below the page's folder. A proxy may strip the prefix or leave it; `undefined` when its slash is missing. */
  #ownPath(pathname: string): string | undefined {
    const base = this.#options.basePath ?? '/';
    if (base !== '/' && `${pathname}/` === base) return undefined;
    return pathname.slice(pathname.startsWith(base) ? base.length : 1);
  }

  async #page(request: Request, path: string): Promise<Response> {
    const asset = await this.#options.page.get(path);
    if (asset) return pageResponse(request, asset);
    if (path === '') throw new FaultError('pageMissing', 'The page of outlay view is not built.');
    throw new FaultError('notServed', 'There is nothing at this address.');
  }

  async #data(request: Request, route: Exclude<Route, { kind: 'page' }>, query: URLSearchParams): Promise<Response> {
    switch (route.kind) {
      case 'site':
        return respondJson(request, this.#site());
      case 'events':
        return this.#hub.response();
      case 'runs': {
        await this.#index.ready();
        const runs: Runs = { runs: this.#index.runs.map(({ name }) => name), problems: this.#index.problems };
        return respondJson(request, runs);
      }
      case 'numbers':
        await this.#index.ready();
        return this.#numbersResponse();
      case 'run':
        return this.#run(request, route.path);
      case 'files': {
        const { opened, rest } = await this.#open(route.path);
        return fileResponse(opened.scan, rest, request);
      }
      case 'derived': {
        const { experiment, rest } = await this.#experiment(route.path);
        const picture = () => derivedPicture(experiment, rest, request.signal);
        return respond(request, await this.#derived.run(picture, request.signal), 'image/png');
      }
      case 'recording':
        return this.#recording(request, route.path, query);
    }
  }

  #site(): Site {
    const { library, version, pollMs } = this.#options;
    return { mode: 'live', title: library.title, version, events: pollMs > 0, recordings: 'made' };
  }

  #numbersResponse(): Response {
    const lines = this.#numbers.all(this.#index.runs);
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const { done, value } = await lines.next();
          if (done) controller.close();
          else
            controller.enqueue(encoder.encode(`${value.map((one: RunNumbers) => JSON.stringify(one)).join('\n')}\n`));
        },
        async cancel() {
          await lines.return(undefined);
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, {
      headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    });
  }

  async #run(request: Request, path: string): Promise<Response> {
    const { opened, rest } = await this.#open(path);
    const part = parseRunPart(rest);
    return this.#runs.run(async () => {
      if (part === 'run') return respondJson(request, await runAnswer(opened));
      if (part === 'findings') return respondJson(request, await this.#findings.get(opened));
      return respondJson(request, await metricsAnswer(opened, part.metrics));
    }, request.signal);
  }

  async #recording(request: Request, path: string, query: URLSearchParams): Promise<Response> {
    const { experiment, rest } = await this.#experiment(path);
    const wanted = parseWanted(rest, query);
    const headers = { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' };
    if (request.method === 'HEAD') return new Response(null, { headers });
    const leave = await this.#recordings.enter(request.signal);
    try {
      const body = recordingStream(experiment, wanted, {
        toolVersion: this.#options.version,
        onDone: leave,
        onProblem: (error) => this.#logBug(request, error),
      });
      return new Response(body, { headers });
    } catch (error) {
      leave();
      throw error;
    }
  }

  async #open(path: string) {
    const { run, rest } = await this.#index.resolve(path);
    return { opened: await this.#opened.get(run), rest };
  }

  async #experiment(path: string): Promise<{ readonly experiment: Experiment; readonly rest: string }> {
    const { opened, rest } = await this.#open(path);
    const experiment = await opened.experiment();
    if ('manifest' in experiment) return { experiment, rest };
    const [first] = experiment;
    const fault: Fault | undefined = first && faultOf(first);
    throw Object.assign(new FaultError('unreadable', 'The experiment cannot be opened.'), fault && { fault });
  }

  #fail(request: Request, error: unknown): Response {
    if (error instanceof FaultError) {
      const { status, fault, message, headers } = error;
      // A picture that is not there is everyday life; who knocks without a key is not.
      if (status !== 404) this.#refusals.add(fault.code, request, message);
      return respondFault(status, fault, headers);
    }
    if (request.signal.aborted) return new Response(null, { status: 499 });
    if (isLayoutError(error)) {
      const { code, status } = VIEW_CODES.unreadable;
      this.#refusals.add(code, request, oneLine(error.message));
      return respondFault(status, { code, message: error.message, fix: error.hint });
    }
    this.#logBug(request, error);
    const { code, status, fix } = VIEW_CODES.internal;
    return respondFault(status, { code, message: 'The server failed; its terminal says more.', fix });
  }

  #logBug({ method, url }: Request, error: unknown): void {
    this.#options.log(`${VIEW_CODES.internal.code} ${oneLine(`${method} ${url}`)}: ${describe(error)}`);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? oneLine(`${error.name}: ${error.message}`) : oneLine(String(error));
}
