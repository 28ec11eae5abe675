/**
 * Which epochs are complete, and what the others lack. A trainer lists an epoch before it evaluates it, so the last
 * one may be under way; what tells a running or killed job from a loss is that nothing later has been written.
 * @module
 */
import {
  type ContractId,
  type ContractPrefix,
  FILE_CONTRACTS,
  FOLDER_CONTRACTS,
  formatEpoch,
  listedEpochs,
  type Manifest,
  TASKS,
  type Task,
} from '@outlay/schema';
import type { Inventory } from './inventory.ts';

/** A folder or file that the contract requires and that is not there. */
export interface MissingPart {
  readonly kind: 'folder' | 'file';
  readonly path: string;
  readonly task?: Task;
  /** Id of the file contract. */
  readonly contract?: ContractId;
  readonly doc: string;
}

/** An evaluation epoch, listed or on disk. */
export interface EpochState {
  readonly epoch: number;
  readonly listed: boolean;
  /** Folder on disk, as it is written there. */
  readonly path: string | undefined;
  /**
   * `complete`: everything required is there. `in-progress`: the last one, parts are to come. `pending`: listed,
   * nothing there yet. `incomplete`: parts are missing that will not come any more. `missing`: listed, nothing
   * there, though later epochs are.
   */
  readonly state: 'complete' | 'in-progress' | 'pending' | 'incomplete' | 'missing';
  /** Tasks that have files. */
  readonly tasks: readonly Task[];
  readonly missing: readonly MissingPart[];
  /** Pose tasks that have predictions, but neither metrics nor ground truth. */
  readonly withoutGroundTruth: readonly Task[];
}

/** The states of all epochs that are listed or on disk, ascending. */
export function epochStates(manifest: Manifest | undefined, inventory: Inventory): readonly EpochState[] {
  const listed = manifest ? listedEpochs(manifest) : [];
  const folders = new Map<number, string>();
  for (const { path, position } of inventory.folders)
    if (position.contract?.pattern === 'evaluation/{epoch}') folders.set(position.ids.epoch as number, path);
  const epochs = [...new Set([...listed, ...folders.keys()])].sort((a, b) => a - b);
  const tasksOf = new Map(epochs.map((epoch) => [epoch, TASKS.filter((task) => hasFiles(inventory, task, epoch))]));
  const lastWithFiles = Math.max(-1, ...epochs.filter((epoch) => (tasksOf.get(epoch)?.length ?? 0) > 0));
  return epochs.map((epoch): EpochState => {
    const tasks = tasksOf.get(epoch) ?? [];
    const path = folders.get(epoch);
    const base = { epoch, listed: listed.includes(epoch), path, tasks, missing: [], withoutGroundTruth: [] };
    if (tasks.length === 0) return { ...base, state: epoch > lastWithFiles ? 'pending' : 'missing' };
    const required = manifest && base.listed ? manifest.tasks : [];
    // Where one epoch has ground truth the scene has it; an epoch without was not finished.
    const withoutGroundTruth = tasks.filter(
      (task) => task !== 'nvs' && epochs.every((other) => lacksGroundTruth(inventory, task, other)),
    );
    const missing = required.flatMap((task) =>
      withoutGroundTruth.includes(task) ? [] : missingParts(inventory, task, epoch, path ?? formatEpoch(epoch)),
    );
    const facts = { ...base, missing, withoutGroundTruth };
    if (missing.length === 0) return { ...facts, state: 'complete' };
    const isUnderWay =
      epoch === lastWithFiles && missing.every(({ task }) => !laterStageStarted(inventory, task, epoch));
    return { ...facts, state: isUnderWay ? 'in-progress' : 'incomplete' };
  });
}

function hasFiles(inventory: Inventory, task: Task, epoch: number): boolean {
  return inventory.has(`${task}.`, { epoch });
}

function lacksGroundTruth(inventory: Inventory, task: Task, epoch: number): boolean {
  const isEmpty = (part: 'metrics.' | 'gt_inputs.'): boolean => !inventory.has(`${task}.${part}`, { epoch });
  return isEmpty('metrics.') && isEmpty('gt_inputs.');
}

/** The trainer's order: nvs, then pose (SMPL-X, SMPL), then the qualitative dump below pose_smplx/viz. */
function laterStageStarted(inventory: Inventory, task: Task | undefined, epoch: number): boolean {
  const later = task === undefined ? [] : TASKS.slice(TASKS.indexOf(task) + 1);
  const isStarted = (prefix: ContractPrefix): boolean => inventory.has(prefix, { epoch });
  return (
    isStarted('pose_smplx.viz.') ||
    later.some((next) => (['pred.', 'gt_inputs.', 'metrics.'] as const).some((part) => isStarted(`${next}.${part}`)))
  );
}

function missingParts(inventory: Inventory, task: Task, epoch: number, epochPath: string): readonly MissingPart[] {
  const known = new Set(inventory.folders.map(({ position }) => position.canonicalPath));
  const place = (pattern: string): string => pattern.replace('evaluation/{epoch}', epochPath);
  const canonical = (pattern: string): string => pattern.replace('{epoch}', formatEpoch(epoch));
  const root = `evaluation/{epoch}/${task}`;
  const folders = FOLDER_CONTRACTS.filter(
    ({ need, when, pattern }) => need === 'must' && when === task && !known.has(canonical(pattern)),
  );
  if (folders.some(({ pattern }) => pattern === root))
    return [{ kind: 'folder', path: place(root), task, doc: `Outputs of ${task}.` }];
  const gone = folders.map(({ pattern }) => `${pattern}/`);
  const files = FILE_CONTRACTS.filter(
    ({ id, need, when, pattern }) =>
      need === 'must' &&
      when === task &&
      inventory.file(id, { epoch }) === undefined &&
      !gone.some((folder) => pattern.startsWith(folder)),
  );
  return [
    ...folders.map(({ pattern, doc }): MissingPart => ({ kind: 'folder', path: place(pattern), task, doc })),
    ...files.map(
      ({ pattern, id, doc }): MissingPart => ({ kind: 'file', path: place(pattern), task, contract: id, doc }),
    ),
  ];
}
