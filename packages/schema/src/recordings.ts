/**
 * Names of the recordings in `<exp>/rerun/`.
 * @module
 */
import { formatEpoch, parseEpoch } from './ids.ts';
import { TASKS, type Task } from './vocabulary.ts';

/** What a recording holds. */
export type RecordingKind =
  | { readonly kind: 'input_data' }
  | { readonly kind: 'training_artifacts' }
  | { readonly kind: 'evaluation'; readonly epoch: number }
  | { readonly kind: Task; readonly epoch: number }
  | { readonly kind: 'gaussians' | 'nv_generation'; readonly epoch: number };

/** `{ kind: 'evaluation', epoch: 30 }` → `evaluation_epoch_0030.rrd`. @throws RangeError for a bad epoch number. */
export function formatRecordingName(recording: RecordingKind): string {
  return 'epoch' in recording ? `${recording.kind}_${formatEpoch(recording.epoch)}.rrd` : `${recording.kind}.rrd`;
}

const PER_EPOCH = ['evaluation', ...TASKS, 'gaussians', 'nv_generation'] as const;

/** `evaluation_epoch_0030.rrd` → `{ kind: 'evaluation', epoch: 30 }`; `undefined` when the name is none of ours. */
export function parseRecordingName(name: string): RecordingKind | undefined {
  if (name === 'input_data.rrd') return { kind: 'input_data' };
  if (name === 'training_artifacts.rrd') return { kind: 'training_artifacts' };
  for (const kind of PER_EPOCH) {
    if (!name.startsWith(`${kind}_epoch_`) || !name.endsWith('.rrd')) continue;
    const epoch = parseEpoch(name.slice(kind.length + 1, -4));
    if (epoch !== undefined) return { kind, epoch };
  }
  return undefined;
}
