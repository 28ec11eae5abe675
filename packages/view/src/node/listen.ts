import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where to listen. */
export interface ListenOptions {
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** 0 takes any that is free. */
  readonly port: number;
}

/** A server that listens. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Ends at once, answers that are under way included. */
  close(): Promise<void>;
}

/** Limits of a connection. */
const LIMITS = {
  connections: 512,
  headerBytes: 16 * 1024,
  headersMs: 10_000,
  requestMs: 30_000,
  idleMs: 65_000,
} as const;

/** Listens. @throws what the system says, e.g. `EADDRINUSE`. */
export async function listen(
  listener: RequestListener,
  { host = '127.0.0.1', port }: ListenOptions,
): Promise<Listening> {
  const server = createServer(
    {
      maxHeaderSize: LIMITS.headerBytes,
      headersTimeout: LIMITS.headersMs,
      requestTimeout: LIMITS.requestMs,
      keepAliveTimeout: LIMITS.idleMs,
      requireHostHeader: true,
    },
    listener,
  );
  server.maxConnections = LIMITS.connections;
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      done();
    });
  });
  return { host, port: (server.address() as AddressInfo).port, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeAllConnections();
  return closed;
}
