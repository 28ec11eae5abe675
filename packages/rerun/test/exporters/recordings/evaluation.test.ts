import type { Mesh } from '@outlay/schema/port';
import { describe, expect, it } from 'vitest';
import { isRerunError } from '../../../src/errors.ts';
import { exportEvaluation, planExport } from '../../../src/exporters/index.ts';
import { readInfo, verify } from '../../../src/read/index.ts';
import { MemorySink } from '../../../src/sink.ts';
import { collect, framesOf, valuesOf } from '../collect.ts';
import {
  evaluationOf,
  FRAMES,
  memoryExperiment,
  picture,
  pictures,
  poseOf,
  seriesOf,
  TETRAHEDRON,
  TRUE_TRANSLATION,
  tetrahedron,
} from '../memory-experiment.ts';

const root = '/evaluation/epoch_0030';

/** With pictures for people, and a video of two of them: 20 a second, which is no whole number of nanoseconds here. */
function withViz(frameTimes = Float64Array.of(0, 0.0500000001)) {
  const nvs = evaluationOf().nvs!;
  const [first, ...others] = nvs.cameras;
  const path = 'nvs/viz/cam_4/v.mp4';
  const value = { bytes: Uint8Array.of(1, 2, 3), mediaType: 'video/mp4' as const, frameTimes };
  const video = { path, frames: [1, 2], read: async () => ({ frame: 1, path, value }) };
  const viz = { ...first!, renderVsGt: pictures('nvs/viz/cam_4/render_vs_gt'), video };
  return memoryExperiment({ evaluations: [evaluationOf({ nvs: { ...nvs, cameras: [viz, ...others] } })] });
}

