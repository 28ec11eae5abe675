/** A file to send, and its place at the target. */
export interface ShareFile {
  /** Where it goes, relative to the root of the target: POSIX, no `.` or `..`. */
  readonly path: string;
  readonly bytes: number;
  /** An absolute path on this machine, or the bytes themselves. */
  readonly from: string | Uint8Array;
}

/** What a target holds: path → how to tell whether a file there is the one that would be sent. */
export type RemoteFiles = ReadonlyMap<string, RemoteFile>;

/** A file at a target. */
export interface RemoteFile {
  readonly bytes: number;
  /** A digest, in the form that the target knows. Absent: it has to be sent again to be sure. */
  readonly digest?: {
    readonly algorithm: 'sha256' | 'git-blob' | 'md5';
    /** As the target says it, or worked out when it is asked for. */
    readonly hex: string | (() => Promise<string>);
  };
}

/** Hashes files of this machine; asked only for files that the target holds in the same size. */
export type Hasher = (file: ShareFile, algorithm: NonNullable<RemoteFile['digest']>['algorithm']) => Promise<string>;

/** Is the file at the target the one that would be sent? */
export async function isThere(file: ShareFile, there: RemoteFile | undefined, hash: Hasher): Promise<boolean> {
  if (there === undefined || there.bytes !== file.bytes || there.digest === undefined) return false;
  const { algorithm, hex } = there.digest;
  return (await hash(file, algorithm)) === (typeof hex === 'string' ? hex : await hex());
}
