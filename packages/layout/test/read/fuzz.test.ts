import { fc, test as property } from '@fast-check/vitest';
import { beforeAll, expect, vi } from 'vitest';
import {
  isLayoutError,
  readBodyParameters,
  readCamera,
  readDepth,
  readImageHeader,
  readJpeg,
  readMask,
  readMetricCsv,
  readMetricTxt,
  readNpy,
  readNpz,
  readObj,
  readSkipFrames,
  readSplats,
  readVideoHeader,
} from '../../src/read/index.ts';
import { type Files, tinyFiles } from '../tiny-files.ts';
import { latin, mp4Of } from './bytes.ts';

vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 120_000 });

/** More with OUTLAY_FUZZ_RUNS=10000. */
const RUNS = Number(process.env.OUTLAY_FUZZ_RUNS ?? 150);
const MP4 = mp4Of({ scale: 10_240, runs: [[6, 512]], before: 'soun' });
const SKIP = latin('3, 7, 12\n');

type Reader = (bytes: Uint8Array, path: string) => unknown;
const columns = { columns: ['camera_id', 'frame_id', 'psnr', 'ssim', 'lpips'] };
const READERS: readonly (readonly [string, Reader, RegExp | Uint8Array])[] = [
  ['readCamera', readCamera, /test\/all_cameras\/.*npz$/],
  [
    'readNpz',
    (bytes, path) => readNpz(bytes, path).keys.map((key) => readNpz(bytes, path).get(key)),
    /test\/meta\.npz$/,
  ],
  ['readNpy', readNpy, /train\/depths\/.*npy$/],
  ['readDepth', readDepth, /train\/depths\/.*npy$/],
  ['readBodyParameters (SMPL-X)', readBodyParameters, /train\/smplx\/.*npz$/],
  ['readBodyParameters (SMPL)', readBodyParameters, /test\/smpl\/.*npz$/],
  ['readObj', (bytes, path) => readObj(bytes, path), /root_aligned.*\/00\/.*obj$/],
  ['readImageHeader (JPEG)', readImageHeader, /test\/images\/.*jpg$/],
  ['readImageHeader (PNG)', readImageHeader, /est_images_debug\/.*png$/],
  ['readJpeg', (bytes, path) => readJpeg(bytes, path, 2), /test\/images\/.*jpg$/],
  ['readMask', readMask, /img_seg_mask\/.*png$/],
  ['readMetricCsv', (bytes, path) => readMetricCsv(bytes, path, columns), /metrics_all_cams_per_frame\.csv$/],
  ['readMetricTxt', (bytes, path) => readMetricTxt(bytes, path), /novel_view_results\.txt$/],
  ['readSkipFrames', readSkipFrames, SKIP],
  ['readSplats', readSplats, /posed_3dgs_per_frame\/\d+\.pt$/],
  ['readVideoHeader', readVideoHeader, MP4],
];

let files: Files;
beforeAll(async () => {
  files = await tinyFiles();
});

/** What happens to files: bits flip, ends get lost, pieces are repeated, numbers become extreme. */
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
  fc.record({
    kind: fc.constant('extreme' as const),
    at: fc.nat(),
    value: fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff),
  }),
  fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 64 }) }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 64 }) }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), bytes: fc.uint8Array({ maxLength: 16 }) }),
);

function mutate(
  original: Uint8Array,
  mutations: readonly (typeof mutation extends fc.Arbitrary<infer M> ? M : never)[],
): Uint8Array {
  let bytes = [...original];
  for (const change of mutations) {
    const at = bytes.length === 0 ? 0 : change.at % bytes.length;
    if (change.kind === 'set') bytes[at] = change.value;
    else if (change.kind === 'cut') bytes = bytes.slice(0, at);
    else if (change.kind === 'extreme') for (const i of [0, 1, 2, 3]) bytes[at + i] = (change.value >>> (8 * i)) & 255;
    else if (change.kind === 'repeat') bytes.splice(at, 0, ...bytes.slice(at, at + change.length));
    else if (change.kind === 'remove') bytes.splice(at, change.length);
    else bytes.splice(at, 0, ...change.bytes);
  }
  return Uint8Array.from(bytes);
}

for (const [name, read, base] of READERS)
  property.prop([fc.nat(), fc.array(mutation, { minLength: 1, maxLength: 4 })], { numRuns: RUNS })(
    `${name} reads damaged files or throws a LayoutError, nothing else`,
    (pick, mutations) => {
      const candidates =
        base instanceof Uint8Array ? [base] : [...files].filter(([path]) => base.test(path)).map(([, bytes]) => bytes);
      expect(candidates.length).toBeGreaterThan(0);
      const bytes = mutate(candidates[pick % candidates.length]!, mutations);
      try {
        read(bytes, 'damaged');
      } catch (error) {
        if (!isLayoutError(error)) throw error;
        expect(error.message).toContain('damaged');
        expect(error.hint).not.toBe('');
      }
    },
  );

property.prop([fc.uint8Array({ maxLength: 400 })], { numRuns: RUNS })('every reader stands any bytes', (bytes) => {
  for (const [, read] of READERS) {
    try {
      read(bytes, 'any');
    } catch (error) {
      if (!isLayoutError(error)) throw error;
    }
  }
});