const exported = () => collect(exportEvaluation(memoryExperiment(), { epoch: 30, toolVersion: '1.2.3' }));
describe('exportEvaluation', () => {
  it('writes a recording without a finding, with the entities of the contract', async () => {
    const { rrd, summary } = await exported();
    expect(await verify(rrd)).toMatchObject({ ok: true, findings: [] });
    const { stores } = await readInfo(rrd);
    const recording = stores.find(({ kind }) => kind === 'recording')!;
    expect(recording.entities.map(({ path }) => path).filter((path) => !path.startsWith('/__'))).toEqual(
      [
        root,
        ...['gt_inputs', 'pred'].flatMap((role) => [4, 16].map((camera) => `${root}/nvs/${role}/cam_${camera}`)),
        `${root}/nvs`,
        ...[4, 16].map((camera) => `${root}/nvs/metrics/per_frame/psnr/cam_${camera}`),
        ...[4, 16].map((camera) => `${root}/nvs/metrics/per_camera/psnr/cam_${camera}`),
        `${root}/nvs/metrics/overall/psnr`,
        `${root}/pose_smplx/metrics/overall/rr_mpjpe_mm`,
        ...['gt_inputs', 'pred'].flatMap((role) =>
          ['root_aligned', 'world_aligned'].flatMap((space) =>
            [0, 1].map((person) => `${root}/pose_smplx/${role}/${space}/person_0${person}`),
          ),
        ),
        `${root}/pose_smplx/viz/all_cameras/cam_4`,
        `${root}/pose_smplx/viz/all_cameras/cam_4/images`,
        `${root}/pose_smplx/viz/error_legend`,
        `${root}/summary`,
      ].sort(),
    );
    expect(summary).toMatchObject({
      name: 'evaluation_epoch_0030.rrd',
      applicationId: 'outlay-v1-evaluation',
      recordingId: 'exp_one-scene_1-epoch_0030-eeee300000eeee00',
      bytes: rrd.length,
      frames: { count: 4, first: 1, last: 5 },
      problems: [],
    });
    expect(recording.timelines.map(({ name }) => name).sort()).toEqual(['epoch', 'frame']);
    expect(recording.properties).toMatchObject({
      'RecordingInfo:name': 'scene/1 / exp one / epoch_0030',
      'outlay/exp_name': 'exp one',
      'outlay/output_layout_version': 'v1',
      'outlay/scene_name': 'scene/1',
      'outlay/source_fingerprint': 'eeee300000eeee0000',
      'outlay/tool_version': '1.2.3',
    });
  });

  it('passes pictures through, byte for byte', async () => {
    const { rrd } = await exported();
    const path = `${root}/nvs/pred/cam_16`;
    const blobs = await valuesOf(rrd, path, 'EncodedImage:blob');
    expect(Object.keys(blobs)).toEqual(FRAMES.map(String));
    const expected = picture('evaluation/epoch_0030/nvs/pred/cam_16 4').bytes;
    expect(Uint8Array.from((blobs['4'] as number[][])[0]!)).toEqual(expected);
    expect(await valuesOf(rrd, path, 'EncodedImage:media_type')).toEqual({ static: ['image/jpeg'] });
  });

  it('hides what is missing, and shows it again', async () => {
    const { rrd } = await exported();
    const path = `${root}/nvs/pred/cam_16`;
    expect(await valuesOf(rrd, path, 'Clear:is_recursive')).toEqual({ 3: [false] });
    expect(await valuesOf(rrd, path, 'EncodedImage:opacity')).toEqual({ 3: [0], 4: [1] });
    expect(await valuesOf(rrd, `${root}/pose_smplx/pred/world_aligned/person_00`, 'Clear:is_recursive')).toEqual({
      3: [false],
    });
  });

  it('scales the camera to the picture and stands it in the ground-truth world, moved once for all', async () => {
    const { rrd } = await exported();
    const path = `${root}/nvs/gt_inputs/cam_4`;
    expect(await valuesOf(rrd, path, 'Pinhole:image_from_camera')).toEqual({ static: [50, 0, 0, 0, 50, 0, 20, 30, 1] });
    expect(await valuesOf(rrd, path, 'Pinhole:resolution')).toEqual({ static: [20, 30] });
    expect(await valuesOf(rrd, path, 'Transform3D:relation')).toEqual({ static: [2] });
    const { static: moved } = await valuesOf(rrd, `${root}/nvs`, 'Transform3D:translation');
    expect((moved as number[]).map((value) => Math.round(value * 1000) / 1000)).toEqual(TRUE_TRANSLATION);
  });

  it('writes a video once, and per frame which picture of it is shown; what is beyond its end is hidden', async () => {
    const { rrd } = await collect(exportEvaluation(withViz(), { epoch: 30 }));
    const path = `${root}/nvs/viz/cam_4/video`;
    expect(await valuesOf(rrd, path, 'AssetVideo:blob')).toEqual({ static: [Uint8Array.of(1, 2, 3)] });
    expect(await valuesOf(rrd, path, 'VideoFrameReference:timestamp')).toEqual({ 1: [0n], 2: [50_000_001n] });
    expect(await valuesOf(rrd, path, 'VideoFrameReference:opacity')).toEqual({ 3: [0] });
    expect(await framesOf(rrd, path, 'Clear:is_recursive')).toEqual(['3']);
    const thinned = await collect(exportEvaluation(withViz(), { epoch: 30, frames: { from: 2 } }));
    expect(await valuesOf(thinned.rrd, path, 'VideoFrameReference:timestamp')).toEqual({ 2: [50_000_001n] });
    expect(await verify(rrd)).toMatchObject({ ok: true, findings: [] });
  });

  it('says of a video what is wrong with it', async () => {
    const { rrd, summary } = await collect(exportEvaluation(withViz(new Float64Array(0)), { epoch: 30 }));
    expect(summary.problems).toMatchObject([{ name: 'export-video-times', path: 'nvs/viz/cam_4/v.mp4' }]);
    expect(await valuesOf(rrd, `${root}/nvs/viz/cam_4/video`, 'AssetVideo:blob')).toEqual({});
  });

  it('shows the large pictures of viz when asked to, and says what it leaves out', async () => {
    const path = `${root}/nvs/viz/cam_4/render_vs_gt`;
    const without = await collect(exportEvaluation(withViz(), { epoch: 30 }));
    expect(await framesOf(without.rrd, path, 'EncodedImage:blob')).toEqual([]);
    expect(without.summary.leftOut.map(({ what }) => what)).toContain(path);
    const withPictures = await collect(exportEvaluation(withViz(), { epoch: 30, viz: true }));
    expect(await framesOf(withPictures.rrd, path, 'EncodedImage:blob')).toEqual(FRAMES.map(String));
    expect(withPictures.summary.leftOut.map(({ what }) => what)).not.toContain(path);
    expect(withPictures.summary.recordingId).not.toBe(without.summary.recordingId);
  });

  it('writes topology once and positions per frame, with unit normals', async () => {
    const { rrd } = await exported();
    const path = `${root}/pose_smplx/pred/world_aligned/person_01`;
    const { static: triangles } = await valuesOf(rrd, path, 'Mesh3D:triangle_indices');
    expect(triangles).toEqual([...TETRAHEDRON]);
    const positions = await valuesOf(rrd, path, 'Mesh3D:vertex_positions');
    expect(Object.keys(positions)).toEqual(FRAMES.map(String));
    expect((positions['4'] as number[]).slice(0, 3)).toEqual([5, 0, 0]);
    const normals = (await valuesOf(rrd, path, 'Mesh3D:vertex_normals'))['4'] as number[];
    expect(normals.length).toBe(12);
    for (let v = 0; v < 12; v += 3) expect(Math.hypot(...normals.slice(v, v + 3))).toBeCloseTo(1, 6);
    expect(await valuesOf(rrd, path, 'Mesh3D:albedo_factor')).toEqual({ static: [0xffa500ff] });
  });

  it('draws metrics over frames with gaps where values are missing, averages on epoch', async () => {
    const { rrd } = await exported();
    const curve = await valuesOf(rrd, `${root}/nvs/metrics/per_frame/psnr/cam_4`, 'Scalars:scalars');
    expect(curve).toEqual({ 1: [21], 4: [22], 5: [23] });
    expect(await framesOf(rrd, `${root}/nvs/metrics/per_frame/psnr/cam_4`, 'Clear:is_recursive')).toEqual(['2']);
    expect(await valuesOf(rrd, `${root}/nvs/metrics/per_camera/psnr/cam_16`, 'Scalars:scalars')).toEqual({ 30: [20] });
    expect(await valuesOf(rrd, `${root}/nvs/metrics/overall/psnr`, 'Scalars:scalars')).toEqual({ 30: [20.5] });
    expect(await valuesOf(rrd, `${root}/nvs/metrics/per_frame/psnr/cam_16`, 'SeriesLines:names')).toEqual({
      static: ['cam 16'],
    });
  });

  it('says what it is in the text panel', async () => {
    const { rrd } = await exported();
    const { static: text } = await valuesOf(rrd, `${root}/summary`, 'TextDocument:text');
    const [markdown] = text as [string];
    expect(markdown).toContain('**scene/1 / exp one / epoch_0030**');
    expect(markdown).toContain('frames 1-5 (4 of 5)');
    expect(markdown).toContain('| cam 16 | 20.00 |');
    expect(markdown).toContain('- nvs psnr: frame 1 cam 16 (18.00), frame 2 cam 16 (19.00), frame 4 cam 16 (20.00)');
    expect(markdown).toContain('pelvis_trajectory: 8 positions, residual 0.0 mm');
    expect(markdown).toContain('`/evaluation/epoch_0030/pose_smpl`: no folder at this epoch');
  });

  it('gives the same bytes twice, as events and to a sink', async () => {
    const first = await exported();
    expect((await exported()).rrd.equals(first.rrd)).toBe(true);
    const sink = new MemorySink();
    const toSink = await collect(exportEvaluation(memoryExperiment(), { epoch: 30, toolVersion: '1.2.3', sink }));
    expect(toSink.rrd.length).toBe(0);
    expect(Buffer.from(sink.bytes()).equals(first.rrd)).toBe(true);
  });

  it('counts its work: total is reached, problems come once', async () => {
    const { events } = await exported();
    const [start] = events;
    expect(start).toMatchObject({ kind: 'start', total: 4 * 4 + 8 * 4 + 4 });
    const progress = events.filter(({ kind }) => kind === 'progress');
    expect(progress.at(-1)).toMatchObject({ done: 52, total: 52 });
    expect(events.filter(({ kind }) => kind === 'problem')).toEqual([]);
  });
});

