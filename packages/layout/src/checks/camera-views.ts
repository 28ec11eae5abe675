import type { Split } from '@outlay/schema';
import type { Camera } from '@outlay/schema/port';
import type { FrameFolder } from '../experiment/inventory.ts';
import type { Issue } from '../issue.ts';
import { readBodyParameters } from '../read/body.ts';
import { readCamera } from '../read/camera.ts';
import type { CheckContext } from './context.ts';
import { pictureSize } from './picture-size.ts';
import { readFiles } from './read-files.ts';

/** Frames looked at per camera, spread over the sequence. */
const SAMPLED_FRAMES = 12;
/** How far outside the picture, in pictures, a body may be: translations are not the pelvis, and people walk out. */
const MARGIN = 0.5;

type Place = readonly [number, number, number];

/** Do cameras look at the people? Each split has its own world. Full level only. */
export async function* camerasSeePeople(context: CheckContext): AsyncGenerator<Issue> {
  if (context.level !== 'full') return;
  const { inventory, manifest } = context;
  for (const split of ['train', 'test'] as const) {
    const bodies = inventory.frames('input.smplx', { split })[0];
    if (!bodies) continue;
    const places = await placesOf(context, bodies);
    for (const folder of inventory.frames('input.camera', { split }))
      yield* ofCamera(context, folder, places, split, folder.ids.camera as number);
  }
  for (const { epoch } of context.epochs) {
    const bodies = inventory.frames('pose_smplx.inputs.smplx', { epoch })[0];
    const source = manifest?.source_camera_id;
    for (const folder of inventory.frames('pose_smplx.viz.camera', { epoch }))
      if (bodies)
        yield* ofCamera(context, folder, await placesOf(context, bodies), 'train', folder.ids.camera ?? source);
  }
}

/** Where people are: middle of the vertices where there are some, the translation otherwise. */
async function placesOf(context: CheckContext, folder: FrameFolder): Promise<ReadonlyMap<number, readonly Place[]>> {
  const places = new Map<number, readonly Place[]>();
  const step = Math.max(1, Math.floor(folder.files.length / SAMPLED_FRAMES));
  const sampled = folder.files.filter((_, i) => i % step === 0);
  const read = (bytes: Uint8Array, path: string): readonly Place[] =>
    readBodyParameters(bytes, path).persons.map(({ vertices, translation }) => middleOf(vertices ?? translation));
  // What cannot be read is told by the check of body parameters.
  for await (const { frame, value } of readFiles(context, sampled, read)) if (value) places.set(frame, value);
  return places;
}

function middleOf(values: Float32Array): Place {
  const count = values.length / 3;
  const sum: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) sum[(i % 3) as 0 | 1 | 2] += values[i]! / count;
  return sum;
}

async function* ofCamera(
  context: CheckContext,
  folder: FrameFolder,
  places: ReadonlyMap<number, readonly Place[]>,
  split: Split,
  camera: number | undefined,
): AsyncGenerator<Issue> {
  const picture = camera === undefined ? undefined : await pictureSize(context, split, camera);
  const sampled = folder.files.filter(({ frame }) => (places.get(frame)?.length ?? 0) > 0);
  let [behind, outside, seen] = [0, 0, 0];
  for await (const { frame, value } of readFiles(context, sampled, readCamera)) {
    if (!value) continue;
    for (const place of places.get(frame) ?? []) {
      const [x, y, z] = toPicture(value, place);
      if (z <= 0) behind++;
      else if (picture && !(isNear(x, picture.width) && isNear(y, picture.height))) outside++;
      else seen++;
    }
  }
  if (seen === 0 && behind + outside > 0)
    yield {
      code: 'OUT4106',
      path: folder.path,
      expected: 'people in front of the camera and near the picture',
      actual:
        behind >= outside
          ? `all ${behind + outside} places behind the camera`
          : `all ${behind + outside} places outside the picture`,
    };
}

function isNear(value: number, length: number): boolean {
  return value > -MARGIN * length && value < (1 + MARGIN) * length;
}

/** Pixels and depth of a point of the world. */
function toPicture({ intrinsics: k, extrinsics: e }: Camera, [px, py, pz]: Place): Place {
  const row = (i: number): number => e[i]! * px + e[i + 1]! * py + e[i + 2]! * pz + e[i + 3]!;
  const [x, y, z] = [row(0), row(4), row(8)];
  return [(k[0]! * x + k[1]! * y) / z + k[2]!, (k[4]! * y) / z + k[5]!, z];
}
