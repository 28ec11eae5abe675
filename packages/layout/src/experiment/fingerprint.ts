import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { formatEpoch, type Manifest } from '@outlay/schema';
import type { Experiment } from '@outlay/schema/port';
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
  part: Parameters<Experiment['fingerprint']>[0],
): string {
  const paths =
    part === 'input_data'
      ? inventory.paths('input.')
      : [...EVALUATION.flatMap((task) => inventory.paths(task, { epoch: part.evaluation })), ...testCameras(inventory)];
  const lines = [...paths].sort(compareNames).map((path) => `${path}\t${source.size(path) ?? '?'}`);
  const about = [
    part === 'input_data' ? part : formatEpoch(part.evaluation),
    manifest.exp_name,
    manifest.scene_name,
    manifest.tasks,
    manifest.source_camera_id ?? null,
    manifest.nvs_cameras ?? null,
    manifest.pose_eval_world_alignment_method ?? null,
  ];
  return bytesToHex(sha256(utf8ToBytes([JSON.stringify(about), ...lines].join('\n')))).slice(0, DIGITS);
}

const EVALUATION = ['nvs.', 'pose_smplx.', 'pose_smpl.'] as const;

function testCameras(inventory: Inventory): readonly string[] {
  return inventory.paths('input.camera', { split: 'test' });
}