describe('what is broken', () => {
  const broken = { broken: 'The file ends too early.' } as const;
  const experimentWith = (entries: readonly (readonly [number, Mesh | typeof broken])[]) =>
    memoryExperiment({
      evaluations: [
        evaluationOf({
          tasks: ['pose_smplx'],
          pose: {
            pose_smplx: poseOf({
              meshes: (role, space) =>
                role === 'pred' && space === 'world_aligned'
                  ? [{ person: 0, meshes: seriesOf<Mesh>('meshes/00', entries, 8) }]
                  : [],
            }),
          },
        }),
      ],
    });
  const entity = `${root}/pose_smplx/pred/world_aligned/person_00`;
  const empty: Mesh = { positions: new Float32Array(), triangles: new Uint32Array() };

  it('is left out, reported once per folder, and hidden in the recording', async () => {
    const { rrd, summary, events } = await collect(
      exportEvaluation(
        experimentWith([
          [1, tetrahedron(1)],
          [2, broken],
          [4, broken],
          [5, tetrahedron(5)],
        ]),
        { epoch: 30 },
      ),
    );
    expect(summary.problems).toMatchObject([
      { name: 'test-broken', affects: { count: 2, sample: ['meshes/00/000004'] } },
    ]);
    expect(events.filter(({ kind }) => kind === 'problem').length).toBe(1);
    expect(await framesOf(rrd, entity, 'Mesh3D:vertex_positions')).toEqual(['1', '5']);
    expect(await framesOf(rrd, entity, 'Clear:is_recursive')).toEqual(['2']);
    const { static: text } = await valuesOf(rrd, `${root}/summary`, 'TextDocument:text');
    expect((text as string[])[0]).toContain('OUT4999: The file ends too early. (2 places)');
  });

  it('does not take its neighbours with it: the topology most meshes share counts, even if the first is cut', async () => {
    const cut = { positions: tetrahedron(1).positions.slice(0, 9), triangles: Uint32Array.of(0, 2, 1) };
    const { rrd, summary } = await collect(
      exportEvaluation(
        experimentWith([
          [1, cut],
          [2, tetrahedron(2)],
          [4, tetrahedron(4, TETRAHEDRON.slice())],
        ]),
        { epoch: 30 },
      ),
    );
    expect(summary.problems).toMatchObject([{ name: 'export-mesh-topology', path: 'meshes/00/000001' }]);
    expect(await framesOf(rrd, entity, 'Mesh3D:vertex_positions')).toEqual(['2', '4']);
  });

  it('pictures of several sizes are shown, and said', async () => {
    const [camera] = evaluationOf().nvs!.cameras;
    const pred = seriesOf('pred', [
      [1, picture('a', 20, 30)],
      [2, picture('b', 21, 30)],
      [4, { ...picture('c', 20, 30), mediaType: 'image/png' as const }],
    ]);
    const experiment = memoryExperiment({
      evaluations: [
        evaluationOf({
          nvs: { task: 'nvs', cameras: [{ ...camera!, pred }], metrics: async () => ({ problems: [] }) },
        }),
      ],
    });
    const { rrd, summary } = await collect(exportEvaluation(experiment, { epoch: 30, strict: true }));
    expect(summary.problems).toMatchObject([
      { name: 'export-image-size', severity: 'info', actual: '2 of 20×30, 1 of 21×30' },
    ]);
    expect(await valuesOf(rrd, `${root}/nvs/pred/cam_4`, 'EncodedImage:media_type')).toEqual({
      1: ['image/jpeg'],
      2: ['image/jpeg'],
      4: ['image/png'],
    });
  });

  it('an empty mesh is nobody there, which is no problem', async () => {
    const { rrd, summary } = await collect(
      exportEvaluation(
        experimentWith([
          [1, tetrahedron(1)],
          [2, empty],
        ]),
        { epoch: 30 },
      ),
    );
    expect(summary.problems).toEqual([]);
    expect(await framesOf(rrd, entity, 'Clear:is_recursive')).toEqual(['2']);
  });

  it('stops a strict export', async () => {
    const sink = new MemorySink();
    const exporting = collect(exportEvaluation(experimentWith([[1, broken]]), { epoch: 30, strict: true, sink }));
    await expect(exporting).rejects.toSatisfy(
      (error: unknown) =>
        isRerunError(error, 'EXPORT_INCOMPLETE') && error.message.includes('The file ends too early.'),
    );
    expect(sink.byteLength).toBe(0);
  });

  it('aligns by the source camera that the port decides on, whatever the manifest names', async () => {
    const base = memoryExperiment();
    const { source_camera_id: _, ...manifest } = base.manifest;
    const unnamed = { ...base, manifest: { ...manifest, pose_eval_world_alignment_method: 'camera' as const } };
    const { summary } = await collect(exportEvaluation({ ...unnamed, sourceCamera: 4 }, { epoch: 30 }));
    expect(summary.problems).toEqual([]);
    // Nobody knows which camera it is: no camera is taken for it.
    const unknown = { ...unnamed, sourceCamera: undefined };
    const { summary: without } = await collect(exportEvaluation(unknown, { epoch: 30 }));
    expect(without.problems).toMatchObject([
      { name: 'export-alignment-missing', message: expect.stringContaining('the source camera is missing') },
    ]);
  });

  it('leaves the cameras out of the bodies’ world when the worlds cannot be aligned', async () => {
    const { test, ...rest } = memoryExperiment();
    const { rrd, summary } = await collect(
      exportEvaluation({ ...rest, test: { ...test!, bodies: {} } }, { epoch: 30 }),
    );
    expect(summary.problems).toMatchObject([{ name: 'export-alignment-missing', severity: 'warning' }]);
    expect(await valuesOf(rrd, `${root}/nvs`, 'Transform3D:translation')).toEqual({});
  });
});

