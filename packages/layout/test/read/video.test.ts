import { describe, expect, it } from 'vitest';
import { openVideo } from '../../src/experiment/video.ts';
import { MemorySource } from '../../src/index.ts';
import { readVideoHeader } from '../../src/read/index.ts';
import { mp4Of } from './bytes.ts';
import { codeOf } from './failure.ts';

describe('readVideoHeader', () => {
  it('says when pictures begin, whatever other tracks there are', () => {
    const times = (bytes: Uint8Array) => [...readVideoHeader(bytes, 'v.mp4').frameTimes];
    expect(times(mp4Of({ scale: 10_240, runs: [[3, 512]] }))).toEqual([0, 0.05, 0.1]);
    expect(
      times(
        mp4Of({
          scale: 10,
          runs: [
            [2, 1],
            [1, 5],
            [1, 1],
          ],
        }),
      ),
    ).toEqual([0, 0.1, 0.2, 0.7]);
    expect(times(mp4Of({ scale: 10, runs: [[2, 1]], before: 'soun' }))).toEqual([0, 0.1]);
    expect(times(mp4Of({ scale: 0, runs: [[2, 1]] }))).toEqual([]);
  });

  it('refuses tables that end early or promise too much', () => {
    const short = mp4Of({ scale: 10, runs: [[2, 1]], entries: 9 });
    expect(codeOf(() => readVideoHeader(short, 'v.mp4'))).toBe('FILE_MALFORMED');
    const long = mp4Of({ scale: 10, runs: [[0xffff_ffff, 1]] });
    expect(codeOf(() => readVideoHeader(long, 'v.mp4'))).toBe('LIMIT_EXCEEDED');
  });
});

describe('openVideo', () => {
  const video = mp4Of({ scale: 20, runs: [[3, 1]] });
  const source = new MemorySource(new Map([['v.mp4', video]]));

  it('has the frames before the first gap', async () => {
    expect(openVideo(source, 'v.mp4', [5, 6, 7, 9, 10]).frames).toEqual([5, 6, 7]);
    expect(openVideo(source, 'v.mp4', [5, 6, 7]).frames).toEqual([5, 6, 7]);
    const item = await openVideo(source, 'v.mp4', [5, 6, 7]).read();
    expect(item).toMatchObject({ frame: 5, path: 'v.mp4', value: { mediaType: 'video/mp4' } });
    expect(item.value!.bytes).toEqual(video);
  });

  it('says what is wrong with the file', async () => {
    const item = await openVideo(new MemorySource(new Map([['v.mp4', new Uint8Array(0)]])), 'v.mp4', [1]).read();
    expect(item.problem).toMatchObject({ code: 'OUT4001', path: 'v.mp4' });
  });
});
