/**
 * Where people find the page, from this machine and from others.
 * @module
 */
import type { Io } from '../../process/io.ts';
import type { BasePath } from './options.ts';

/** The machine and who runs on it. */
export interface Machine {
  readonly hostname: string;
  readonly user: string;
  /** Addresses of its network cards. */
  readonly addresses: readonly string[];
}

/** Where the server listens. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly base: BasePath | undefined;
}

/** Is the address one that only this machine reaches? */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** The address of the page, with its token. */
export function pageUrl({ host, port, base }: Place, { hostname }: Machine, token: string): string {
  const name = isLoopback(host) ? 'localhost' : /^(?:0\.0\.0\.0|::)$/.test(host) ? hostname : bracketed(host);
  return `${base?.origin ?? `http://${name}:${port}`}${base?.path ?? '/'}?token=${token}`;
}

/** Names that requests may address; with a path of a proxy whose name is not known, `any`. */
export function allowedHosts({ host, base }: Place, machine: Machine): readonly string[] | 'any' {
  if (base !== undefined && base.origin === undefined) return 'any';
  const proxy = base?.origin === undefined ? [] : [new URL(base.origin).hostname];
  const loopback = ['localhost', '127.0.0.1', '[::1]', ...proxy];
  if (isLoopback(host)) return loopback;
  const { hostname, addresses } = machine;
  return [...loopback, bracketed(host), hostname, hostname.split('.')[0]!, ...addresses.map(bracketed)];
}

/**
 * The command that brings the port to the machine one sits at; `undefined` where one sits at this one, or a proxy shows
 * the page. A node of a cluster is reached through the machine the job was submitted from.
 */
export function forwardCommand(
  { host, port, base }: Place,
  { hostname, user }: Machine,
  env: Io['env'],
): string | undefined {
  const jumpHost = env.SLURM_JOB_ID === undefined ? undefined : env.SLURM_SUBMIT_HOST;
  const isRemote = jumpHost !== undefined || env.SSH_CONNECTION !== undefined;
  if (!isLoopback(host) || base !== undefined || !isRemote) return undefined;
  const jump = jumpHost === undefined || jumpHost === hostname ? '' : `-J ${user}@${jumpHost} `;
  return `ssh ${jump}-L ${port}:localhost:${port} ${user}@${hostname}`;
}

/** Can a browser be opened where the person sits? `BROWSER` is what editors set that forward ports by themselves. */
export function opensBrowser(env: Io['env'], platform: string): boolean {
  if (env.BROWSER !== undefined && env.BROWSER !== '') return true;
  if (env.SSH_CONNECTION !== undefined || env.SLURM_JOB_ID !== undefined || env.CI !== undefined) return false;
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);
