import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { blobName, type Repository } from './repositories.ts';
import type { HubOptions } from './server.ts';

/** Repositories, and bytes in a folder, each file named by its digest. */
export class HubState {
  readonly endpoint: string;
  readonly token: string;
  readonly user: string;
  readonly multipartFrom: number;
  readonly partBytes: number;
  /** By `user/name`. */
  readonly repositories = new Map<string, Repository>();
  /** Digest of a large file → number of its part → ETag. */
  readonly uploads = new Map<string, Map<number, string>>();
  readonly #folder: string;

  constructor(endpoint: string, options: HubOptions) {
    this.endpoint = endpoint;
    this.token = options.token;
    this.user = options.user ?? 'tester';
    this.multipartFrom = options.multipartFrom ?? 8 * 2 ** 20;
    this.partBytes = options.partBytes ?? 4 * 2 ** 20;
    this.#folder = options.folder;
  }

  has(oid: string): boolean {
    return existsSync(this.place(oid));
  }

  bytesOf(oid: string): number {
    return statSync(this.place(oid)).size;
  }

  place(oid: string): string {
    return join(this.#folder, oid);
  }

  keepSmall(bytes: Uint8Array): string {
    const oid = blobName(bytes);
    writeFileSync(this.place(oid), bytes);
    return oid;
  }

  /** Takes a whole large file; `false` when its bytes are others than its name says. */
  async keepLarge(request: IncomingMessage, oid: string): Promise<boolean> {
    const { place, sha256 } = await this.#receive(request);
    if (sha256 !== oid) {
      rmSync(place);
      return false;
    }
    renameSync(place, this.place(oid));
    return true;
  }

  /** Takes a part of a large file and returns its ETag. */
  async keepPart(request: IncomingMessage, oid: string, part: number): Promise<string> {
    const { place, sha256 } = await this.#receive(request);
    const parts = this.uploads.get(oid) ?? new Map<number, string>();
    this.uploads.set(oid, parts);
    renameSync(place, this.#partPlace(oid, part));
    parts.set(part, sha256);
    return sha256;
  }

  /** Puts parts together; in words, why that fails. */
  async join(oid: string, parts: readonly { partNumber: number; etag: string }[]): Promise<string | undefined> {
    const kept = this.uploads.get(oid) ?? new Map<number, string>();
    const hash = createHash('sha256');
    const whole = join(this.#folder, `joining-${randomUUID()}`);
    const output = createWriteStream(whole);
    for (const { partNumber, etag } of parts) {
      if (`"${kept.get(partNumber)}"` !== etag) return `part ${partNumber} is not the one that was sent`;
      for await (const bytes of createReadStream(this.#partPlace(oid, partNumber))) {
        hash.update(bytes as Buffer);
        if (!output.write(bytes)) await new Promise<void>((resolve) => output.once('drain', () => resolve()));
      }
    }
    await new Promise<void>((resolve) => output.end(() => resolve()));
    if (hash.digest('hex') !== oid) return 'the parts are not the file that its name says';
    renameSync(whole, this.place(oid));
    for (const part of kept.keys()) rmSync(this.#partPlace(oid, part));
    this.uploads.delete(oid);
    return undefined;
  }

  #partPlace(oid: string, part: number): string {
    return join(this.#folder, `${oid}.${part}`);
  }

  async #receive(request: IncomingMessage): Promise<{ readonly place: string; readonly sha256: string }> {
    const place = join(this.#folder, `receiving-${randomUUID()}`);
    const hash = createHash('sha256');
    await pipeline(
      request,
      async function* (parts: AsyncIterable<Buffer>) {
        for await (const part of parts) {
          hash.update(part);
          yield part;
        }
      },
      createWriteStream(place),
    );
    return { place, sha256: hash.digest('hex') };
  }
}
