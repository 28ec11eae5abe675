import type { Experiment } from '@outlay/schema/port';
import { describe, expect, it } from 'vitest';
import { exportNvGeneration, planExport } from '../../../src/exporters/index.ts';
import { readInfo, verify } from '../../../src/read/index.ts';
import { cellsOf } from '../../read-rows.ts';
import { collect, framesOf, valuesOf } from '../collect.ts';
import { cameraAt, memoryExperiment, picture, seriesOf, tetrahedron } from '../memory-experiment.ts';

const GENERATED = [1, 4] as const;
const at = <T>(path: string, value: (frame: number) => T) =>
  seriesOf(
    path,
    GENERATED.map((frame) => [frame, value(frame)] as const),
  );

/** Camera 100 was generated at frames 1 and 4 of 1, 2, 4, 5; `width` of its triplets in pixels. */
function generated(width = 90): Experiment {
  const base = memoryExperiment();
  const virtual = {
    camera: 100,
    kind: 'virtual' as const,
    maskPersons: [],
    images: at('images/100', (frame) => picture(`view ${frame}`)),
    cameras: at('all_cameras/100', () => cameraAt([1, 1, -3])),
  };
  return {
    ...base,
    train: { ...base.train!, cameras: [...base.train!.cameras, virtual] },
    nvGeneration: [
      {
        camera: 100,
        triplets: at('triplets', (frame) => picture(`triplet ${frame}`, width, 60)),
        masks: at('masks', (frame) => picture(`mask ${frame}`)),
      },
    ],
    poseStates: [
      {
        epoch: 16,
        meshes: [0, 1].map((person) => ({ person, meshes: at(`meshes/${person}`, (f) => tetrahedron(f + person)) })),
      },
    ],
  };
}

const ROOT = '/input_data/train';
const STATE = `${ROOT}/misc/nv_generation/pose_state/epoch_0016`;

describe('exportNvGeneration', () => {
  it('writes the rig, the people and the triplets of the frames that were generated', async () => {
    const { rrd, summary } = await collect(exportNvGeneration(generated(), { epoch: 16 }));
    expect(await verify(rrd)).toMatchObject({ ok: true, findings: [] });
    const recording = (await readInfo(rrd)).stores.find(({ kind }) => kind === 'recording')!;
    expect(recording.entities.map(({ path }) => path).filter((path) => !path.startsWith('/__'))).toEqual(
      [
        ROOT,
        ...[4, 100].flatMap((id) => ['', '/images'].map((part) => `${ROOT}/all_cameras/cam_${id}${part}`)),
        `${ROOT}/misc/nv_generation/est_images_debug/cam_100`,
        `${ROOT}/misc/nv_generation/est_masks_debug/cam_100`,
        ...['person_00', 'person_01', 'summary'].map((name) => `${STATE}/${name}`),
      ].sort(),
    );
    expect(summary).toMatchObject({
      name: 'nv_generation_epoch_0016.rrd',
      recordingId: 'exp_one-scene_1-epoch_0016-dddd160000dddd00',
      frames: { count: 2, first: 1, last: 4 },
      problems: [],
    });
    // Pictures of the source camera at other frames are another recording's, and nothing flickers in between.
    for (const entity of [`${ROOT}/all_cameras/cam_4/images`, `${ROOT}/misc/nv_generation/est_images_debug/cam_100`]) {
      expect(await framesOf(rrd, entity, 'EncodedImage:blob')).toEqual(['1', '4']);
      expect(await framesOf(rrd, entity, 'Clear:is_recursive')).toEqual([]);
    }
    expect(await framesOf(rrd, `${STATE}/person_01`, 'Mesh3D:vertex_positions')).toEqual(['1', '4']);
  });

  it('passes a triplet through whole, and cuts it in three by what the views show', async () => {
    const { rrd } = await collect(exportNvGeneration(generated(), { epoch: 16 }));
    const blobs = await valuesOf(rrd, `${ROOT}/misc/nv_generation/est_images_debug/cam_100`, 'EncodedImage:blob');
    expect(Buffer.compare((blobs['4'] as Uint8Array[])[0]!, picture('triplet 4').bytes)).toBe(0);
    const bounds = async (bytes: Uint8Array) =>
      (await cellsOf(bytes, 'blueprint')).filter(({ component }) => component === 'VisualBounds2D:range');
    const xRanges = (await bounds(rrd)).map(({ values }) => [...(values as { x_range: Float64Array }[])[0]!.x_range]);
    expect(xRanges).toEqual([
      [0, 30],
      [30, 60],
      [60, 90],
    ]);
    const odd = await collect(exportNvGeneration(generated(100), { epoch: 16 }));
    expect(await bounds(odd.rrd)).toEqual([]);
  });

  it('writes the same bytes again', async () => {
    const [a, b] = await Promise.all([1, 2].map(() => collect(exportNvGeneration(generated(), { epoch: 16 }))));
    expect(Buffer.compare(a!.rrd, b!.rrd)).toBe(0);
  });

  it('is narrowed by cameras and persons; the source camera stays', async () => {
    const { rrd, summary } = await collect(exportNvGeneration(generated(), { epoch: 16, cameras: [], persons: [1] }));
    const recording = (await readInfo(rrd)).stores.find(({ kind }) => kind === 'recording')!;
    const paths = recording.entities.map(({ path }) => path);
    expect(paths.filter((path) => /cam_|person_/.test(path))).toEqual([
      `${ROOT}/all_cameras/cam_4`,
      `${ROOT}/all_cameras/cam_4/images`,
      `${STATE}/person_01`,
    ]);
    expect(summary.leftOut).toContainEqual({ what: 'camera 100', why: 'not among the selected cameras' });
  });

  it('is planned where there is a pose state, and refuses epochs without one', () => {
    expect(planExport(generated()).recordings.map(({ name }) => name)).toEqual([
      'input_data.rrd',
      'nv_generation_epoch_0016.rrd',
      'evaluation_epoch_0030.rrd',
    ]);
    expect(() => exportNvGeneration(generated(), { epoch: 30 })).toThrow(/one of 16/);
    expect(() => exportNvGeneration(memoryExperiment(), { epoch: 16 })).toThrow(/pose states/);
  });
});
