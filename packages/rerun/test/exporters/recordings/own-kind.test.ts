import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRecordingName, RECORDING_NAMES, type RecordingName } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { blueprint, spatial2DView } from '../../../src/blueprint/index.ts';
import {
  exportRecording,
  parseRecordingFile,
  planRecording,
  predictSize,
  RECORDING_TYPES,
  type RecordingType,
  StepList,
} from '../../../src/exporters/index.ts';
import { makeRecordings, recordingStates } from '../../../src/node/recording-files/index.ts';
import { collect, framesOf } from '../collect.ts';
import { memoryExperiment } from '../memory-experiment.ts';

/** What a folder holds besides the record of what its recordings were made from. */
const recordingsIn = async (folder: string) => (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();

/** Several experiments under names: another source than any kind of the contract has. */
interface Runs {
  readonly [name: string]: Experiment;
}

/** `side_by_side.rrd`: the source pictures of several runs. */
const SIDE_BY_SIDE: RecordingType<Runs> = {
  kind: 'side_by_side',
  perEpoch: false,
  group: 'comparison',
  recordingsOf: (runs) => (Object.keys(runs).length < 2 ? [] : [{ kind: 'side_by_side' }]),
  isIn: () => true,
  sources: (runs) => Object.entries(runs).map(([name, experiment]) => ({ name, experiment, part: 'input_data' })),
  describe: (runs) => ({
    experimentName: Object.keys(runs).join(' and '),
    sceneName: 'a scene',
    sourceCamera: undefined,
    fingerprint: Object.values(runs)
      .map((run) => run.fingerprint('input_data'))
      .join(''),
  }),
  narrow: ({ frames }) => ({ ...(frames && { frames }) }),
  plan: (runs, _, selection) => {
    const list = new StepList(selection);
    for (const [name, { train }] of Object.entries(runs))
      for (const { camera, images } of train?.cameras ?? [])
        if (images !== undefined) list.add('images', { root: 'other', path: `/runs/${name}/cam_${camera}` }, images);
    return list.finish();
  },
  prepare: async (_, __, { steps }) => ({
    layout: blueprint({ root: spatial2DView({ origin: steps[0]!.entity }) }),
    cameras: [],
    metrics: {},
    notes: ['two runs'],
    topologies: new Map(),
    writeStatics: () => {},
  }),
  summaryEntity: () => '/runs/summary',
  subject: () => 'side by side',
};

const TYPES = [SIDE_BY_SIDE];
const NAME: RecordingName = { kind: 'side_by_side' };

/** Two runs whose files have times. */
function twoRuns(changed = 1): Runs {
  const run = (bytes: number): Experiment =>
    memoryExperiment({
      fingerprint: () => `abcd${bytes}`,
      inputs: async () => [{ path: 'input_data/train/images/4/000001.jpg', bytes, modified: 1000 }],
    });
  return { ours: run(1), theirs: run(changed) };
}

describe('a kind of its own', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'own-kind-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is planned, sized and exported from what it is made from', async () => {
    const plan = planRecording(twoRuns(), NAME, { cameras: [1], frames: { from: 1, to: 3 } }, TYPES);
    expect(JSON.parse(JSON.stringify(plan))).toMatchObject({
      name: 'side_by_side.rrd',
      applicationId: 'outlay-v1-side_by_side',
      selection: 'frames 1:3',
      kind: NAME,
      frames: { count: 2, first: 1, last: 2 },
    });
    const { rrd, summary } = await collect(exportRecording(plan));
    expect(await framesOf(rrd, '/runs/theirs/cam_4', 'EncodedImage:blob')).toEqual(['1', '2']);
    expect(await predictSize(plan)).toMatchObject({ exact: true, bytes: summary.bytes });
  });

  it('is written as a file, found up to date, and made again when one of its sources changes', async () => {
    const make = async (runs: Runs) => {
      const making = makeRecordings(runs, { folder, types: TYPES, toolVersion: '1', now: () => 0 });
      for (;;) {
        const step = await making.next();
        if (step.done) return step.value.recordings.map(({ file, status, reason }) => [file, status, reason?.kind]);
      }
    };
    expect(await make(twoRuns())).toEqual([['side_by_side.rrd', 'written', 'absent']]);
    expect(await make(twoRuns())).toEqual([['side_by_side.rrd', 'up-to-date', undefined]]);
    expect(await recordingStates(twoRuns(), folder, TYPES)).toMatchObject([{ state: 'up-to-date' }]);
    expect(await recordingStates(twoRuns(2), folder, TYPES)).toMatchObject([{ state: 'outdated' }]);
    expect(await make(twoRuns(2))).toEqual([['side_by_side.rrd', 'written', 'files-changed']]);
    expect(await recordingsIn(folder)).toEqual(['side_by_side.rrd']);
  });

  it('is none of the contract', () => {
    expect(parseRecordingFile('side_by_side.rrd', TYPES)).toEqual(NAME);
    expect(parseRecordingFile('side_by_side.rrd')).toBeUndefined();
    expect(parseRecordingName('side_by_side.rrd')).toBeUndefined();
  });
});

it('the kinds of the contract are those that the schema names', () => {
  const named = ({ kind, perEpoch }: { readonly kind: string; readonly perEpoch: boolean }) => `${kind} ${perEpoch}`;
  expect(RECORDING_TYPES.map(named)).toEqual(RECORDING_NAMES.map(named));
});
