/**
 * The thread a {@link DecoderPool} starts: an entry of its own, because a thread starts from a file.
 * @module
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { MaskWorker } from '../decode/mask-work.ts';
import { MeshWorker } from '../decode/mesh-work.ts';
import { MAX_FILE_BYTES } from '../source/file-source.ts';
import type { Task } from './decoder-pool.ts';
import { inflateNative } from './inflate-native.ts';
import { OPEN_FLAGS } from './read-ahead.ts';
import { Slab } from './slab.ts';

const slab = new Slab();

function read(path: string): Uint8Array {
  const fd = openSync(path, OPEN_FLAGS);
  try {
    let length = 0;
    for (;;) {
      if (length >= slab.bytes.length) slab.grow(length);
      const count = readSync(fd, slab.bytes, length, slab.bytes.length - length, null);
      if (count === 0) return slab.bytes.subarray(0, length);
      length += count;
      if (length > MAX_FILE_BYTES) throw new RangeError('too large');
    }
  } finally {
    closeSync(fd);
  }
}

const meshes = new MeshWorker(read);
const masks = new MaskWorker(read, inflateNative);
parentPort?.on('message', (task: Task) => {
  const answer = task.kind === 'meshes' ? meshes.answer(task) : masks.answer(task);
  parentPort?.postMessage(answer, [answer.memory]);
});
