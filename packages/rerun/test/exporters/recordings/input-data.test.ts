import { describe, expect, it } from 'vitest';
import { exportInputData } from '../../../src/exporters/index.ts';
import { readInfo, verify } from '../../../src/read/index.ts';
import { collect, framesOf, valuesOf } from '../collect.ts';
import {
  cameraAt,
  cameras,
  evaluationOf,
  FRAMES,
  memoryExperiment,
  personAt,
  pictures,
  poseOf,
  seriesOf,
  TETRAHEDRON,
  tetrahedron,
} from '../memory-experiment.ts';

const exported = () => collect(exportInputData(memoryExperiment()));

describe('exportInputData', () => {
  it('writes a recording without a finding, with the entities of the contract', async () => {
    const { rrd, summary } = await exported();
    expect(await verify(rrd)).toMatchObject({ ok: true, findings: [] });
    const { stores } = await readInfo(rrd);
    const recording = stores.find(({ kind }) => kind === 'recording')!;
    const camera = (split: string, id: number, parts: readonly string[]) =>
      ['', ...parts].map((part) => `/input_data/${split}/all_cameras/cam_${id}${part}`);
    expect(recording.entities.map(({ path }) => path).filter((path) => !path.startsWith('/__'))).toEqual(
      [
        '/input_data/summary',
        '/input_data/train',
        '/input_data/train/skip_frames',
        ...camera('train', 4, ['/images', '/seg', '/depths']),
        '/input_data/test',
        ...camera('test', 4, ['/images', '/seg']),
        ...camera('test', 16, ['/images', '/seg']),
        ...[0, 1].flatMap((p) => ['', '/trajectory'].map((part) => `/input_data/test/smplx/person_0${p}${part}`)),
      ].sort(),
    );
    expect(recording.timelines.map(({ name }) => name)).toEqual(['frame']);
    expect(summary).toMatchObject({
      name: 'input_data.rrd',
      applicationId: 'outlay-v1-input_data',
      recordingId: 'exp_one-scene_1-aaaa0000aaaa0000',
      problems: [],
    });
  });

  it('gives a sink that takes its time the same bytes', async () => {
    const written: Uint8Array[] = [];
    const sink = {
      async write(pieces: readonly Uint8Array[]) {
        for (let turn = 0; turn < 3; turn++) await new Promise((done) => setImmediate(done));
        written.push(...pieces.map((piece) => piece.slice()));
      },
      close() {},
      abort() {},
    };
    await collect(exportInputData(memoryExperiment(), { sink }));
    expect(Buffer.concat(written).equals((await exported()).rrd)).toBe(true);
  });

  it('waits for what is being written before it tells the sink of a failure', async () => {
    const said: string[] = [];
    const sink = {
      async write() {
        said.push('begins');
        await new Promise((done) => setImmediate(done));
        said.push('ends');
      },
      close() {},
      abort() {
        said.push('aborted');
      },
    };
    const exporting = exportInputData(memoryExperiment(), { sink });
    for await (const event of exporting) if (event.kind === 'progress') break;
    expect(said.at(-1)).toBe('aborted');
    expect(said.filter((word) => word === 'begins')).toHaveLength(said.filter((word) => word === 'ends').length);
  });

  it('writes masks as named, colored classes', async () => {
    const { rrd } = await exported();
    const masks = await valuesOf(rrd, '/input_data/test/all_cameras/cam_16/seg', 'SegmentationImage:buffer');
    expect(Object.keys(masks)).toEqual(FRAMES.map(String));
    // 255, which viewers color as they like, became the first class after the persons'.
    expect([...(masks['1'] as Uint8Array[])[0]!]).toEqual([0, 1, 2, 3]);
    const { static: context } = await valuesOf(rrd, '/input_data/test', 'AnnotationContext:context');
    const classes = (
      context as { class_id: number; class_description: { info: { label: string; color: number } } }[][]
    )[0]!;
    expect(classes.map(({ class_id, class_description: { info } }) => [class_id, info.label, info.color])).toEqual([
      [0, 'background', 0],
      [1, 'person 0', 0x4287f5ff],
      [2, 'person 1', 0xf06048ff],
      [3, 'people', 0xa0a0a0ff],
    ]);
  });

  it('writes depth in metres with its range', async () => {
    const { rrd } = await exported();
    const path = '/input_data/train/all_cameras/cam_4/depths';
    expect(await valuesOf(rrd, path, 'DepthImage:meter')).toEqual({ static: [1] });
    expect(await framesOf(rrd, path, 'DepthImage:depth_range')).toEqual(['static']);
    const buffers = await valuesOf(rrd, path, 'DepthImage:buffer');
    const bytes = Uint8Array.from((buffers['5'] as Uint8Array[])[0]!);
    expect([...new Float32Array(bytes.buffer)]).toEqual([1, 0]);
  });

  it('writes a camera that stands still once, and one that moves per frame', async () => {
    const moving = seriesOf(
      'moving',
      FRAMES.map((frame) => [frame, cameraAt([frame, 0, 0])]),
    );
    const experiment = memoryExperiment();
    const [first, ...others] = experiment.test!.cameras;
    const { rrd } = await collect(
      exportInputData({
        ...experiment,
        test: { ...experiment.test!, cameras: [{ ...first!, cameras: moving }, ...others] },
      }),
    );
    const translations = (camera: number) =>
      framesOf(rrd, `/input_data/test/all_cameras/cam_${camera}`, 'Transform3D:translation');
    expect(await translations(4)).toEqual(FRAMES.map(String));
    expect(await translations(16)).toEqual(['static']);
    expect(await framesOf(rrd, '/input_data/test/all_cameras/cam_4', 'Pinhole:image_from_camera')).toEqual(['static']);
  });

  it('draws the body where the files carry vertices and the experiment has triangles for them', async () => {
    const experiment = memoryExperiment();
    const bodies = seriesOf(
      'input_data/test/smpl',
      [1, 2].map((frame) => [
        frame,
        { model: 'smpl' as const, persons: [personAt(0, 0, 0, { vertices: tetrahedron(frame).positions })] },
      ]),
    );
    const { rrd } = await collect(
      exportInputData({ ...experiment, test: { ...experiment.test!, bodies: { smpl: bodies } } }),
    );
    const path = '/input_data/test/smpl/person_00';
    expect(await valuesOf(rrd, path, 'Mesh3D:triangle_indices')).toEqual({ static: [...TETRAHEDRON] });
    expect(await framesOf(rrd, path, 'Mesh3D:vertex_positions')).toEqual(['1', '2']);
    expect(await framesOf(rrd, path, 'Clear:is_recursive')).toEqual(['3']);

    const without = {
      ...experiment,
      evaluations: [evaluationOf({ pose: { pose_smplx: poseOf({ meshes: () => [] }) } })],
    };
    const points = await collect(
      exportInputData({ ...without, test: { ...experiment.test!, bodies: { smpl: bodies } } }),
    );
    expect(await framesOf(points.rrd, path, 'Points3D:positions')).toEqual(['1', '2']);
  });

  it('draws a skeleton where the files carry joints, and clears it where they do not', async () => {
    const experiment = memoryExperiment();
    // Joint j of a frame is at (frame, j, 0).
    const joints = (frame: number, count: number) =>
      Float32Array.from({ length: 3 * count }, (_, i) => [frame, Math.floor(i / 3), 0][i % 3]!);
    const bodies = (model: 'smpl' | 'smplx', count: number) =>
      seriesOf(
        `input_data/test/${model}`,
        [1, 2, 4].map((frame) => [
          frame,
          { model, persons: [personAt(9, 9, 9, frame === 2 ? {} : { joints: joints(frame, count) })] },
        ]),
      );
    const test = { ...experiment.test!, bodies: { smplx: bodies('smplx', 127), smpl: bodies('smpl', 24) } };
    const { rrd } = await collect(exportInputData({ ...experiment, test }));
    const path = '/input_data/test/smplx/joints_3d/person_00';
    const points = await valuesOf(rrd, path, 'Points3D:positions');
    expect(Object.keys(points)).toEqual(['1', '4']);
    expect((points['4'] as number[]).length).toBe(3 * 22);
    const { 4: strips } = await valuesOf(rrd, path, 'LineStrips3D:strips');
    const chains = (strips as number[][]).map((strip) => [...strip].filter((_, i) => i % 3 === 1));
    expect(chains).toContainEqual([0, 1, 4, 7, 10]);
    expect(new Set(chains.flat()).size).toBe(22);
    expect(await framesOf(rrd, path, 'Clear:is_recursive')).toEqual(['2', '5']);
    const smpl = await valuesOf(rrd, '/input_data/test/smpl/joints_3d/person_00', 'Points3D:positions');
    expect((smpl['1'] as number[]).length).toBe(3 * 24);
    // The first joint is the pelvis; a translation is not.
    const trajectory = await valuesOf(rrd, '/input_data/test/smplx/person_00/trajectory', 'LineStrips3D:strips');
    expect(String(trajectory.static)).toBe('1,0,0,4,0,0');
  });

  it('draws the pelvis and its path where there is nothing else', async () => {
    const { rrd } = await exported();
    const path = '/input_data/test/smplx/person_01';
    expect(await framesOf(rrd, path, 'Points3D:positions')).toEqual(FRAMES.map(String));
    expect(await framesOf(rrd, `${path}/trajectory`, 'LineStrips3D:strips')).toEqual(['static']);
  });

  it('marks skipped frames and says what each world is', async () => {
    const { rrd } = await exported();
    expect(await valuesOf(rrd, '/input_data/train/skip_frames', 'TextLog:text')).toEqual({
      3: ['frame 3 is skipped by training (skip_frames.csv)'],
    });
    const { static: text } = await valuesOf(rrd, '/input_data/summary', 'TextDocument:text');
    expect((text as string[])[0]).toContain('train: skipped frames 3');
    expect((text as string[])[0]).toContain('train is the predicted world, test the ground-truth world');
  });

  it('shows the debug pictures of view generation', async () => {
    const { rrd } = await collect(
      exportInputData(memoryExperiment({ nvGeneration: [{ camera: 100, triplets: pictures('triplets') }] })),
    );
    const path = '/input_data/train/misc/nv_generation/est_images_debug/cam_100';
    expect(await framesOf(rrd, path, 'EncodedImage:blob')).toEqual(FRAMES.map(String));
  });

  it('leaves a camera out that cannot be one, and says so', async () => {
    const experiment = memoryExperiment();
    const [first] = experiment.train!.cameras;
    const flat = { ...cameraAt([0, 0, 0]), intrinsics: new Float64Array(9) };
    const { summary, rrd } = await collect(
      exportInputData({
        ...experiment,
        train: { ...experiment.train!, cameras: [{ ...first!, cameras: seriesOf('flat', [[1, flat]]) }] },
      }),
    );
    expect(summary.problems).toMatchObject([
      {
        name: 'export-camera-invalid',
        path: 'flat/000001',
        message: expect.stringContaining('focal length is not above 0'),
      },
    ]);
    expect(await framesOf(rrd, '/input_data/train/all_cameras/cam_4', 'Pinhole:image_from_camera')).toEqual([]);
  });

  it('gives the same bytes twice', async () => {
    expect((await exported()).rrd.equals((await exported()).rrd)).toBe(true);
  });

  it('exports what is there when half is missing', async () => {
    const { train: _, test: __, ...rest } = memoryExperiment();
    const { summary, rrd } = await collect(exportInputData(rest));
    expect(summary.problems).toMatchObject([{ name: 'export-nothing', severity: 'error' }]);
    expect(await verify(rrd)).toMatchObject({ ok: true });
    const noImages = memoryExperiment();
    const only = {
      ...noImages.test!,
      cameras: [{ camera: 4, kind: 'source' as const, maskPersons: [], cameras: cameras('c') }],
    };
    const { rrd: camerasOnly } = await collect(exportInputData({ ...rest, test: only }));
    // Nothing but the principal point tells the size of the picture.
    expect(await valuesOf(camerasOnly, '/input_data/test/all_cameras/cam_4', 'Pinhole:resolution')).toEqual({
      static: [80, 120],
    });
  });
});
