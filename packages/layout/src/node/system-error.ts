import { systemErrorName } from '@outlay/schema/names';
import {
  FileNotFoundError,
  FileTooLargeError,
  FileUnreadableError,
  isLayoutError,
  type LayoutError,
  PathRefusedError,
} from '../errors.ts';
import { printable } from '../source/source-path.ts';

/** An error of the operating system as one of ours. */
export function fromSystemError(error: unknown, what: 'file' | 'folder', path: string): LayoutError {
  const code = systemErrorName(error) ?? '';
  const where = path === '' ? 'the experiment folder' : `the ${what} ${printable(path)}`;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new FileNotFoundError(`${begin(where)} does not exist.`, { path, cause: error });
  if (code === 'ELOOP')
    return new PathRefusedError(`${begin(where)} is a link that leads to itself.`, { path, cause: error });
  return new FileUnreadableError(`Cannot read ${where} (${code || String(error)}).`, { path, cause: error });
}

const begin = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

/** Ours stay, others are wrapped. */
export function asLayoutError(error: unknown, path: string): LayoutError {
  return isLayoutError(error) ? error : fromSystemError(error, 'file', path);
}

/** A file beyond the limit; its true size is not known, reading stopped there. */
export function tooLarge(path: string, maxBytes: number): FileTooLargeError {
  return new FileTooLargeError(`${printable(path)} has more than ${maxBytes} bytes, the limit for one file.`, { path });
}
