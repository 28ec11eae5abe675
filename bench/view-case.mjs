// What `view.mjs` needs of TypeScript sources, bundled by it: where in a recording the last row of a frame ends.
import { decode } from '../packages/rerun/src/read/index.ts';

/** Bytes from the start until every entity that has a row at `frame` has it, and how many entities those are. */
export async function completeAt(bytes, frame) {
  const ends = new Map();
  for await (const message of decode(bytes)) {
    if (message.kind !== 'chunk') continue;
    const chunk = message.chunk();
    const end = message.byteOffset + message.byteLength;
    const frames = chunk.timelines.find(({ name }) => name === 'frame')?.values;
    const isStatic = chunk.isStatic && chunk.entityPath.startsWith('/');
    if (!isStatic && !frames?.includes(BigInt(frame))) continue;
    // What is static may be said again at the end; the first time is what a viewer waits for.
    if (!isStatic || !ends.has(chunk.entityPath)) ends.set(chunk.entityPath, end);
  }
  return { bytes: Math.max(...ends.values()), entities: ends.size };
}
