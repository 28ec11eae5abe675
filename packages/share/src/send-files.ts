/**
 * Brings a target up to date: lists it, leaves out what is there, sends the rest in batches.
 * @module
 */
import { type Hasher, isThere, type ShareFile } from './share-file.ts';
import type { Revision, Store, StoreEvent } from './store.ts';

/** What happens while a target is brought up to date. */
export type SendEvent =
  | StoreEvent
  /** Known before the first byte is sent. */
  | { readonly kind: 'planned'; readonly files: number; readonly bytes: number; readonly there: number }
  /** A batch is at the target for good. */
  | { readonly kind: 'sent'; readonly files: number; readonly revision: Revision };

/** What sending came to. */
export interface Sent {
  readonly revision: Revision;
  /** Paths that were sent, ascending. */
  readonly sent: readonly string[];
  /** How many files were there already. */
  readonly there: number;
}

/** How to send. */
export interface SendOptions {
  readonly hash: Hasher;
  /** First line of a commit, where a target keeps such. */
  readonly message: string;
  /** Plan only. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends what is not there yet. Small files that describe others (`index.html`, `README.md`, `data/*.json`) go last, so
 * that a page never names what is not there.
 * @throws what the {@link Store} throws. The same call goes on where this one ended.
 */
export async function* sendFiles(
  store: Store,
  files: readonly ShareFile[],
  { hash, message, dryRun = false, signal }: SendOptions,
): AsyncGenerator<SendEvent, Sent> {
  const listed = await store.list(signal);
  const missing: ShareFile[] = [];
  for (const file of files) {
    signal?.throwIfAborted();
    if (!(await isThere(file, listed.files.get(file.path), hash))) missing.push(file);
  }
  const there = files.length - missing.length;
  yield { kind: 'planned', files: missing.length, bytes: bytesOf(missing), there };
  let { revision } = listed;
  const sent: string[] = [];
  if (!dryRun)
    for (const batch of batchesOf(inOrder(missing), store.batch)) {
      revision = yield* store.send(batch, { base: revision, message, signal });
      sent.push(...batch.map(({ path }) => path));
      yield { kind: 'sent', files: batch.length, revision };
    }
  return { revision, sent: sent.sort(), there };
}

const bytesOf = (files: readonly ShareFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

const DESCRIBES_OTHERS = /(?:^|\/)(?:index\.html|README\.md|data\/[^/]+\.(?:json|ndjson))$/;

function inOrder(files: readonly ShareFile[]): readonly ShareFile[] {
  const byPath = (a: ShareFile, b: ShareFile) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  const isLast = ({ path }: ShareFile) => Number(DESCRIBES_OTHERS.test(path));
  return [...files].sort((a, b) => isLast(a) - isLast(b) || byPath(a, b));
}

function* batchesOf(files: readonly ShareFile[], most: Store['batch']): Generator<readonly ShareFile[]> {
  let batch: ShareFile[] = [];
  let bytes = 0;
  for (const file of files) {
    if (batch.length > 0 && (batch.length >= most.files || bytes >= most.bytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(file);
    bytes += file.bytes;
  }
  if (batch.length > 0) yield batch;
}
