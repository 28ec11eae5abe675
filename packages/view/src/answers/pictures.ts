/**
 * What of a run are pictures, and where each is.
 * @module
 */
import type { FrameFolder, Inventory, PathIds } from '@outlay/layout';
import { type ContractId, SPLITS, type Split } from '@outlay/schema/names';
import type { CameraPictures, PictureKind, PictureSeries, Pixels, RunId } from '../api.ts';
import { toRanges } from './frame-ranges.ts';

interface Row {
  readonly kind: PictureKind;
  readonly contract: ContractId;
  readonly tiles?: readonly string[];
}

/** Pictures that are served as the files they are. */
const OF_EPOCHS: readonly Row[] = [
  { kind: 'prediction', contract: 'nvs.pred.image' },
  { kind: 'ground-truth', contract: 'nvs.gt_inputs.image' },
  { kind: 'metric-inputs', contract: 'nvs.inputs.image', tiles: ['render', 'ground truth', 'blend'] },
  { kind: 'render-and-ground-truth', contract: 'nvs.viz.render-vs-gt', tiles: ['render', 'ground truth'] },
  { kind: 'white-background', contract: 'nvs.viz.white-background' },
  { kind: 'diffusion', contract: 'nvs.viz.difix' },
  { kind: 'source-view', contract: 'pose_smplx.viz.image' },
];
const GENERATED: readonly Row[] = [
  {
    kind: 'generated-view',
    contract: 'nv-generation.image',
    tiles: ['masked reference', 'raw render', 'refined'],
  },
  { kind: 'generated-mask', contract: 'nv-generation.mask' },
  { kind: 'generated-depth', contract: 'nv-generation.depth' },
];

/** All series of pictures of a run. `sourceCamera` is the camera of what has none in its name. */
export function pictureSeries(
  inventory: Inventory,
  id: RunId,
  epochs: readonly number[],
  sourceCamera: number | undefined,
): readonly PictureSeries[] {
  const files = (rows: readonly Row[], ids: PathIds, where: Pick<PictureSeries, 'epoch' | 'split'>) =>
    rows.flatMap(({ kind, contract, tiles }) =>
      series(
        kind,
        'color',
        { ...where, ...(tiles && { tiles }) },
        inventory.frames(contract, ids).map((folder) => filePictures(id, folder)),
      ),
    );
  return [
    ...epochs.flatMap((epoch) => [
      ...files(OF_EPOCHS, { epoch }, { epoch }),
      ...series('background-depth', 'depth', { epoch }, backgroundDepths(inventory, id, epoch, sourceCamera)),
    ]),
    ...SPLITS.flatMap((split) => [
      ...files([{ kind: 'input', contract: 'input.image' }], { split }, { split }),
      ...series('masks', 'classes', { split }, masks(inventory, id, split)),
      ...series(
        'depth',
        'depth',
        { split },
        inventory
          .frames('input.depth', { split })
          .map(({ ids, frames }) =>
            derivedPictures(ids.camera!, frames, `derived/${id}/depths/${split}/${ids.camera}`),
          ),
      ),
    ]),
    ...files(GENERATED, {}, { split: 'train' }),
  ];
}

function series(
  kind: PictureKind,
  pixels: Pixels,
  where: Pick<PictureSeries, 'epoch' | 'split' | 'tiles'>,
  cameras: readonly CameraPictures[],
): readonly PictureSeries[] {
  return cameras.length === 0 ? [] : [{ kind, pixels, ...where, cameras }];
}

function filePictures(id: RunId, { path, ids, frames, fileAt }: FrameFolder): CameraPictures {
  const folder = `files/${id}/${encodePath(path)}`;
  const first = fileAt(0).path;
  const extension = first.slice(first.lastIndexOf('.'));
  const others: Record<string, string> = {};
  for (const [i, frame] of frames.entries()) {
    const name = fileAt(i).path.slice(path.length + 1);
    if (name !== `${String(frame).padStart(6, '0')}${extension}`) others[frame] = `${folder}/${encodePath(name)}`;
  }
  return {
    camera: ids.camera!,
    frames: toRanges(frames),
    url: `${folder}/{frame}${extension}`,
    mediaType: /^\.png$/i.test(extension) ? 'image/png' : 'image/jpeg',
    ...(Object.keys(others).length > 0 && { others }),
  };
}

function derivedPictures(camera: number, frames: readonly number[], folder: string): CameraPictures {
  return { camera, frames: toRanges(frames), url: `${folder}/{frame}.png`, mediaType: 'image/png' };
}

/** Union and persons of one camera are one picture, see `Pixels`. */
function masks(inventory: Inventory, id: RunId, split: Split): readonly CameraPictures[] {
  const cameras = new Map<number, Set<number>>();
  for (const contract of ['input.mask.union', 'input.mask.person'] as const)
    for (const { ids, frames } of inventory.frames(contract, { split })) {
      const all = cameras.get(ids.camera!) ?? new Set();
      for (const frame of frames) all.add(frame);
      cameras.set(ids.camera!, all);
    }
  return [...cameras]
    .sort(([a], [b]) => a - b)
    .map(([camera, frames]) =>
      derivedPictures(
        camera,
        [...frames].sort((a, b) => a - b),
        `derived/${id}/masks/${split}/${camera}`,
      ),
    );
}

function backgroundDepths(
  inventory: Inventory,
  id: RunId,
  epoch: number,
  sourceCamera: number | undefined,
): readonly CameraPictures[] {
  const camera = inventory.frames('pose_smplx.viz.image', { epoch })[0]?.ids.camera ?? sourceCamera;
  if (camera === undefined) return [];
  return inventory
    .frames('pose_smplx.viz.background-depth', { epoch })
    .map(({ frames }) => derivedPictures(camera, frames, `derived/${id}/background-depths/${epoch}`));
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
