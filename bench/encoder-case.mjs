// One case of the encoder benchmark in a process of its own: `node encoder-case.mjs CASE OUT.rrd`. Prints the seconds of
// the work itself (without start-up and making the data) and the peak memory, as JSON. The Python twin does the same.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createRecording, EncodedImage, Mesh3D, Scalars } from '../packages/rerun/dist/index.js';
import { decode } from '../packages/rerun/dist/read.js';
import { CASES, noise } from './encoder-sizes.mjs';

const [name, path] = process.argv.slice(2);

/** As the floor does it: written, not synced to the disk (`fileSink` would also sync and rename). */
async function plainFile() {
  const handle = await open(path, 'w');
  return {
    write: async (pieces) => void (await handle.writev(pieces)),
    close: () => handle.close(),
    abort: () => handle.close(),
  };
}

async function record(work) {
  const start = process.hrtime.bigint();
  const recording = createRecording({ applicationId: 'bench', recordingId: name, sink: await plainFile() });
  await work(recording);
  await recording.close();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

const cases = {
  async images({ count, bytes, distinct, batch }) {
    const pool = Array.from({ length: distinct }, (_, index) => noise(bytes, index));
    return record(async (recording) => {
      recording.logStatic('cam', EncodedImage.update({ mediaType: 'image/jpeg' }));
      for (let from = 0; from < count; from += batch) {
        const frame = Int32Array.from({ length: batch }, (_, index) => from + index);
        const blob = Array.from(frame, (number) => pool[number % distinct]);
        recording.sendColumns('cam', { frame }, EncodedImage.columns({ blob }));
        await recording.drain();
      }
    });
  },
  /** The file of `images` back into bytes in memory. */
  async read({ count, bytes }) {
    const start = process.hrtime.bigint();
    let total = 0;
    let rows = 0;
    for await (const message of decode(createReadStream(path, { highWaterMark: 1 << 20 }))) {
      if (message.kind !== 'chunk') continue;
      const chunk = message.chunk();
      const column = chunk.components.find(({ component }) => component === 'EncodedImage:blob');
      for (let row = 0; column !== undefined && row < chunk.rowCount; row++) {
        const blob = column.cell(row).values[0];
        total += blob.length;
        rows++;
      }
    }
    if (rows !== count || total !== count * bytes) throw new Error(`read ${rows} images, ${total} bytes`);
    return Number(process.hrtime.bigint() - start) / 1e9;
  },
  async scalars({ count, batch }) {
    const scalars = Float64Array.from({ length: count }, (_, row) => Math.sin(row / 1000));
    return record(async (recording) => {
      const step = Int32Array.from({ length: batch }, (_, index) => index);
      for (let from = 0; from < count; from += batch) {
        recording.sendColumns('loss', { step }, Scalars.columns({ scalars: scalars.subarray(from, from + batch) }));
        await recording.drain();
        for (let index = 0; index < batch; index++) step[index] += batch;
      }
    });
  },
  async meshes({ count, vertices, faces, distinct }) {
    const floats = (seed) =>
      Float32Array.from({ length: vertices * 3 }, (_, at) => Math.sin(at / 50 + seed) + at / 1e5);
    const vertexPositions = Array.from({ length: distinct }, (_, index) => floats(index));
    const vertexNormals = Array.from({ length: distinct }, (_, index) => floats(100 + index));
    const triangleIndices = Uint32Array.from({ length: faces * 3 }, (_, index) => (index * 7) % vertices);
    return record(async (recording) => {
      recording.logStatic('body', Mesh3D.update({ triangleIndices }));
      for (let frame = 0; frame < count; frame++) {
        const at = frame % distinct;
        const mesh = { vertexPositions: vertexPositions[at], vertexNormals: vertexNormals[at] };
        recording.log('body', Mesh3D.update(mesh), { frame });
        await recording.drain();
      }
    });
  },
  calls({ count, entities }) {
    return record(async (recording) => {
      for (let frame = 0; frame < count; frame++) {
        recording.log(`plot/${frame % entities}`, Scalars(frame / 7), { frame });
        if (frame % 1000 === 0) await recording.drain();
      }
    });
  },
};

const before = process.cpuUsage();
const seconds = await cases[name](CASES[name]);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, peakMB: process.resourceUsage().maxRSS / 1024 }));
