const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'something else is in its place',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many open files',
  EIO: 'the disk reported an error',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
  ESTALE: 'the network disk lost the file',
};

/**
 * Why the file system refused, as the end of a sentence (`permission denied`), from the code that Node gives its errors;
 * `undefined` when `error` is none of them.
 */
export function fileSystemReason(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? REASONS[code] : undefined;
}
