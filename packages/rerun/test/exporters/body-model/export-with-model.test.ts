import type { Experiment, PersonParameters } from '@outlay/schema/port';
import { describe, expect, it } from 'vitest';
import { BodyPoser } from '../../../src/exporters/body-model/poser.ts';
import {
  exportEvaluation,
  exportInputData,
  exportNvGeneration,
  planExport,
  planRecording,
} from '../../../src/exporters/index.ts';
import { verify } from '../../../src/read/index.ts';
import { collect, framesOf, valuesOf } from '../collect.ts';
import { evaluationOf, FRAMES, memoryExperiment, personAt, poseOf, seriesOf } from '../memory-experiment.ts';
import { madeUpModel } from './made-up-model.ts';

const smplx = madeUpModel('smplx');
const bodyModels = { smplx: smplx.data };
const TRAIN = '/input_data/train/smplx';

/** One person that leans over more and more. */
const leaning = (frame: number, more: Partial<PersonParameters> = {}): PersonParameters =>
  personAt(frame, 0, 0, { rootPose: Float32Array.of(0.1 * frame, 0, 0), ...more });

/** An experiment without a mesh, with parameters in `train`. */
function meshless(person = leaning): Experiment {
  const base = memoryExperiment({
    evaluations: [evaluationOf({ pose: { pose_smplx: poseOf({ meshes: () => [] }) } })],
  });
  const series = seriesOf(
    'input_data/train/smplx',
    FRAMES.map((frame) => [frame, { model: 'smplx' as const, persons: [person(frame)] }]),
  );
  return { ...base, train: { ...base.train!, bodies: { smplx: series } } };
}

function expected(frame: number, place: 'world' | 'root' = 'world', person = leaning(frame)): number[] {
  const out = new Float32Array(smplx.data.template.length);
  new BodyPoser(smplx.data, smplx.directions).pose([person], place, [out]);
  return [...out];
}

/** Where the root joint of the model is at rest. */
function restPelvis(): number[] {
  const { starts, columns, values } = smplx.data.jointRegressor;
  return [0, 1, 2].map((axis) => {
    let sum = 0;
    for (let i = starts[0]!; i < starts[1]!; i++) sum += values[i]! * smplx.data.template[3 * columns[i]! + axis]!;
    return sum;
  });
}
const expectedFloat = (value: number): unknown => expect.closeTo(value, 5);

describe('exportInputData with a body model', () => {
  it('poses bodies that have parameters only, where their path is drawn otherwise', async () => {
    const { rrd, summary } = await collect(exportInputData(meshless(), { bodyModels }));
    expect(await verify(rrd)).toMatchObject({ ok: true, findings: [] });
    expect(summary.problems).toEqual([]);
    const body = `${TRAIN}/person_00`;
    expect(await valuesOf(rrd, body, 'Mesh3D:vertex_positions')).toEqual(
      Object.fromEntries(FRAMES.map((frame) => [frame, expected(frame)])),
    );
    expect(await valuesOf(rrd, body, 'Mesh3D:triangle_indices')).toEqual({ static: [...smplx.data.triangles] });
    expect(await framesOf(rrd, body, 'Clear:is_recursive')).toEqual(['3']);
    const { static: path } = await valuesOf(rrd, `${body}/trajectory`, 'LineStrips3D:strips');
    const pelvis = restPelvis();
    expect((path as Float32Array[][]).flat().flatMap((strip) => [...strip])).toEqual(
      FRAMES.flatMap((frame) => [frame + pelvis[0]!, pelvis[1]!, pelvis[2]!].map(expectedFloat)),
    );
    const without = await collect(exportInputData(meshless()));
    expect(await framesOf(without.rrd, body, 'Points3D:positions')).toEqual(FRAMES.map(String));
    expect(await framesOf(without.rrd, body, 'Mesh3D:vertex_positions')).toEqual([]);
  });

  it('says in the text what bodies are made of, and takes nothing of the model along', async () => {
    const { rrd } = await collect(exportInputData(meshless(), { bodyModels }));
    const { static: text } = await valuesOf(rrd, '/input_data/summary', 'TextDocument:text');
    expect(String(text)).toContain("posed from their parameters by the user's SMPL-X body model");
    expect(rrd.indexOf(Buffer.from(smplx.data.template.buffer))).toBe(-1);
    expect(rrd.indexOf(Buffer.from(smplx.directions.pose.values.buffer).subarray(0, 64))).toBe(-1);
  });

  it('leaves out what is no body and says so', async () => {
    const broken = (frame: number) =>
      leaning(frame, frame === 4 ? { betas: Float32Array.of(Number.NaN) } : { jawPose: new Float32Array(3) });
    const { rrd, summary } = await collect(exportInputData(meshless(broken), { bodyModels }));
    expect(await framesOf(rrd, `${TRAIN}/person_00`, 'Mesh3D:vertex_positions')).toEqual(['1', '2', '5']);
    expect(summary.problems).toMatchObject([
      {
        code: 'OUT6107',
        path: 'input_data/train/smplx/000004',
        message: expect.stringContaining('betas holds numbers'),
      },
    ]);
  });

  it('draws what it drew without a model when hands are not rotations', async () => {
    const pca = (frame: number) => leaning(frame, { leftHandPose: new Float32Array(6) });
    const { rrd, summary } = await collect(exportInputData(meshless(pca), { bodyModels }));
    expect(await framesOf(rrd, `${TRAIN}/person_00`, 'Points3D:positions')).toEqual(FRAMES.map(String));
    expect(summary.problems).toMatchObject([{ code: 'OUT6107' }]);
  });

  it('refuses a model that the meshes of the experiment are not of, and one of other bodies', async () => {
    const withMeshes = { ...meshless(), evaluations: [evaluationOf()] };
    const other = await collect(exportInputData(withMeshes, { bodyModels }));
    expect(other.summary.problems).toMatchObject([{ code: 'OUT6106', expected: '4 vertices, as the meshes have' }]);
    expect(await framesOf(other.rrd, `${TRAIN}/person_00`, 'Points3D:positions')).toEqual(FRAMES.map(String));
    const smpl = { smpl: madeUpModel('smpl').data };
    const wrong = await collect(exportInputData(meshless(), { bodyModels: smpl }));
    expect(wrong.summary.problems.map(({ code, expected: wanted }) => [code, wanted])).toContainEqual([
      'OUT6106',
      'a SMPL-X body model',
    ]);
  });
});

