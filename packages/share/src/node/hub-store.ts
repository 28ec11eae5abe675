/**
 * A data set of the Hugging Face Hub as a place that takes files, through the official client.
 * @module
 */
import { pathToFileURL } from 'node:url';
import { NetworkError, NotAllowedError, RefusedError, ShareFileError } from '../errors.ts';
import { HUB_ENDPOINT, HUB_LIMITS, hubObjections } from '../hub/hub-limits.ts';
import { type Patience, patientFetch } from '../hub/patient-fetch.ts';
import type { Hasher, RemoteFile, RemoteFiles, ShareFile } from '../share-file.ts';
import { isThere } from '../share-file.ts';
import type { Revision, Store, StoreEvent } from '../store.ts';

/** The official client, `@huggingface/hub`; loaded by whoever needs it, because it is large. */
export type HubClient = Pick<
  typeof import('@huggingface/hub'),
  'commitIter' | 'createRepo' | 'listFiles' | 'datasetInfo'
>;

/** A data set, and how to reach it. */
export interface HubStoreOptions {
  readonly client: HubClient;
  /** `user/name` */
  readonly repository: string;
  readonly token: string | undefined;
  /** Default `https://huggingface.co`; `HF_ENDPOINT` of the official clients. */
  readonly endpoint?: string;
  readonly branch?: string;
  /** Visible to its owners only, when it is made. Default `false`. */
  readonly private?: boolean;
  readonly patience: Patience;
  readonly hash: Hasher;
  readonly fetch?: typeof fetch;
}

/** Tries of one commit, looks at the branch in between. */
const COMMIT_TRIES = 6;
const FIRST_WAIT = 1000;

/** Bytes of a batch: what is lost of a day's sending when its commit fails for good. */
const BATCH_BYTES = 2e9;

/** A data set of the Hub. Files of the same content are not sent again; a commit whose answer is lost is not repeated. */
export class HubStore implements Store {
  readonly batch = { files: HUB_LIMITS.filesOfCommit - 1, bytes: BATCH_BYTES };
  readonly #options: HubStoreOptions;
  readonly #fetch: typeof fetch;
  readonly #waits: StoreEvent[] = [];

