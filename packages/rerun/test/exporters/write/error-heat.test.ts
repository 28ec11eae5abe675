import type { Mesh, PersonMeshes } from '@outlay/schema/port';
import { describe, expect, it } from 'vitest';
import { exportEvaluation } from '../../../src/exporters/index.ts';
import { ERROR_COMPONENT, paintErrors } from '../../../src/exporters/write/error-heat.ts';
import { collect, framesOf, valuesOf } from '../collect.ts';
import {
  type Entry,
  evaluationOf,
  memoryExperiment,
  poseOf,
  seriesOf,
  TETRAHEDRON,
  tetrahedron,
} from '../memory-experiment.ts';

const [NONE, FARTHEST, WHITE] = [0x440154ff, 0xfde725ff, 0xffffffff];

/** A tetrahedron whose first vertex is `millimetres` off. */
function off(millimetres: number): Mesh {
  const { positions, triangles } = tetrahedron(0);
  const moved = positions.slice();
  moved[1] = millimetres / 1000;
  return { positions: moved, triangles };
}

type Meshes = readonly (readonly [number, Entry<Mesh>])[];

async function exported(pred: Meshes, groundTruth: Meshes, batches: readonly [number, number] = [2, 2]) {
  const meshes = (role: 'pred' | 'gt_inputs', space: string): PersonMeshes[] => {
    const [entries, size] = role === 'pred' ? [pred, batches[0]] : [groundTruth, batches[1]];
    return space === 'root_aligned' ? [{ person: 0, meshes: seriesOf(`${role}/00`, entries, size) }] : [];
  };
  const evaluation = evaluationOf({ tasks: ['pose_smplx'], pose: { pose_smplx: poseOf({ meshes }) } });
  const { rrd, summary, events } = await collect(
    exportEvaluation(memoryExperiment({ evaluations: [evaluation] }), { epoch: 30 }),
  );
  const entity = (role: string) => `/evaluation/epoch_0030/pose_smplx/${role}/root_aligned/person_00`;
  return { rrd, summary, events, entity, colors: await valuesOf(rrd, entity('pred'), ERROR_COMPONENT) };
}

const framed = (frames: readonly number[], millimetres: (frame: number) => number): Meshes =>
  frames.map((frame) => [frame, off(millimetres(frame))]);

describe('the error of a predicted body', () => {
  it('is one color per vertex: from the first of the scale to the last, and the last for all that is farther', () => {
    const colors = new Uint32Array(6);
    const at = (...millimetres: number[]) => Float32Array.from(millimetres.flatMap((value) => [0, value / 1000, 0]));
    paintErrors(at(0, 0.9, 50, 100, 5000, Number.NaN), at(0, 0, 0, 0, 0, 0), colors);
    expect([...colors]).toEqual([NONE, NONE, 0x21918cff, FARTHEST, FARTHEST, WHITE]);
  });

  it('is written beside the mesh, for both however their batches are cut, and what has no ground truth has none', async () => {
    const pred = framed([1, 2, 3, 5, 6], (frame) => (frame === 2 ? 200 : 0));
    const groundTruth = framed([1, 2, 4, 5], () => 0);
    for (const batches of [
      [2, 2],
      [1, 3],
      [5, 1],
      [3, 9],
    ] as const) {
      const { rrd, entity, colors } = await exported(pred, groundTruth, batches);
      const still = [NONE, NONE, NONE, NONE];
      expect(colors).toEqual({ 1: still, 2: [FARTHEST, NONE, NONE, NONE], 3: [], 5: still, 6: [] });
      expect(await framesOf(rrd, entity('pred'), 'Mesh3D:vertex_positions')).toEqual(['1', '2', '3', '5', '6']);
      expect(await framesOf(rrd, entity('gt_inputs'), 'Mesh3D:vertex_positions')).toEqual(['1', '2', '4', '5']);
      expect(await framesOf(rrd, entity('gt_inputs'), 'Clear:is_recursive')).toEqual(['3', '6']);
    }
  });

  it('leaves the color of the body alone, and the legend says what the colors are', async () => {
    const { rrd, entity } = await exported(
      framed([1], () => 10),
      framed([1], () => 0),
    );
    expect(await valuesOf(rrd, entity('pred'), 'Mesh3D:vertex_colors')).toEqual({});
    expect(await valuesOf(rrd, entity('gt_inputs'), ERROR_COMPONENT)).toEqual({});
    const legend = '/evaluation/epoch_0030/pose_smplx/viz/error_legend';
    const { static: labels } = await valuesOf(rrd, legend, 'Points2D:labels');
    expect(labels).toEqual(['0', '20', '40', '60', '80', '≥ 100 mm']);
  });

  it('is not shown where nothing can be compared', async () => {
    const { rrd, colors } = await exported(
      framed([1, 2], () => 0),
      [],
    );
    expect(colors).toEqual({});
    expect(await valuesOf(rrd, '/evaluation/epoch_0030/pose_smplx/viz/error_legend', 'Points2D:labels')).toEqual({});
  });

  it('passes over damaged meshes and other topologies, and says so once', async () => {
    const other: Mesh = { positions: new Float32Array(15), triangles: TETRAHEDRON };
    const { colors, summary, events } = await exported(
      [
        [1, off(0)],
        [2, { broken: 'cut off' }],
        [3, off(0)],
        [4, off(0)],
      ],
      [
        [1, off(0)],
        [2, off(0)],
        [3, other],
        [4, off(0)],
      ],
    );
    expect(Object.keys(colors)).toEqual(['1', '3', '4']);
    expect(colors['3']).toEqual([]);
    expect(summary.problems.map(({ message }) => message)).toEqual([
      'cut off',
      'The mesh of frame 3 has another topology than the other frames of its person and is left out.',
    ]);
    const last = events.filter(({ kind }) => kind === 'progress').at(-1);
    expect(last).toMatchObject({ done: (events[0] as { total: number }).total });
  });

  it('closes what it reads when the export is stopped', async () => {
    let open = 0;
    const watched = (meshes: PersonMeshes['meshes']): PersonMeshes['meshes'] => ({
      ...meshes,
      async *read(options) {
        open++;
        try {
          yield* meshes.read(options);
        } finally {
          open--;
        }
      },
    });
    const pose = poseOf();
    const meshes: typeof pose.meshes = (role, space) =>
      pose.meshes(role, space).map((one) => ({ ...one, meshes: watched(one.meshes) }));
    const evaluation = evaluationOf({ tasks: ['pose_smplx'], pose: { pose_smplx: poseOf({ meshes }) } });
    const exporting = exportEvaluation(memoryExperiment({ evaluations: [evaluation] }), { epoch: 30 });
    for await (const event of exporting) if (event.kind === 'progress' && open === 2) break;
    expect(open).toBe(0);
  });
});
