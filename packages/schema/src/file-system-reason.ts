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
  ENFILE: 'too many open files on this machine',
  EIO: 'the disk reported an error',
  ENXIO: 'the disk is gone',
  ENODEV: 'the disk is gone',
  ETIMEDOUT: 'the disk did not answer in time',
  EHOSTDOWN: 'the machine of the disk is down',
  EHOSTUNREACH: 'the machine of the disk cannot be reached',
  ENOTCONN: 'the disk is not connected',
  ECONNRESET: 'the connection to the disk broke',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
  ESTALE: 'the network disk lost the file',
};

/** Numbers of Linux that Node has no name for; network disks give them. */
const UNNAMED: Readonly<Record<number, string>> = { [-116]: 'ESTALE', [-121]: 'EREMOTEIO' };

/**
 * The name of an error of the operating system, e.g. `EACCES`; `error 116` where it has none; `undefined` when `error` is
 * no error of the operating system. Node does not know all names: it calls ESTALE `Unknown system error -116`.
 */
export function systemErrorName(error: unknown): string | undefined {
  const { code, errno, syscall } = (error ?? {}) as { code?: unknown; errno?: unknown; syscall?: unknown };
  if (typeof code !== 'string') return undefined;
  if (REASONS[code] !== undefined) return code;
  if (typeof errno !== 'number' || typeof syscall !== 'string') return undefined;
  return UNNAMED[errno] ?? (/^E[A-Z0-9]+$/.test(code) ? code : `error ${Math.abs(errno)}`);
}

/**
 * Why the file system refused, as the end of a sentence (`permission denied`), from the error that Node gives;
 * `undefined` when `error` is no error of the operating system.
 */
export function fileSystemReason(error: unknown): string | undefined {
  const name = systemErrorName(error);
  return name && (REASONS[name] ?? `the system reported ${name}`);
}
