/**
 * A remote of the user's own `rclone` as a place that takes files.
 * @module
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NetworkError, TargetError } from '../errors.ts';
import type { RemoteFile, RemoteFiles, ShareFile } from '../share-file.ts';
import type { Revision, Store, StoreEvent } from '../store.ts';

/** A place of an rclone remote, `lab-s3:results`. It keeps its own credentials; none pass through here. */
export class RcloneStore implements Store {
  readonly batch = { files: 500, bytes: 10e9 };
  readonly #remote: string;
  readonly #program: string;

  constructor(remote: string, program = 'rclone') {
    this.#remote = remote;
    this.#program = program;
  }

  async list(signal: AbortSignal | undefined): Promise<{ readonly files: RemoteFiles; readonly revision: Revision }> {
    const listing = await this.#run(['lsjson', '--recursive', '--files-only', '--hash', this.#remote], signal, true);
    const entries = JSON.parse(listing || '[]') as { Path: string; Size: number; Hashes?: Record<string, string> }[];
    const files = new Map<string, RemoteFile>();
    for (const { Path, Size, Hashes } of entries) {
      const algorithm = Hashes?.sha256 ? 'sha256' : Hashes?.md5 ? 'md5' : undefined;
      const hex = algorithm && Hashes?.[algorithm];
      files.set(Path, { bytes: Size, ...(algorithm && hex && { digest: { algorithm, hex } }) });
    }
    return { files, revision: {} };
  }

  async *send(
    files: readonly ShareFile[],
    { signal }: Parameters<Store['send']>[1],
  ): AsyncGenerator<StoreEvent, Revision> {
    // A folder of links, so that one run of rclone sends all, with its own transfers side by side.
    const staged = await mkdtemp(join(tmpdir(), 'outlay-share-'));
    try {
      for (const { path, from } of files) {
        const place = join(staged, path);
        await mkdir(dirname(place), { recursive: true });
        await (typeof from === 'string' ? symlink(from, place) : writeFile(place, from));
      }
      await this.#run(['copy', '--copy-links', staged, this.#remote], signal, false);
      for (const { path, bytes } of files) yield { kind: 'progress', path, bytes };
      return {};
    } finally {
      await rm(staged, { recursive: true, force: true });
    }
  }

  #run(args: readonly string[], signal: AbortSignal | undefined, mayBeAbsent: boolean): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.#program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...(signal && { signal }) });
      let output = '';
      let errors = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        errors = (errors + text).slice(-2000);
      });
      child.on('error', (error: NodeJS.ErrnoException) => {
        if (signal?.aborted) reject(signal.reason);
        else if (error.code === 'ENOENT')
          reject(
            new TargetError(
              'The program rclone is not on this machine.',
              'Install it from https://rclone.org, or send to a folder.',
              {
                cause: error,
              },
            ),
          );
        else reject(error);
      });
      child.on('close', (code) => {
        // 3: there is no such folder yet.
        if (code === 0 || (code === 3 && mayBeAbsent)) resolve(code === 0 ? output : '');
        else
          reject(
            new NetworkError(
              `rclone ${args[0]} ends with ${code}: ${errors.trim().split('\n').at(-1) ?? ''}`,
              'Try the remote with `rclone lsf`, then run the same command again.',
            ),
          );
      });
    });
  }
}
