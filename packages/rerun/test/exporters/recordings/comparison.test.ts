import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Evaluation, Experiment, ImageFile, PoseEvaluation } from '@outlay/schema/port';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ComparedRun, comparisonType, exportComparison, planRecording } from '../../../src/exporters/index.ts';
import { makeRecordings, recordingStates } from '../../../src/node/recording-files/index.ts';
import { readInfo, verify } from '../../../src/read/index.ts';
import { collect, framesOf, valuesOf } from '../collect.ts';
import {
  evaluationOf,
  FRAMES,
  groundTruthPelvis,
  memoryExperiment,
  moveToPredicted,
  personAt,
  picture,
  pictures,
  poseOf,
  seriesOf,
  tetrahedron,
} from '../memory-experiment.ts';

/** What a folder holds besides the record of what its recordings were made from. */
const recordingsIn = async (folder: string) => (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();

const ROOTS = { base: '/runs/base/evaluation/epoch_0030', ours: '/runs/ours_1/evaluation/epoch_0030' } as const;

const nvs = evaluationOf().nvs!;
const experimentWith = (evaluation: Partial<Evaluation>, replace: Partial<Experiment> = {}) =>
  memoryExperiment({ evaluations: [evaluationOf(evaluation)], ...replace });

/** `base` and `ours 1`; what is given replaces parts of the latter. */
function twoRuns(evaluation: Partial<Evaluation> = {}, replace: Partial<Experiment> = {}): readonly ComparedRun[] {
  return [
    { experiment: memoryExperiment(), epoch: 30, name: 'base' },
    { experiment: experimentWith(evaluation, replace), epoch: 30, name: 'ours 1' },
  ];
}

const exported = (runs = twoRuns(), options = {}) => collect(exportComparison(runs, options));

/** The same metrics, `by` more. */
const better = (by: number): Partial<Evaluation> => ({
  nvs: {
    ...nvs,
    metrics: async () => {
      const { perFrame, ...rest } = await nvs.metrics();
      return {
        ...rest,
        perFrame: { ...perFrame!, values: { psnr: perFrame!.values.psnr!.map((value) => value + by) } },
      };
    },
  },
});

async function textOf(rrd: Uint8Array): Promise<string> {
  const { static: text } = await valuesOf(rrd, '/runs/summary', 'TextDocument:text');
  return String(text);
}

describe('exportComparison', () => {
  it('has predictions of every run, ground truth once, all on one timeline', async () => {
    const { rrd, summary } = await exported();
    expect(await verify(rrd)).toMatchObject({ ok: true, findings: [] });
    expect(summary).toMatchObject({ name: 'comparison.rrd', applicationId: 'outlay-v1-comparison', problems: [] });
    const { stores } = await readInfo(rrd);
    const { entities, timelines } = stores.find(({ kind }) => kind === 'recording')!;
    expect(timelines.map(({ name }) => name)).toEqual(['frame']);
    const bodies = (root: string, role: string) =>
      ['root_aligned', 'world_aligned'].flatMap((space) =>
        [0, 1].map((person) => `${root}/pose_smplx/${role}/${space}/person_0${person}`),
      );
    const curves = (root: string) =>
      ['', '/cam_16', '/cam_4'].map((camera) => `${root}/nvs/metrics/per_frame/psnr${camera}`);
    expect(entities.map(({ path }) => path).filter((path) => !path.startsWith('/__'))).toEqual(
      [
        '/runs',
        '/runs/summary',
        ...Object.values(ROOTS).flatMap((root) => [
          ...[4, 16].map((camera) => `${root}/nvs/pred/cam_${camera}`),
          ...bodies(root, 'pred'),
          ...curves(root),
        ]),
        ...[4, 16].map((camera) => `${ROOTS.base}/nvs/gt_inputs/cam_${camera}`),
        ...bodies(ROOTS.base, 'gt_inputs'),
        `${ROOTS.ours}/nvs/metrics/difference/psnr`,
        `${ROOTS.ours}/pose_smplx/viz/error_legend`,
        ...['pred', 'gt_inputs'].map((role) => `${ROOTS.ours}/pose_smplx/${role}/world_aligned`),
      ].sort(),
    );
  });

  it('averages over cameras without the source camera, and subtracts the first run', async () => {
    const { rrd } = await exported(twoRuns(better(2)));
    const scalars = (entity: string) => valuesOf(rrd, entity, 'Scalars:scalars');
    expect(await scalars(`${ROOTS.ours}/nvs/metrics/per_frame/psnr`)).toEqual({ 1: [20], 2: [21], 4: [22], 5: [23] });
    expect(await scalars(`${ROOTS.ours}/nvs/metrics/difference/psnr`)).toEqual({ 1: [2], 2: [2], 4: [2], 5: [2] });
    expect(await framesOf(rrd, `${ROOTS.base}/nvs/metrics/per_frame/psnr/cam_4`, 'Scalars:scalars')).toEqual([
      '1',
      '4',
      '5',
    ]);
  });

  it('moves a run to where its ground truth stands in the world of the first', async () => {
    // The second run was predicted in a world that lies 10 m further along x.
    const pose = poseOf({
      parameters: {
        smplx: seriesOf(
          'inputs/smplx',
          FRAMES.map((frame) => [
            frame,
            {
              model: 'smplx' as const,
              persons: [0, 1].map((person) => {
                const [x, y, z] = moveToPredicted(groundTruthPelvis(frame, person));
                return personAt(x + 10, y, z);
              }),
            },
          ]),
        ),
      },
    });
    const { rrd } = await exported(twoRuns({ pose: { pose_smplx: pose } }));
    const moved = await valuesOf(rrd, `${ROOTS.ours}/pose_smplx/pred/world_aligned`, 'Transform3D:translation');
    const [x, y, z] = (moved.static as number[]).map((value) => Math.round(value * 1e4) / 1e4);
    expect([x, y! + 0, z! + 0]).toEqual([-10, 0, 0]);
    expect(await valuesOf(rrd, `${ROOTS.base}/pose_smplx/pred/world_aligned`, 'Transform3D:translation')).toEqual({});
  });

  it('colors bodies by the change of their error: blue is nearer than in the first run, red is farther', async () => {
    // The first run's prediction is its ground truth; the first vertex of the second run is 20 mm off.
    const meshes: PoseEvaluation['meshes'] = (role, space) =>
      poseOf()
        .meshes(role, space)
        .map((one) => ({
          person: one.person,
          meshes: seriesOf(
            'pred',
            FRAMES.map((frame) => {
              const mesh = tetrahedron(frame + one.person);
              if (role === 'pred') mesh.positions[0]! += 0.02;
              return [frame, mesh];
            }),
          ),
        }));
    const { rrd } = await exported(twoRuns({ pose: { pose_smplx: poseOf({ meshes }) } }));
    const entity = `${ROOTS.ours}/pose_smplx/pred/world_aligned/person_00`;
    const colors = await valuesOf(rrd, entity, 'outlay.ErrorChange:colors');
    const [moved, ...still] = (colors[1] as number[]).map((color) => [color >>> 24, (color >>> 8) & 255]);
    expect(moved![0]).toBeGreaterThan(moved![1]!);
    expect(still).toEqual([
      [235, 235],
      [235, 235],
      [235, 235],
    ]);
    expect(Object.keys(colors)).toEqual(FRAMES.map(String));
  });

  it('shows ground truth of every run where it differs', async () => {
    const cameras = nvs.cameras.map((one) => ({ ...one, groundTruth: seriesOf('gt', [[9, picture('other')]]) }));
    const { rrd, summary } = await exported(twoRuns({ nvs: { ...nvs, cameras } }));
    expect(await framesOf(rrd, `${ROOTS.ours}/nvs/gt_inputs/cam_4`, 'EncodedImage:blob')).toEqual(['9']);
    expect(await textOf(rrd)).toContain('ground truths differ between runs, so more than one is shown: camera 4, 16');
    expect(summary.problems).toEqual([]);
  });

  it('says so when ground truth of the same size has other bytes', async () => {
    const cameras = nvs.cameras.map((one) => ({ ...one, groundTruth: pictures('other', 20, 30) }));
    const { summary } = await exported(twoRuns({ nvs: { ...nvs, cameras } }));
    expect(summary.problems).toMatchObject([{ code: 'OUT6108', severity: 'warning', affects: { count: 2 } }]);
    expect(summary.problems[0]!.message).toBe(
      'The ground truth of ours 1 differs from that of base in 4 of 4 frames of camera 4; only that of base is shown.',
    );
  });

  it('names what is not alike, and holds the text it is given', async () => {
    const manifest = { ...memoryExperiment().manifest, scene_name: 'elsewhere' };
    const runs = twoRuns({ nvs: { ...nvs, cameras: nvs.cameras.slice(0, 1) } }, { manifest, sourceCamera: 16 });
    const { rrd, summary } = await exported(runs, { text: '| | A | B |' });
    const text = await textOf(rrd);
    expect(text).toContain('**scene/1, elsewhere / base, epoch_0030 vs ours 1, epoch_0030 / comparison**');
    expect(text).toContain('- **B** (blue): ours 1, epoch_0030\n\n| | A | B |');
    expect(text).toContain('- scenes differ: A scene/1; B elsewhere\n- source cameras differ: A 4; B 16');
    expect(text).toContain('- cameras differ: A 4, 16; B 4');
    expect(summary.leftOut).toContainEqual({ what: `${ROOTS.ours}/nvs/pred/cam_16`, why: 'no pictures' });
  });

  it('leaves a run where it is when its world cannot be found, and says so', async () => {
    const { summary } = await exported(twoRuns({}, { test: { ...memoryExperiment().test!, bodies: {} } }));
    expect(summary.problems).toMatchObject([{ code: 'OUT6104', path: 'ours 1/input_data/test' }]);
  });

  it('puts the name of the run before paths of what is broken', async () => {
    const cameras = nvs.cameras.map((one) => ({
      ...one,
      pred: seriesOf<ImageFile>('nvs/pred', [[1, { broken: 'cut off' }]]),
    }));
    const { summary } = await exported(twoRuns({ nvs: { ...nvs, cameras } }));
    expect(summary.problems).toMatchObject([{ path: 'ours 1/nvs/pred/000001', message: 'cut off' }]);
  });

  it('has the same bytes for the same runs', async () => {
    expect((await exported()).rrd.equals((await exported()).rrd)).toBe(true);
    expect((await exported()).summary.recordingId).not.toBe(
      (await exported([...twoRuns()].reverse())).summary.recordingId,
    );
  });

  it('refuses what cannot be compared', () => {
    const plan = (runs: readonly ComparedRun[]) =>
      planRecording({ runs }, { kind: 'comparison' }, {}, [comparisonType()]);
    const [a, b] = twoRuns();
    expect(() => plan([a!])).toThrow('Option runs: expected 2 to 6 runs, found 1.');
    expect(() => plan([a!, { ...b!, name: 'base' }])).toThrow('expected names that differ, found base twice');
    expect(() => plan([a!, { ...b!, epoch: 7 }])).toThrow('expected one of 30, found 7');
  });
});

describe('a comparison as a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'comparison-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const TYPES = [comparisonType('old_vs_new')];
  const runsOf = (bytes: number): readonly ComparedRun[] => {
    const inputs = async () => [{ path: 'evaluation/epoch_0030/nvs/pred/cam_4/000001.jpg', bytes, modified: 1000 }];
    return twoRuns({}, { inputs, fingerprint: () => `beef${bytes}` });
  };
  const make = async (bytes: number, maxSize?: number) => {
    const options = { folder, types: TYPES, toolVersion: '1', now: () => 0, ...(maxSize && { maxSize }) };
    const making = makeRecordings({ runs: runsOf(bytes) }, options);
    for (;;) {
      const step = await making.next();
      if (step.done) return step.value.recordings.map(({ file, status, reason }) => [file, status, reason?.kind]);
    }
  };

  it('has the name it is given, and is made again when one of its runs changes', async () => {
    expect(await make(1)).toEqual([['old_vs_new.rrd', 'written', 'absent']]);
    expect(await make(1)).toEqual([['old_vs_new.rrd', 'up-to-date', undefined]]);
    expect(await recordingStates({ runs: runsOf(2) }, folder, TYPES)).toMatchObject([{ state: 'outdated' }]);
    expect(await make(2)).toEqual([['old_vs_new.rrd', 'written', 'files-changed']]);
    expect(await recordingsIn(folder)).toEqual(['old_vs_new.rrd']);
  });

  it('is split by cameras when it is too large', async () => {
    const parts = ['old_vs_new_camera_16.rrd', 'old_vs_new_camera_4.rrd'];
    expect((await make(1, 1000)).map(([file, status]) => [file, status])).toEqual([
      ['old_vs_new.rrd', 'skipped'],
      [parts[1], 'written'],
      [parts[0], 'written'],
    ]);
    expect(await recordingsIn(folder)).toEqual(parts);
    expect((await make(1, 1000)).map(([, status]) => status)).toEqual(['up-to-date', 'up-to-date']);
  });
});
