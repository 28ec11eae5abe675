import { beforeAll, describe, expect, it, vi } from 'vitest';
import { MemorySource, openExperiment } from '../../src/index.ts';
import { changed, type Files, tinyFiles } from '../tiny-files.ts';
import { collect } from './series-of.ts';

// A busy machine is no failure.
vi.setConfig({ testTimeout: 60_000 });

let files: Files;
beforeAll(async () => {
  files = await tinyFiles();
}, 60_000);

const open = (changes: Parameters<typeof changed>[1] = {}) => openExperiment(new MemorySource(changed(files, changes)));

/** The tiny experiment without training diagnostics, and these instead. */
function withTraining(paths: readonly string[]) {
  const png = files.get([...files.keys()].find((path) => path.endsWith('.png'))!)!;
  const old = [...files.keys()].filter((path) => path.startsWith('training_artifacts/'));
  return open({
    ...Object.fromEntries(old.map((path) => [path, undefined])),
    ...Object.fromEntries(paths.map((path) => [path, png])),
  });
}

describe('training diagnostics', () => {
  it('are slots over epochs: the samples of an epoch by camera, then by frame', async () => {
    const rgb = (epoch: string, camera: number, frame: string) =>
      `training_artifacts/epoch_${epoch}/rgb/rgb_loss_input_cam${camera}_${frame}.png`;
    const { training, problems } = await withTraining([
      // One frame of two cameras in one folder is no ambiguity.
      rgb('0002', 100, '000007'),
      rgb('0002', 4, '000007'),
      rgb('0002', 4, '000003'),
      rgb('0010', 4, '000001'),
      'training_artifacts/epoch_0010/depth/depth_comparison_cam4_frame_000001.png',
      'training_artifacts/epoch_0002/depth/depth_comparison_cam4_frame_000007.png',
      'training_artifacts/epoch_0002/depth/depth_comparison_cam4_frame_000007_hist.png',
      'training_artifacts/epoch_0010/gt_input/gt_image_and_mask_comparison_cam4_frame_000001.png',
    ]);
    expect(problems).toEqual([]);
    expect(training!.epochs).toEqual([2, 10]);
    expect(training!.slots.map(({ index, samples }) => [index, samples])).toEqual([
      [
        0,
        [
          { epoch: 2, camera: 4, frame: 3 },
          { epoch: 10, camera: 4, frame: 1 },
        ],
      ],
      [1, [{ epoch: 2, camera: 4, frame: 7 }]],
      [2, [{ epoch: 2, camera: 100, frame: 7 }]],
    ]);
    const [first, second, third] = training!.slots;
    expect([first!.rgb!.frames, first!.depth!.frames, first!.groundTruthInput!.frames]).toEqual([[2, 10], [10], [10]]);
    expect([second!.depth!.frames, second!.depthHistogram!.frames, third!.depth]).toEqual([[2], [2], undefined]);
    expect((await collect(first!.rgb!)).map(({ frame, path, value }) => [frame, path, value?.mediaType])).toEqual([
      [2, rgb('0002', 4, '000003'), 'image/png'],
      [10, rgb('0010', 4, '000001'), 'image/png'],
    ]);
  });

  it('are absent without a picture', async () => {
    expect((await withTraining([])).training).toBeUndefined();
  });
});

describe('the pose of view generation', () => {
  it('is meshes and parameters of the frames that were generated', async () => {
    const { poseStates } = await open();
    expect(poseStates.map(({ epoch }) => epoch)).toEqual([16]);
    const [{ meshes, parameters }] = poseStates as [(typeof poseStates)[number]];
    expect(meshes.map(({ person, meshes }) => [person, meshes.frames])).toEqual([
      [0, [1, 6]],
      [1, [1, 6]],
    ]);
    expect(parameters!.frames).toEqual([1, 6]);
    for (const { value } of await collect(meshes[0]!.meshes)) expect(value!.positions.length).toBeGreaterThan(0);
  });

  it('has a fingerprint of its own, with the pictures', async () => {
    const plain = await open();
    const picture = 'input_data/train/misc/nv_generation/est_images_debug/100/000001.png';
    const mesh = 'input_data/train/misc/nv_generation/pose_state/epoch_0016/posed_smplx_meshes_per_frame/00/000001.obj';
    const parts = [{ nvGeneration: 16 }, 'input_data', 'training_artifacts', { evaluation: 30 }] as const;
    const same = async (path: string) => {
      const other = await open({ [path]: new Uint8Array(files.get(path)!.length + 1) });
      return parts.map((part) => other.fingerprint(part) === plain.fingerprint(part));
    };
    expect(await same(picture)).toEqual([false, false, true, true]);
    expect(await same(mesh)).toEqual([false, true, true, true]);
    const figure = [...files.keys()].find((path) => path.startsWith('training_artifacts/'))!;
    expect(await same(figure)).toEqual([true, true, false, true]);
  });
});