describe('options', () => {
  it('narrow a recording and give it an identity of its own', async () => {
    const experiment = memoryExperiment();
    const options = { epoch: 30, tasks: ['nvs'], cameras: [16], frames: { from: 2, to: 5 } } as const;
    const { rrd, summary } = await collect(exportEvaluation(experiment, options));
    expect(summary.name).toBe('nvs_epoch_0030.rrd');
    expect(summary.recordingId).not.toBe(planExport(experiment).recordings[1]!.recordingId);
    const path = `${root}/nvs/pred/cam_16`;
    expect(await framesOf(rrd, path, 'EncodedImage:blob')).toEqual(['2', '4']);
    expect(await framesOf(rrd, `${root}/nvs/metrics/per_frame/psnr/cam_16`, 'Scalars:scalars')).toEqual(['2', '4']);
    expect(await framesOf(rrd, `${root}/nvs/pred/cam_4`, 'EncodedImage:blob')).toEqual([]);
    expect(summary.leftOut).toContainEqual({ what: 'camera 4', why: 'not among the selected cameras' });
  });

  it('refuse an epoch that is not there', () => {
    expect(() => exportEvaluation(memoryExperiment(), { epoch: 15 })).toThrow(/expected one of 30, found 15/);
  });

  it('leave no half file behind when the consumer stops asking, or nothing could be prepared', async () => {
    const aborted: unknown[] = [];
    const sink = { write: () => {}, close: () => {}, abort: (reason?: unknown) => void aborted.push(reason) };
    for await (const event of exportEvaluation(memoryExperiment(), { epoch: 30, sink }))
      if (event.kind === 'progress') break;
    expect(aborted).toEqual([undefined]);
    const failing = memoryExperiment({
      evaluations: [
        evaluationOf({ nvs: { task: 'nvs', cameras: [], metrics: () => Promise.reject(new Error('gone')) } }),
      ],
    });
    await expect(collect(exportEvaluation(failing, { epoch: 30, sink }))).rejects.toThrow('gone');
    expect(aborted).toEqual([undefined, new Error('gone')]);
  });

  it('stop at the signal, and tell the sink', async () => {
    const controller = new AbortController();
    const aborted: unknown[] = [];
    const sink = { write: () => {}, close: () => {}, abort: (reason?: unknown) => void aborted.push(reason) };
    const exporting = exportEvaluation(memoryExperiment(), { epoch: 30, signal: controller.signal, sink });
    const work = (async () => {
      for await (const event of exporting) if (event.kind === 'progress') controller.abort(new Error('enough'));
    })();
    await expect(work).rejects.toThrow('enough');
    expect(aborted).toEqual([new Error('enough')]);
  });
});

it('planExport says what will be written, as plain data', () => {
  const plan = planExport(memoryExperiment());
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  expect(plan.recordings.map(({ name, frames }) => [name, frames])).toEqual([
    ['input_data.rrd', { count: 4, first: 1, last: 5 }],
    ['evaluation_epoch_0030.rrd', { count: 4, first: 1, last: 5 }],
  ]);
  expect(plan.recordings[1]!.entities).toContainEqual({
    entity: `${root}/pose_smplx/pred/root_aligned/person_01`,
    archetype: 'Mesh3D',
    frames: 4,
    from: 'evaluation/epoch_0030/pose_smplx/pred/root_aligned/1',
  });
});
