import type { ContractId } from '@outlay/schema';
import { SPLITS, type Split } from '@outlay/schema';
import { unionOfFrames } from '@outlay/schema/names';
import { framesOf, lacking } from '../../frames/sets.ts';
import type { Issue } from '../../issues/issue.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import type { CheckContext } from '../context.ts';
import { sameFrames } from './nvs-frames.ts';

/** Has every picture of `input_data/` its camera, mask and depth? */
export function* inputFramesPaired(context: CheckContext): Generator<Issue> {
  const { inventory } = context;
  for (const split of SPLITS) {
    const images = inventory.frames('input.image', { split });
    const cameras = inventory.frames('input.camera', { split });
    const ids = unionOfFrames([...images, ...cameras].map((folder) => [folder.ids.camera as number]));
    for (const camera of ids) yield* ofCamera(context, split, camera);
    if (split === 'test') yield* sameFrames(images);
  }
  yield* trainAgainstTest(context);
}

function* ofCamera({ inventory }: CheckContext, split: Split, camera: number): Generator<Issue> {
  const folder = (contract: ContractId): FrameFolder | undefined => inventory.frames(contract, { split, camera })[0];
  const image = folder('input.image');
  const pictures = framesOf(image);
  const pathOf = (kind: string): string => `input_data/${split}/${kind}/${camera}`;
  const imagePath = image?.path ?? pathOf('images');

  // Without any file of a kind in the whole split, one finding says so (recommended files); not one per camera.
  const hasKind = (contract: ContractId): boolean => inventory.frames(contract, { split }).length > 0;
  const cameraFolder = folder('input.camera');
  const withoutCamera = lacking(pictures, framesOf(cameraFolder));
  if (withoutCamera.length > 0 && hasKind('input.camera'))
    yield {
      name: 'camera-file-missing',
      path: cameraFolder?.path ?? pathOf('all_cameras'),
      other: imagePath,
      frames: withoutCamera,
    };
  const withoutImage = lacking(framesOf(cameraFolder), pictures);
  if (withoutImage.length > 0 && hasKind('input.image') && cameraFolder)
    yield { name: 'image-missing', path: imagePath, other: cameraFolder.path, frames: withoutImage };

  const union = folder('input.mask.union');
  const withoutMask = lacking(pictures, framesOf(union));
  if (withoutMask.length > 0 && hasKind('input.mask.union'))
    yield {
      name: 'mask-missing',
      path: union?.path ?? `${pathOf('seg/img_seg_mask')}/all`,
      other: imagePath,
      frames: withoutMask,
    };
  for (const person of inventory.frames('input.mask.person', { split, camera })) {
    const frames = lacking(framesOf(union), framesOf(person));
    if (union && frames.length > 0) yield { name: 'mask-missing', path: person.path, other: union.path, frames };
  }

  const depth = folder('input.depth');
  const isDepthExpected = split === 'train' && hasKind('input.depth');
  const withoutDepth = lacking(pictures, framesOf(depth));
  if (withoutDepth.length > 0 && (depth || isDepthExpected))
    yield { name: 'depth-missing', path: depth?.path ?? pathOf('depths'), other: imagePath, frames: withoutDepth };
}

function* trainAgainstTest({ inventory, manifest }: CheckContext): Generator<Issue> {
  const camera = manifest?.source_camera_id;
  if (camera === undefined) return;
  const frames = (split: Split): number => framesOf(inventory.frames('input.image', { split, camera })[0]).length;
  const [train, test] = [frames('train'), frames('test')];
  if (train > 0 && test > 0 && train !== test)
    yield { name: 'train-test-frames-differ', path: `input_data/test/images/${camera}`, camera, train, test };
}
