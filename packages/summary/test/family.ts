import type { MetricTable } from '@outlay/schema/port';
import type { RunMetrics } from '../src/index.ts';

/** Measurements of a made-up run: a wave over frames around `psnr`, the same for the same arguments. */
export function run(
  name: string,
  scene: string,
  facts: {
    readonly psnr: number;
    readonly cameras?: readonly number[];
    readonly frames?: readonly number[];
    readonly epoch?: number;
    readonly source?: number;
    readonly missing?: readonly number[];
    readonly written?: number;
  },
): RunMetrics {
  const { cameras = [4, 16, 88], frames = Array.from({ length: 24 }, (_, i) => i + 1), epoch = 30, source = 4 } = facts;
  const rows = cameras.flatMap((camera) => frames.map((frame) => ({ camera, frame })));
  const psnr = rows.map(({ camera, frame }) =>
    facts.missing?.includes(frame)
      ? Number.NaN
      : facts.psnr + Math.sin(frame / 3 + scene.length) + camera / 100 + Math.cos(frame * name.length) / 4,
  );
  const perFrame: MetricTable = {
    metrics: ['psnr', 'lpips'],
    cameras: rows.map(({ camera }) => camera),
    frames: rows.map(({ frame }) => frame),
    values: { psnr: Float64Array.from(psnr), lpips: Float64Array.from(psnr, (value) => 1 / value) },
  };
  const isCounted = (i: number) => rows[i]!.camera !== source && !Number.isNaN(psnr[i]!);
  const counted = psnr.filter((_, i) => isCounted(i));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const rounded = (value: number) => Number(value.toFixed(4));
  return {
    name,
    scene,
    path: `results/${scene}/${name}`,
    epoch,
    sourceCamera: source,
    tasks: {
      nvs: {
        overall: {
          psnr: facts.written ?? rounded(mean(counted)),
          lpips: rounded(mean(counted.map((value) => 1 / value))),
        },
        perFrame,
        problems: [],
      },
    },
  };
}

/** Three methods on four scenes: `gamma` lacks one scene, and has other cameras on another; `beta` lost frames. */
export function family(): readonly RunMetrics[] {
  return ['arc', 'bow', 'cup', 'dot'].flatMap((scene, s) => [
    run('alpha', scene, { psnr: 26 + s }),
    run('beta_long', scene, { psnr: 26.8 + s, ...(scene === 'bow' && { missing: [3, 4] }) }),
    ...(scene === 'dot'
      ? []
      : [run('gamma', scene, { psnr: 26.02 + s, ...(scene === 'cup' && { cameras: [4, 16] }) })]),
  ]);
}