  constructor(options: HubStoreOptions) {
    this.#options = options;
    this.#fetch = patientFetch(options.fetch ?? fetch, {
      ...options.patience,
      isOnce: (url, method) => method === 'POST' && /\/commit\/[^/]+$/.test(new URL(url).pathname),
      onWait: (milliseconds, reason) => {
        this.#waits.push({ kind: 'waiting', milliseconds, reason });
        options.patience.onWait?.(milliseconds, reason);
      },
    });
  }

  async list(signal: AbortSignal | undefined): Promise<{ readonly files: RemoteFiles; readonly revision: Revision }> {
    try {
      return await this.#list(signal);
    } catch (error) {
      if (statusOf(error) !== 404) throw hubFailure(error, this.#options, signal);
    }
    await this.#create(signal);
    try {
      return await this.#list(signal);
    } catch (error) {
      throw hubFailure(error, this.#options, signal);
    }
  }

  async #list(signal: AbortSignal | undefined): Promise<{ readonly files: RemoteFiles; readonly revision: Revision }> {
    // The head first: a commit between the two makes ours fail with 412, and it is looked at again.
    const head = await this.#head(signal);
    const files = new Map<string, RemoteFile>();
    const { client, branch = 'main' } = this.#options;
    for await (const entry of client.listFiles({
      ...this.#common(signal),
      recursive: true,
      revision: branch,
    })) {
      if (entry.type !== 'file') continue;
      const digest =
        entry.lfs !== undefined
          ? ({ algorithm: 'sha256', hex: entry.lfs.oid } as const)
          : entry.oid === undefined
            ? undefined
            : ({ algorithm: 'git-blob', hex: entry.oid } as const);
      files.set(entry.path, { bytes: entry.size, ...(digest && { digest }) });
    }
    return { files, revision: head === undefined ? {} : { commit: head } };
  }

  async #head(signal: AbortSignal | undefined): Promise<string | undefined> {
    const { client, branch = 'main' } = this.#options;
    const info = await client.datasetInfo({
      ...this.#common(signal),
      name: this.#options.repository,
      revision: branch,
      additionalFields: ['sha'],
    });
    return info.sha;
  }

  async #create(signal: AbortSignal | undefined): Promise<void> {
    const { client, token } = this.#options;
    if (token === undefined) throw hubFailure(undefined, this.#options, signal);
    try {
      await client.createRepo({
        ...this.#common(signal),
        accessToken: token,
        visibility: this.#options.private === true ? 'private' : 'public',
      });
    } catch (error) {
      // Somebody was faster.
      if (statusOf(error) !== 409) throw hubFailure(error, this.#options, signal);
    }
  }

  async *send(
    files: readonly ShareFile[],
    { base, message, signal }: Parameters<Store['send']>[1],
  ): AsyncGenerator<StoreEvent, Revision> {
    if (this.#options.token === undefined) throw hubFailure(undefined, this.#options, signal);
    let parent = base.commit;
    let missing = files;
    for (let attempt = 1; ; attempt++) {
      try {
        return yield* this.#commit(missing, parent, message, signal);
      } catch (error) {
        if (signal?.aborted || !isDoubtful(error) || attempt === COMMIT_TRIES)
          throw hubFailure(error, this.#options, signal);
      }
      const wait = FIRST_WAIT * 2 ** (attempt - 1) * (0.5 + this.#options.patience.random());
      yield { kind: 'waiting', milliseconds: wait, reason: 'the commit may or may not have arrived' };
      await this.#options.patience.sleep(wait, signal);
      // The commit that seemed lost may have arrived, or somebody else's came between: what is on the branch tells.
      const now = await this.list(signal);
      const left: ShareFile[] = [];
      for (const file of missing)
        if (!(await isThere(file, now.files.get(file.path), this.#options.hash))) left.push(file);
      if (left.length === 0) return now.revision;
      missing = left;
      parent = now.revision.commit;
    }
  }

  async *#commit(
    files: readonly ShareFile[],
    parent: string | undefined,
    title: string,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<StoreEvent, Revision> {
    const sizes = new Map(files.map(({ path, bytes }) => [path, bytes]));
    const steps = this.#options.client.commitIter({
      ...this.#common(signal),
      title,
      branch: this.#options.branch ?? 'main',
      ...(parent !== undefined && { parentCommit: parent }),
      operations: files.map(({ path, from }) => ({ operation: 'addOrUpdate', path, content: contentOf(from) })),
      ...(signal && { abortSignal: signal }),
    });
    for (;;) {
      const step = await steps.next();
      yield* this.#waits.splice(0);
      if (step.done) return { ...(step.value && { commit: step.value.commit.oid }) };
      const event = step.value;
      if (event.event === 'fileProgress' && event.state === 'uploading')
        yield {
          kind: 'progress',
          path: event.path,
          bytes: Math.round(event.progress * (sizes.get(event.path) ?? 0)),
        };
    }
  }

  /** Why the Hub would refuse these files; asked before the first byte. */
  async objections(files: readonly ShareFile[], signal?: AbortSignal): Promise<readonly string[]> {
    return hubObjections(files, (await this.list(signal)).files.keys());
  }

  #common(signal: AbortSignal | undefined) {
    const { repository, token, endpoint } = this.#options;
    return {
      repo: { type: 'dataset' as const, name: repository },
      ...(token !== undefined && { accessToken: token }),
      ...(endpoint !== undefined && { hubUrl: endpoint }),
      // The client does not hand its signal to every request, so ours is put into all of them.
      fetch: ((input, init) =>
        this.#fetch(input, { ...init, ...(signal && { signal }) })) satisfies typeof fetch as typeof fetch,
    };
  }
}

const contentOf = (from: ShareFile['from']): URL | Blob =>
  typeof from === 'string' ? pathToFileURL(from) : new Blob([from as Uint8Array<ArrayBuffer>]);

/** Did the request perhaps reach its end, or may the next one? */
function isDoubtful(error: unknown): boolean {
  const status = statusOf(error);
  if (status === undefined) return !isFileProblem(error);
  return status === 412 || status === 409 || status === 408 || status === 429 || status >= 500;
}

const statusOf = (error: unknown): number | undefined => (error as { readonly statusCode?: number })?.statusCode;

const isFileProblem = (error: unknown): boolean =>
  /^(ENOENT|EACCES|EIO|ESTALE|EISDIR|EPERM)$/.test((error as NodeJS.ErrnoException)?.code ?? '');

/** In words of this package, what the client or the network throws. */
function hubFailure(
  error: unknown,
  { repository, token, endpoint = HUB_ENDPOINT }: HubStoreOptions,
  signal: AbortSignal | undefined,
): unknown {
  if (signal?.aborted) return signal.reason;
  const status = statusOf(error);
  const { message = '' } = (error ?? {}) as Error;
  if (token === undefined)
    return new NotAllowedError(
      `No token was found for ${endpoint}.`,
      'Set HF_TOKEN, run `hf auth login`, or pipe a token into --token-stdin.',
      { cause: error },
    );
  if (status === 401)
    return new NotAllowedError(
      `${endpoint} does not accept the token.`,
      'Make a new one at https://huggingface.co/settings/tokens with the right to write.',
      { cause: error },
    );
  if (status === 403)
    return new NotAllowedError(
      `The token may not write to ${repository}: ${message}`,
      'Use a token with the right to write to it, or a repository of your own.',
      { cause: error },
    );
  if (isFileProblem(error))
    return new ShareFileError(`A file cannot be read while it is sent: ${message}`, 'Run the same command again.', {
      cause: error,
    });
  if (status !== undefined && status < 500 && status !== 429 && status !== 408)
    return new RefusedError(
      `${endpoint} refuses ${repository}: ${message} (${status})`,
      'Read what it says; nothing was lost.',
      {
        cause: error,
      },
    );
  const why =
    status === undefined ? ((error as { cause?: { code?: string } })?.cause?.code ?? message) : `it answers ${status}`;
  return new NetworkError(
    `${endpoint} cannot be reached after several tries: ${why}`,
    'Run the same command again: what has arrived is not sent again.',
    { cause: error },
  );
}
