import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRecording, EncodedImage } from '../../src/index.ts';
import { fileSink } from '../../src/node/file-sink.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outlay-sink-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (...values: number[]) => Uint8Array.from(values);

it('the file appears whole, under its name, and nothing else stays', async () => {
  const path = join(folder, 'a.rrd');
  await writeFile(path, 'old');
  const sink = await fileSink(path);
  await sink.write([bytes(1, 2), bytes(), bytes(3)]);
  expect(await readFile(path, 'utf8')).toBe('old');
  await sink.write(Array.from({ length: 3000 }, (_, index) => bytes(index & 255)));
  await sink.close();
  const written = await readFile(path);
  expect(written.length).toBe(3003);
  expect([...written.subarray(0, 5)]).toEqual([1, 2, 3, 0, 1]);
  expect(written[3002]).toBe(2999 & 255);
  expect(await readdir(folder)).toEqual(['a.rrd']);
});

it('abort leaves the old file and no other', async () => {
  const path = join(folder, 'a.rrd');
  await writeFile(path, 'old');
  const sink = await fileSink(path);
  await sink.write([bytes(1)]);
  await sink.abort();
  await sink.close();
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['a.rrd']);
});

it('a folder that is not there is a coded error', async () => {
  await expect(fileSink(join(folder, 'none', 'a.rrd'))).rejects.toMatchObject({
    code: 'SINK_FAILED',
    message: expect.stringContaining('ENOENT'),
  });
});

it('a name that is a folder is a coded error and leaves nothing behind', async () => {
  const path = join(folder, 'taken');
  await mkdir(join(path, 'inside'), { recursive: true });
  const sink = await fileSink(path);
  await sink.write([bytes(1)]);
  await expect(sink.close()).rejects.toMatchObject({ code: 'SINK_FAILED' });
  expect(await readdir(folder)).toEqual(['taken']);
});

it('a recording with big values is the same in a file as in memory', async () => {
  const log = async (sink?: Awaited<ReturnType<typeof fileSink>>) => {
    const recording = createRecording({
      applicationId: 'a',
      recordingId: 'r',
      ...(sink === undefined ? {} : { sink }),
    });
    for (let frame = 0; frame < 40; frame++) {
      const blob = new Uint8Array(1 << 18).fill(frame);
      recording.sendColumns('cam', { frame: [frame] }, EncodedImage.columns({ blob: [blob] }));
      await recording.drain();
      // After drain the memory is ours again.
      if (sink !== undefined) blob.fill(255);
    }
    return recording;
  };
  const path = join(folder, 'a.rrd');
  await (await log(await fileSink(path))).close();
  expect(Buffer.compare(await readFile(path), (await log()).bytes())).toBe(0);
});
