import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { formatEpoch, type Manifest, TASKS } from '@outlay/schema';
import type { FingerprintPart, InputFile } from '@outlay/schema/port';
import { sha256 } from '@outlay-internal/kernel/sha256';
import type { Inventory } from '../scan/inventory.ts';
import type { FileSource } from '../source/file-source.ts';
import { compareNames } from '../source/source-path.ts';

/** Hex digits kept: 128 bits, so that equal texts mean equal inputs. */
const DIGITS = 32;

/**
 * 32 hex digits over names and sizes of the files behind a recording, and over what of the manifest shapes it.
 * Not over `eval_epochs`: another epoch does not make a recording of this one stale.
 * @param files Ascending by path.
 */
export function fingerprintOf(
  manifest: Manifest,
  sourceCamera: number | undefined,
  part: FingerprintPart,
  files: readonly InputFile[],
): string {
  const lines = files.map(({ path, bytes }) => `${path}\t${bytes ?? '?'}`);
  const about = [
    nameOf(part),
    manifest.exp_name,
    manifest.scene_name,
    manifest.tasks,
    sourceCamera ?? null,
    manifest.nvs_cameras ?? null,
    manifest.pose_eval_world_alignment_method ?? null,
  ];
  const text = utf8ToBytes([JSON.stringify(about), ...lines].join('\n'));
  return bytesToHex(sha256(text)).slice(0, DIGITS);
}

/** The files behind a recording, ascending by path, with the sizes that the source knows. */
export function filesOf(source: FileSource, inventory: Inventory, part: FingerprintPart): readonly InputFile[] {
  return pathsOf(inventory, part).map((path) => inputFile(path, source.size(path)));
}

/** The same, looked at now. */
export async function lookAtFilesOf(
  source: FileSource,
  inventory: Inventory,
  part: FingerprintPart,
): Promise<readonly InputFile[]> {
  const paths = pathsOf(inventory, part);
  const stats = await source.stat?.(paths);
  if (stats === undefined) return filesOf(source, inventory, part);
  return paths.map((path, i) => ({ path, ...stats[i] }));
}

function inputFile(path: string, bytes: number | undefined): InputFile {
  return { path, ...(bytes === undefined ? {} : { bytes }) };
}

/** Debug pictures of view generation, which are in two recordings. */
const GENERATED = ['nv-generation.image', 'nv-generation.mask', 'nv-generation.depth'] as const;

function nameOf(part: FingerprintPart): string {
  if (typeof part === 'string') return part;
  if ('nvGeneration' in part) return `nv_generation ${formatEpoch(part.nvGeneration)}`;
  return [formatEpoch(part.evaluation), ...(part.task === undefined ? [] : [part.task])].join(' ');
}

function pathsOf(inventory: Inventory, part: FingerprintPart): readonly string[] {
  return [...unsortedPathsOf(inventory, part)].sort(compareNames);
}

function unsortedPathsOf(inventory: Inventory, part: FingerprintPart): readonly string[] {
  const generated = () => GENERATED.flatMap((contract) => inventory.paths(contract));
  if (part === 'input_data') return [...inventory.paths('input.'), ...generated()];
  if (part === 'training_artifacts') return inventory.paths('training.');
  if ('evaluation' in part) {
    const tasks = part.task === undefined ? TASKS : [part.task];
    return [
      ...tasks.flatMap((task) => inventory.paths(`${task}.`, { epoch: part.evaluation })),
      ...(tasks.includes('nvs') ? inventory.paths('input.camera', { split: 'test' }) : []),
    ];
  }
  return [
    ...generated(),
    ...inventory.paths('nv-generation.pose-state', { epoch: part.nvGeneration }),
    ...inventory.paths('input.camera', { split: 'train' }),
    ...inventory.paths('input.image', { split: 'train' }),
  ];
}
