import { fc, test } from '@fast-check/vitest';
import type { Splats } from '@outlay/schema/port';
import { describe, expect, it } from 'vitest';
import { exportGaussians, planExport } from '../../../src/exporters/index.ts';
import { SplatChooser, takeSplats } from '../../../src/exporters/write/choose-splats.ts';
import { readInfo, verify } from '../../../src/read/index.ts';
import { collect, framesOf, valuesOf } from '../collect.ts';
import { evaluationOf, memoryExperiment, poseOf, seriesOf } from '../memory-experiment.ts';

/** One Gaussian per entry: person, opacity, scale; at x = its index + `x`. */
function splats(entries: readonly (readonly [person: number, opacity: number, scale: number])[], x = 0): Splats {
  return {
    count: entries.length,
    centers: Float32Array.from(entries.flatMap((_, i) => [i + x, 0, 0])),
    scales: Float32Array.from(entries.flatMap(([, , scale]) => [scale, scale, scale / 2])),
    rotations: Float32Array.from(entries.flatMap(() => [2, 0, 0, 0])),
    opacities: Float32Array.from(entries, ([, opacity]) => opacity),
    colors: Float32Array.from(entries.flatMap(() => [1.5, 0.5, -1])),
    persons: Int32Array.from(entries, ([person]) => person),
  };
}

const BODY = [
  [0, 1, 0.01],
  [0, 0.01, 0.4],
  [0, 0.5, 0.01],
  [1, 1.2, 0.004],
] as const;

const withSplats = (entries: Parameters<typeof seriesOf<Splats>>[1]) =>
  memoryExperiment({
    evaluations: [evaluationOf({ pose: { pose_smplx: poseOf({ splats: seriesOf('splats', entries, 1) }) } })],
  });
const body = () => withSplats([1, 2, 4, 5].map((frame) => [frame, splats(BODY, frame)]));
const ROOT = '/evaluation/epoch_0030/pose_smplx/viz/posed_3dgs_per_frame';

describe('exportGaussians', () => {
  it('writes points and splats per person, and what does not change once', async () => {
    const { rrd, summary } = await collect(exportGaussians(body(), { epoch: 30 }));
    expect(await verify(rrd)).toMatchObject({ ok: true, findings: [] });
    expect(summary).toMatchObject({
      name: 'gaussians_epoch_0030.rrd',
      recordingId: 'exp_one-scene_1-epoch_0030-eeee300000eeee00',
      problems: [],
    });
    const recording = (await readInfo(rrd)).stores.find(({ kind }) => kind === 'recording')!;
    expect(recording.entities.map(({ path }) => path).filter((path) => path.startsWith(ROOT))).toEqual(
      ['points', 'splats'].flatMap((form) => [0, 1].map((person) => `${ROOT}/${form}/person_0${person}`)),
    );
    // The nearly invisible one is left out.
    const centers = await valuesOf(rrd, `${ROOT}/splats/person_00`, 'GaussianSplats3D:centers');
    expect(Object.keys(centers)).toEqual(['1', '2', '4', '5']);
    expect(await framesOf(rrd, `${ROOT}/points/person_00`, 'Points3D:positions')).toEqual(['1', '2', '4', '5']);
    // Frame 3 is missing, so what was cleared there is written again.
    for (const [form, component] of [
      ['points', 'Points3D:colors'],
      ['points', 'Points3D:radii'],
      ['splats', 'GaussianSplats3D:colors'],
      ['splats', 'GaussianSplats3D:scales'],
    ])
      expect(await framesOf(rrd, `${ROOT}/${form}/person_00`, component!)).toEqual(['1', '4']);
    for (const form of ['points', 'splats'])
      expect(await framesOf(rrd, `${ROOT}/${form}/person_01`, 'Clear:is_recursive')).toEqual(['3']);
  });

  it('writes the same bytes again', async () => {
    const [a, b] = await Promise.all([1, 2].map(() => collect(exportGaussians(body(), { epoch: 30 }))));
    expect(Buffer.compare(a!.rrd, b!.rrd)).toBe(0);
  });

  it('keeps within the budget, and says so in id and text', async () => {
    const { rrd, summary } = await collect(exportGaussians(body(), { epoch: 30, maxSplats: 1 }));
    expect(summary.recordingId).not.toBe('exp_one-scene_1-epoch_0030-eeee300000eeee00');
    const recording = (await readInfo(rrd)).stores.find(({ kind }) => kind === 'recording')!;
    expect(recording.entities.map(({ path }) => path).filter((path) => path.startsWith(`${ROOT}/points`))).toEqual([
      `${ROOT}/points/person_00`,
    ]);
    const { static: text } = await valuesOf(rrd, '/evaluation/epoch_0030/summary', 'TextDocument:text');
    expect((text as string[])[0]).toContain('at most 1 Gaussians per frame');
    expect(() => exportGaussians(body(), { epoch: 30, maxSplats: 0.5 })).toThrow(/whole number above 0/);
  });

  it('goes on where a frame cannot be read', async () => {
    const { rrd, summary } = await collect(
      exportGaussians(
        withSplats([
          [1, { broken: 'no splats' }],
          [2, splats(BODY)],
          [4, splats([[1, 1, 0.01]])],
        ]),
        { epoch: 30 },
      ),
    );
    expect(summary.problems.map(({ message }) => message)).toEqual(['no splats']);
    expect(await framesOf(rrd, `${ROOT}/points/person_00`, 'Points3D:positions')).toEqual(['2']);
    expect(await framesOf(rrd, `${ROOT}/points/person_00`, 'Clear:is_recursive')).toEqual(['3']);
  });

  it('is planned on request only, and explains itself where there is nothing', async () => {
    const names = (experiment: Parameters<typeof planExport>[0], gaussians: boolean) =>
      planExport(experiment, { inputData: false, gaussians }).recordings.map(({ name }) => name);
    expect(names(body(), true)).toEqual(['evaluation_epoch_0030.rrd', 'gaussians_epoch_0030.rrd']);
    expect(names(body(), false)).toEqual(['evaluation_epoch_0030.rrd']);
    expect(names(memoryExperiment(), true)).toEqual(['evaluation_epoch_0030.rrd']);
    const { summary } = await collect(exportGaussians(memoryExperiment(), { epoch: 30 }));
    expect(summary.problems.map(({ name }) => name)).toEqual(['export-nothing']);
    expect(() => exportGaussians(body(), { epoch: 7 })).toThrow(/one of 30/);
  });
});

