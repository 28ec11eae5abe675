import type { ContractId } from '@outlay/schema';
import { BODY_MODELS, type Diagnostic, type Split } from '@outlay/schema';
import type { BodyParameters, InputCamera, InputSplit, NvGenerationCamera, Series } from '@outlay/schema/port';
import type { Inventory } from '../scan/inventory.ts';
import type { FileSource } from '../source/file-source.ts';
import { parentPath } from '../source/source-path.ts';
import { bodyDecoder, cameraDecoder, depthDecoder, imageDecoder } from './decoders.ts';
import type { ExperimentFiles } from './experiment-files.ts';
import { MAX_MASK_PERSON, maskSeries } from './mask-series.ts';
import { mergeFrames } from './merge-frames.ts';
import { fileSeries } from './series.ts';
import { readSkippedFrames } from './skipped-frames.ts';

/** `input_data/train` or `input_data/test`; `undefined` when there is nothing of it. */
export async function openInputSplit(
  files: ExperimentFiles,
  split: Split,
  kindOf: (camera: number) => InputCamera['kind'],
  problems: Diagnostic[],
): Promise<InputSplit | undefined> {
  const { source, inventory } = files;
  if (!inventory.folders.some(({ position }) => position.canonicalPath === `input_data/${split}`)) return undefined;
  const bodies: { smplx?: Series<BodyParameters>; smpl?: Series<BodyParameters> } = {};
  for (const model of BODY_MODELS) {
    const folder = inventory.frames(`input.${model}`, { split })[0];
    if (folder) bodies[model] = fileSeries(source, folder.path, folder, () => bodyDecoder);
  }
  const ids = [...CAMERA_CONTRACTS, 'input.mask.union' as const, 'input.mask.person' as const].flatMap((contract) =>
    inventory.frames(contract, { split }).map((folder) => folder.ids.camera!),
  );
  const cameras = [...new Set(ids)].sort((a, b) => a - b);
  return {
    split,
    cameras: cameras.map((camera) => openInputCamera(files, split, camera, kindOf(camera))),
    bodies,
    skipFrames: await readSkippedFrames(source, inventory, split, problems),
  };
}

const CAMERA_CONTRACTS = ['input.image', 'input.depth', 'input.camera'] as const;

function openInputCamera(
  { source, inventory, decoders }: ExperimentFiles,
  split: Split,
  camera: number,
  kind: InputCamera['kind'],
): InputCamera {
  const folder = (contract: ContractId) => inventory.frames(contract, { split, camera })[0];
  const images = folder('input.image');
  const depths = folder('input.depth');
  const cameras = folder('input.camera');
  const union = inventory.frames('input.mask.union', { split, camera });
  const persons = inventory
    .frames('input.mask.person', { split, camera })
    .filter(({ ids }) => ids.person! <= MAX_MASK_PERSON);
  const masks = [...union, ...persons];
  return {
    camera,
    kind,
    maskPersons: persons.map(({ ids }) => ids.person!),
    ...(images ? { images: fileSeries(source, images.path, images, () => imageDecoder) } : {}),
    ...(masks[0] ? { masks: maskSeries({ source, decoders }, parentPath(masks[0].path), mergeFrames(masks)) } : {}),
    ...(depths ? { depths: fileSeries(source, depths.path, depths, () => depthDecoder) } : {}),
    ...(cameras ? { cameras: fileSeries(source, cameras.path, cameras, cameraDecoder) } : {}),
  };
}

/** Debug pictures of view generation, ascending by camera. */
export function openNvGeneration(source: FileSource, inventory: Inventory): readonly NvGenerationCamera[] {
  const parts = {
    triplets: 'nv-generation.image',
    masks: 'nv-generation.mask',
    depths: 'nv-generation.depth',
  } as const;
  const cameras = Object.values(parts).flatMap((contract) => inventory.frames(contract).map(({ ids }) => ids.camera!));
  return [...new Set(cameras)]
    .sort((a, b) => a - b)
    .map((camera) => {
      const series = Object.entries(parts).flatMap(([part, contract]) =>
        inventory
          .frames(contract, { camera })
          .slice(0, 1)
          .map((folder) => [part, fileSeries(source, folder.path, folder, () => imageDecoder)] as const),
      );
      return { camera, ...Object.fromEntries(series) };
    });
}