describe('exportEvaluation with a body model', () => {
  const pred = '/evaluation/epoch_0030/pose_smplx/pred';

  it('poses predictions whose meshes are not on disk, in both spaces and in the color of predictions', async () => {
    const { rrd, summary } = await collect(exportEvaluation(meshless(), { epoch: 30, bodyModels }));
    expect(await verify(rrd)).toMatchObject({ ok: true, findings: [] });
    expect(summary.problems).toEqual([]);
    const parameters = meshless().evaluations[0]!.pose.pose_smplx!.parameters.smplx!;
    const { value: batch } = await parameters.read()[Symbol.asyncIterator]().next();
    const person = batch[0].value.persons[1] as PersonParameters;
    for (const [space, place] of [
      ['world_aligned', 'world'],
      ['root_aligned', 'root'],
    ] as const)
      expect((await valuesOf(rrd, `${pred}/${space}/person_01`, 'Mesh3D:vertex_positions'))['1']).toEqual(
        expected(1, place, person),
      );
    expect(await valuesOf(rrd, `${pred}/world_aligned/person_01`, 'Mesh3D:albedo_factor')).toEqual({
      static: [0xffa500ff],
    });
    expect(await framesOf(rrd, `${pred}/world_aligned/person_00/trajectory`, 'LineStrips3D:strips')).toEqual([]);
    expect(summary.leftOut.map(({ what }) => what)).not.toContain('evaluation/epoch_0030/pose_smplx/inputs/smplx');
  });

  it('says how to see them where no model is given', async () => {
    const { leftOut } = planRecording(meshless(), { kind: 'evaluation', epoch: 30 });
    expect(leftOut).toContainEqual({
      what: 'evaluation/epoch_0030/pose_smplx/inputs/smplx',
      why: 'parameters; --body-model with a SMPL-X model shows them as bodies',
    });
  });

  it('is another recording with a model only where the model changes it', () => {
    const id = (experiment: Experiment, models = {}) =>
      planRecording(experiment, { kind: 'evaluation', epoch: 30 }, { bodyModels: models }).recordingId;
    expect(id(memoryExperiment(), bodyModels)).toBe(id(memoryExperiment()));
    expect(id(meshless(), bodyModels)).toMatch(new RegExp(`^${id(meshless())}-[0-9a-f]{8}$`));
    expect(id(meshless(), { smpl: madeUpModel('smpl').data })).toBe(id(meshless()));
    const taller = { ...smplx.data, template: smplx.data.template.map((value) => 1.01 * value) };
    expect(id(meshless(), { smplx: taller })).not.toBe(id(meshless(), bodyModels));
  });
});

describe('exportNvGeneration with a body model', () => {
  it('poses the pose state', async () => {
    const base = meshless();
    const experiment = { ...base, poseStates: [{ epoch: 16, meshes: [], parameters: base.train!.bodies.smplx! }] };
    const { rrd } = await collect(exportNvGeneration(experiment, { epoch: 16, bodyModels }));
    const state = '/input_data/train/misc/nv_generation/pose_state/epoch_0016/person_00';
    expect((await valuesOf(rrd, state, 'Mesh3D:vertex_positions'))['2']).toEqual(expected(2));
    const plan = planExport(experiment, { epochs: [], inputData: false });
    expect(plan.recordings[0]!.leftOut.map(({ why }) => why)).toContain(
      'parameters; --body-model with a SMPL-X model shows them as bodies',
    );
  });
});
