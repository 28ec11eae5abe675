import type { BodyModel, Space } from '@outlay/schema';
import { unionOfFrames } from '@outlay/schema/names';
import { framesOf } from '../../frames/sets.ts';
import { readBodyParameters } from '../../read/body.ts';
import { readObj } from '../../read/obj.ts';
import type { FrameFile } from '../../scan/frame-files.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import type { PoseTask } from '../../scan/pose-contracts.ts';
import type { CheckContext } from '../context.ts';
import { readFiles } from '../reading/read-files.ts';

/** Surfaces of the people of a world, by frame: V×3 each, metres. What cannot be read is simply not there. */
export interface BodyPoints {
  readonly frames: readonly number[];
  /** Where they come from, for messages. */
  readonly path: string;
  /** One per person; a person without a surface is `undefined`. */
  at(frame: number): Promise<readonly (Float32Array | undefined)[]>;
}

/** Points of the ground-truth world: `verts` of the test parameters, of one model or of the first there is. */
export function testPoints(context: CheckContext, model?: BodyModel): BodyPoints | undefined {
  const ofModel = (one: BodyModel) => context.inventory.frames(`input.${one}`, { split: 'test' })[0];
  const folder = model === undefined ? (ofModel('smplx') ?? ofModel('smpl')) : ofModel(model);
  if (!folder) return undefined;
  const files = new Map(folder.files.map((file) => [file.frame, file]));
  const load = async (frame: number): Promise<readonly (Float32Array | undefined)[]> => {
    const read = (bytes: Uint8Array, path: string) =>
      readBodyParameters(bytes, path).persons.map(({ vertices }) => (vertices ? vertices.slice() : undefined));
    return (await readOne(context, files.get(frame), read)) ?? [];
  };
  return { frames: framesOf(folder), path: folder.path, at: remembered(load) };
}

/** Meshes with a file per person. */
type MeshContract = `${PoseTask}.${'pred' | 'gt_inputs'}.${Space}`;

/** Points of the predicted world: world-aligned meshes of the last epoch that has them, or of one epoch and role. */
export function meshPoints(context: CheckContext, contract: MeshContract, epoch: number): BodyPoints | undefined {
  const folders = context.inventory.frames(`${contract}.person`, { epoch });
  const [first] = folders;
  if (!first) return undefined;
  const persons = 1 + Math.max(...folders.map(({ ids }) => ids.person as number));
  const fileOf = (folder: FrameFolder | undefined, frame: number): FrameFile | undefined =>
    folder?.files.find((file) => file.frame === frame);
  const load = async (frame: number): Promise<readonly (Float32Array | undefined)[]> => {
    const points: (Float32Array | undefined)[] = [];
    for (let person = 0; person < persons; person++) {
      const file = fileOf(
        folders.find(({ ids }) => ids.person === person),
        frame,
      );
      const positions = await readOne(context, file, (bytes, path) => readObj(bytes, path).positions);
      points.push(positions && positions.length > 0 ? positions : undefined);
    }
    return points;
  };
  return { frames: unionOfFrames(folders.map(framesOf)), path: first.path, at: remembered(load) };
}

/** Predicted meshes of the last epoch that has some. */
export function predictedPoints(context: CheckContext): BodyPoints | undefined {
  for (const { epoch, state } of [...context.epochs].reverse()) {
    const points = state === 'in-progress' ? undefined : meshPoints(context, 'pose_smplx.pred.world_aligned', epoch);
    if (points) return points;
  }
  return undefined;
}

/** `count` values spread evenly over a list, ends included. */
export function spread<T>(values: readonly T[], count: number): readonly T[] {
  if (values.length <= count) return values;
  return Array.from({ length: count }, (_, i) => values[Math.round((i * (values.length - 1)) / (count - 1))] as T);
}

async function readOne<T>(
  context: CheckContext,
  file: FrameFile | undefined,
  read: (bytes: Uint8Array, path: string) => T,
): Promise<T | undefined> {
  if (!file) return undefined;
  for await (const { value } of readFiles(context, [file], read)) return value;
  return undefined;
}

/** Several cameras ask for the same frames; the last few are kept. */
const REMEMBERED_FRAMES = 16;

function remembered<T>(load: (frame: number) => Promise<T>): (frame: number) => Promise<T> {
  const known = new Map<number, Promise<T>>();
  return (frame) => {
    const hit = known.get(frame);
    if (hit) return hit;
    const loading = load(frame);
    known.set(frame, loading);
    if (known.size > REMEMBERED_FRAMES) known.delete(known.keys().next().value as number);
    return loading;
  };
}
