import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { formatEpoch, type Manifest, TASKS } from '@outlay/schema';
import { nativeSha256 } from '@outlay/schema/kernel';
import type { FingerprintPart, InputFile } from '@outlay/schema/port';
import type { FileSource } from '../file-source.ts';
import { compareNames } from '../source-path.ts';
import type { Inventory } from './inventory.ts';

/** Hex digits kept: 128 bits, so that equal texts mean equal inputs. */
const DIGITS = 32;

/**
 * 32 hex digits over names and sizes of the files behind a recording, and over what of the manifest shapes it.
 * Not over `eval_epochs`: another epoch does not make a recording of this one stale.
 */
export function fingerprintOf(
  source: FileSource,
  inventory: Inventory,
  manifest: Manifest,
  part: FingerprintPart,
): string {
  const lines = [...pathsOf(inventory, part)].sort(compareNames).map((path) => `${path}\t${source.size(path) ?? '?'}`);
  const about = [
    nameOf(part),
    manifest.exp_name,
    manifest.scene_name,
    manifest.tasks,
    manifest.source_camera_id ?? null,
    manifest.nvs_cameras ?? null,
    manifest.pose_eval_world_alignment_method ?? null,
  ];
  const text = utf8ToBytes([JSON.stringify(about), ...lines].join('\n'));
  return bytesToHex(nativeSha256(text) ?? sha256(text)).slice(0, DIGITS);
}

/** The files behind a recording, looked at now. */
export async function inputFilesOf(
  source: FileSource,
  inventory: Inventory,
  part: FingerprintPart,
): Promise<readonly InputFile[]> {
  const paths = [...pathsOf(inventory, part)].sort(compareNames);
  const stats = await source.stat?.(paths);
  return paths.map((path, i) => {
    const { bytes, modified } = stats?.[i] ?? { bytes: stats === undefined ? source.size(path) : undefined };
    return { path, ...(bytes === undefined ? {} : { bytes }), ...(modified === undefined ? {} : { modified }) };
  });
}

/** Debug pictures of view generation, which are in two recordings. */
const GENERATED = ['nv-generation.image', 'nv-generation.mask', 'nv-generation.depth'] as const;

function nameOf(part: FingerprintPart): string {
  if (typeof part === 'string') return part;
  if ('nvGeneration' in part) return `nv_generation ${formatEpoch(part.nvGeneration)}`;
  return [formatEpoch(part.evaluation), ...(part.task === undefined ? [] : [part.task])].join(' ');
}

function pathsOf(inventory: Inventory, part: FingerprintPart): readonly string[] {
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
