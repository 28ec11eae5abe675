/**
 * A Hub on loopback, for tests: what `huggingface_hub` and `@huggingface/hub` ask of huggingface.co to send and fetch a
 * data set over LFS. The answers follow what the official clients accept; the conformance lane lets the Python client judge.
 * @module
 */
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer } from './routes.ts';
import { HubState } from './state.ts';

/** A request, as it is kept in {@link LoopbackHub.requests}. */
export interface HubRequest {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** Bytes of its body that arrived. */
  readonly received: number;
}

/** A fault to inject. */
export interface HubFault {
  /** Tested against `METHOD /path?query`. */
  readonly match: RegExp;
  /** How often; default once. */
  readonly times?: number;
  /**
   * `status`: answered so, nothing done. `reset`: the connection breaks after `bytes` of the body. `lost`: all is done, the
   * answer never comes.
   */
  readonly fault:
    | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
    | { readonly kind: 'reset'; readonly bytes?: number }
    | { readonly kind: 'lost' };
}

/** A Hub that runs. */
export interface LoopbackHub {
  readonly endpoint: string;
  readonly requests: readonly HubRequest[];
  readonly state: HubState;
  inject(...faults: readonly HubFault[]): void;
  close(): Promise<void>;
}

/** How a Hub behaves. */
export interface HubOptions {
  /** Folder for the bytes; made when it is not there. */
  readonly folder: string;
  /** The one that it accepts. */
  readonly token: string;
  readonly user?: string;
  readonly port?: number;
  /** Files from this size on are sent in parts of `partBytes`. Default 8 MiB and 4 MiB. */
  readonly multipartFrom?: number;
  readonly partBytes?: number;
}

/** Starts a Hub on 127.0.0.1. */
export async function startHub(options: HubOptions): Promise<LoopbackHub> {
  mkdirSync(options.folder, { recursive: true });
  const requests: HubRequest[] = [];
  const faults: { match: RegExp; left: number; fault: HubFault['fault'] }[] = [];
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state = new HubState(endpoint, options);

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url = '/' } = request;
    let received = 0;
    request.on('data', (part: Buffer) => {
      received += part.length;
    });
    request.pause();
    response.on('close', () => requests.push({ method, url, status: response.statusCode, received }));
    const found = faults.find(({ match, left }) => left > 0 && match.test(`${method} ${url}`));
    if (found) found.left--;
    void serve(state, request, response, found?.fault);
  });

  return {
    endpoint,
    requests,
    state,
    inject: (...more) => faults.push(...more.map(({ match, times = 1, fault }) => ({ match, left: times, fault }))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  state: HubState,
  request: IncomingMessage,
  response: ServerResponse,
  fault: HubFault['fault'] | undefined,
): Promise<void> {
  if (fault?.kind === 'status') {
    request.resume();
    response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
    response.end(JSON.stringify({ error: `fault ${fault.status}` }));
    return;
  }
  const { socket } = request;
  if (fault?.kind === 'reset') {
    let received = 0;
    if ((fault.bytes ?? 0) > 0)
      for await (const part of request) {
        received += (part as Buffer).length;
        if (received >= fault.bytes!) break;
      }
    socket.destroy();
    return;
  }
  try {
    const reply = await answer(state, request);
    if (fault?.kind === 'lost') {
      socket.destroy();
      return;
    }
    response.writeHead(reply.status, reply.headers);
    if (reply.body === undefined || request.method === 'HEAD') response.end();
    else if (typeof reply.body === 'string') response.end(reply.body);
    else reply.body.pipe(response);
  } catch (error) {
    if (response.headersSent || response.destroyed) response.destroy();
    else {
      request.resume();
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: String(error) }));
    }
  }
}
