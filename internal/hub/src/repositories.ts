/**
 * What a Hub keeps: repositories of branches of commits of files, and the bytes by their digest.
 * @module
 */
import { createHash } from 'node:crypto';

/** A file of a commit. Large ones are named by sha256, small ones as git names a blob. */
export interface StoredFile {
  readonly bytes: number;
  readonly oid: string;
  readonly isLarge: boolean;
}

/** A state of a branch. */
export interface Commit {
  readonly oid: string;
  readonly title: string;
  readonly files: ReadonlyMap<string, StoredFile>;
}

/** A repository: its commits on `main`, the newest last. */
export class Repository {
  readonly id: string;
  readonly isPrivate: boolean;
  readonly #commits: Commit[];

  constructor(id: string, isPrivate: boolean) {
    this.id = id;
    this.isPrivate = isPrivate;
    this.#commits = [{ oid: gitName(id, 0), title: 'initial commit', files: new Map() }];
  }

  get commits(): readonly Commit[] {
    return this.#commits;
  }

  get head(): Commit {
    return this.#commits.at(-1)!;
  }

  /** A commit by branch or name. */
  at(revision: string): Commit | undefined {
    if (revision === 'main' || revision === 'HEAD') return this.head;
    return this.#commits.find(({ oid }) => oid === revision);
  }

  /** Puts a commit on top. */
  commit(title: string, files: ReadonlyMap<string, StoredFile>): Commit {
    const commit = { oid: gitName(`${this.head.oid} ${title}`, this.#commits.length), title, files };
    this.#commits.push(commit);
    return commit;
  }
}

const gitName = (text: string, count: number): string => createHash('sha1').update(`${text} ${count}`).digest('hex');

/** How git names a small file. */
export function blobName(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
