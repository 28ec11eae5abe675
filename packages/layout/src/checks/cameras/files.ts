import type { Split } from '@outlay/schema';
import type { Camera } from '@outlay/schema/port';
import type { Issue } from '../../issues/issue.ts';
import { readCamera } from '../../read/camera.ts';
import type { ImageHeader } from '../../read/image-header.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import type { CheckContext } from '../context.ts';
import { pictureSize } from '../pictures/size.ts';
import { readFiles } from '../reading/read-files.ts';
import { type FrameCamera, jumps } from './jumps.ts';

/** Rounding of float32, through the products of an inverse and of a bundle adjustment, stays far below this. */
const ORTHONORMAL_TOLERANCE = 1e-3;

/** Are cameras pinholes with a rotation, as OpenCV writes them? */
export async function* cameraFilesSound(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory, manifest } = context;
  for (const folder of inventory.frames('input.camera'))
    yield* ofFolder(
      context,
      folder,
      await pictureSize(context, folder.ids.split as Split, folder.ids.camera as number),
    );
  for (const folder of inventory.frames('pose_smplx.viz.camera')) {
    const source = folder.ids.camera ?? manifest?.source_camera_id;
    yield* ofFolder(context, folder, source === undefined ? undefined : await pictureSize(context, 'train', source));
  }
}

async function* ofFolder(
  context: CheckContext,
  folder: FrameFolder,
  picture: ImageHeader | undefined,
): AsyncGenerator<Issue> {
  const sound: FrameCamera[] = [];
  for await (const { frame, path, value, issue } of readFiles(context, folder.files, readCamera)) {
    if (issue) yield issue;
    else {
      const issues = [...cameraIssues(value, picture, path, frame)];
      yield* issues;
      if (issues.length === 0) sound.push({ frame, path, camera: value });
    }
  }
  yield* jumps(sound);
}

function* cameraIssues(
  { intrinsics: k, extrinsics: e }: Camera,
  picture: ImageHeader | undefined,
  path: string,
  frame: number,
): Generator<Issue> {
  const notFinite = [...k, ...e].filter((value) => !Number.isFinite(value)).length;
  if (notFinite > 0) {
    yield {
      name: 'camera-not-finite',
      path,
      frame,
      expected: '21 finite numbers',
      actual: `${notFinite} that are not`,
    };
    return;
  }
  const rows = [0, 4, 8].map((i) => [e[i]!, e[i + 1]!, e[i + 2]!] as const);
  const [x, y, z] = rows as [Vector, Vector, Vector];
  const error = Math.max(
    ...rows.map((row) => Math.abs(dot(row, row) - 1)),
    Math.abs(dot(x, y)),
    Math.abs(dot(y, z)),
    Math.abs(dot(z, x)),
  );
  if (error > ORTHONORMAL_TOLERANCE)
    yield {
      name: 'rotation-not-orthonormal',
      path,
      frame,
      expected: 'R·Rᵀ = I',
      actual: `a difference of ${error.toPrecision(2)}`,
    };
  else if (dot(x, cross(y, z)) < 0)
    yield { name: 'rotation-mirrored', path, frame, expected: 'determinant 1', actual: 'determinant -1' };
  const [fx, , cx, , fy, cy, a, b, c] = k as unknown as readonly number[];
  if (!(fx! > 0 && fy! > 0) || a !== 0 || b !== 0 || c !== 1)
    yield {
      name: 'intrinsics-bad',
      path,
      frame,
      expected: 'fx, fy > 0 and last row 0 0 1',
      actual: `fx ${fx}, fy ${fy}, last row ${a} ${b} ${c}`,
    };
  else if (picture && !(cx! >= 0 && cy! >= 0 && cx! <= picture.width && cy! <= picture.height))
    yield {
      name: 'principal-point-outside',
      path,
      frame,
      expected: `within ${picture.width}×${picture.height}`,
      actual: `(${cx!.toFixed(1)}, ${cy!.toFixed(1)})`,
    };
}

type Vector = readonly [number, number, number];

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