describe('the choice of Gaussians', () => {
  const indices = (chooser: SplatChooser, of: Splats) =>
    [...chooser.choose(of)].map(([person, choice]) => [person, ...choice.indices]);

  it('is by opacity times area, and stays while people and counts stay', () => {
    const chooser = new SplatChooser(2, undefined);
    expect(indices(chooser, splats(BODY))).toEqual([[0, 0, 2]]);
    const faded = splats(BODY.map(([person, , scale]) => [person, person, scale]));
    expect(indices(chooser, faded)).toEqual([[0, 0, 2]]);
    expect(indices(new SplatChooser(2, undefined), faded)).toEqual([[1, 3]]);
    faded.centers[0] = Number.NaN;
    expect(indices(chooser, faded)).toEqual([[1, 3]]);
    expect(indices(chooser, splats(BODY))).toEqual([[0, 0, 2]]);
    expect(indices(new SplatChooser(2, [1]), splats(BODY))).toEqual([[1, 3]]);
  });

  it('grows what is kept to the area of all, but not without end', () => {
    const even = (count: number) => splats(Array.from({ length: count }, () => [0, 1, 0.004] as const));
    const growth = (count: number, budget: number) =>
      new SplatChooser(budget, undefined).choose(even(count)).get(0)!.growth;
    expect([growth(8, 8), growth(8, 2), growth(1000, 1)]).toEqual([1, 2, 3]);
    const taken = takeSplats(even(2), { indices: Uint32Array.of(1), growth: 2 });
    expect(taken.radii[0]).toBeCloseTo(0.008);
    expect([...taken.scales].map((scale) => Math.round(scale * 1e6))).toEqual([8000, 8000, 4000]);
  });

  it('clamps colors, scales and radii, and turns quaternions into unit x, y, z, w', () => {
    const taken = takeSplats(splats([[0, 1.2, -1], ...BODY.slice(1, 2)]), { indices: Uint32Array.of(0, 1), growth: 1 });
    expect([...taken.colors]).toEqual([0xff8000ff, 0xff800003]);
    expect([...taken.quaternions]).toEqual([0, 0, 0, 1, 0, 0, 0, 1]);
    expect(taken.scales.every((scale) => scale > 0)).toBe(true);
    expect(taken.radii[1]).toBeCloseTo(0.02);
  });

  test.prop([
    fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.double(), fc.double()), { maxLength: 30 }),
    fc.integer({ min: 1, max: 12 }),
  ])('never exceeds the budget, whatever the values, and gives finite numbers', (entries, budget) => {
    const all = splats(entries);
    const chosen = new SplatChooser(budget, undefined).choose(all);
    expect([...chosen.values()].reduce((sum, { indices }) => sum + indices.length, 0)).toBeLessThanOrEqual(budget);
    for (const some of chosen.values()) {
      expect([...some.indices]).toEqual([...some.indices].sort((a, b) => a - b));
      const { centers, scales, quaternions, radii } = takeSplats(all, some);
      for (const values of [centers, scales, quaternions, radii]) expect(values.every(Number.isFinite)).toBe(true);
    }
  });
});
