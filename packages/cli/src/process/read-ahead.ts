/**
 * How many files are read at a time. On a local disk one after the other is fastest; on a network disk every file
 * waits, and they had better wait together.
 * @module
 */
import { networkDisk } from '@outlay/layout/node';
import type { ReadAhead } from '../grammar/selection.ts';
import type { Io } from './io.ts';

/** More in flight help little where a file takes a few milliseconds, and bother the server. */
const ON_NETWORK_DISKS = 16;
/** Files in flight for an experiment in `folder`. */
export function filesInFlight(setting: ReadAhead, folder: string): number {
  if (setting !== 'auto') return setting;
  return networkDisk(folder) === undefined ? 0 : ON_NETWORK_DISKS;
}

/**
 * Node reads files in four threads, unless its environment said otherwise when it started. Where more are to be in
 * flight the command is run again in a process that has them; gives its exit code, or `undefined` when this one will
 * do.
 */
export function withEnoughThreads(io: Io, inFlight: number): Promise<number> | undefined {
  if (io.again === undefined || inFlight <= io.again.fileThreads) return undefined;
  // Some more, for what is written meanwhile.
  return io.again.run({ UV_THREADPOOL_SIZE: String(inFlight + 4) });
}
