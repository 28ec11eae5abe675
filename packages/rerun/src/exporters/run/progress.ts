/**
 * What an export tells while it runs and when it is done.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import type { RecordingIdentity } from '../recordings/identity.ts';
import type { LeftOut } from '../steps/step-list.ts';

/** Something an export says while it runs. */
export type ExportEvent =
  /** The plan is made; `total` values (one entity at one frame) will be read. */
  | { readonly kind: 'start'; readonly recording: RecordingIdentity; readonly total: number }
  /** `done` of `total` values are written; `entity` is what is being written. */
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly entity: string }
  /** Next bytes of the file, in order; absent when a sink takes them. The buffer is the receiver's. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Something is wrong with the experiment and was left out; comes once per kind and folder. */
  | { readonly kind: 'problem'; readonly problem: Diagnostic };

/** What an export did. Every value of the selection was written or is accounted for in `problems` or `leftOut`. */
export interface ExportSummary extends RecordingIdentity {
  /** Entities with data. */
  readonly entities: number;
  /** Rows over all entities. */
  readonly rows: number;
  readonly frames: { readonly count: number; readonly first?: number; readonly last?: number };
  /** Size of the recording in bytes. */
  readonly bytes: number;
  readonly problems: readonly Diagnostic[];
  readonly leftOut: readonly LeftOut[];
}
