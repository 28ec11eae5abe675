import type { FileContract, FolderContract } from '../file-contract.ts';
import { TASKS } from '../vocabulary.ts';
import { INPUT_DATA_FILES } from './input-data.ts';
import { NVS_FILES } from './nvs.ts';
import { POSE_FILES } from './pose.ts';

const FIGURE = { kind: 'image', mediaTypes: ['image/jpeg', 'image/png'], doc: 'figure' } as const;

const ROWS = [
  {
    id: 'manifest',
    pattern: 'manifest.json',
    need: 'must',
    content: { kind: 'json' },
    doc: 'What this experiment is: name, scene, tasks, evaluation epochs, cameras.',
  },
  {
    id: 'training.rgb',
    pattern: 'training_artifacts/{epoch}/rgb/rgb_loss_input_cam{camera}_{frame}.png',
    need: 'may',
    content: { kind: 'image', mediaTypes: ['image/png'], doc: 'three tiles: render, masked ground truth, blend' },
    doc: 'Loss inputs of random samples.',
  },
  {
    id: 'training.depth.histogram',
    pattern: 'training_artifacts/{epoch}/depth/depth_comparison_cam{camera}_frame_{frame}_hist.png',
    need: 'may',
    content: FIGURE,
    doc: 'Depth histogram.',
  },
  {
    id: 'training.depth',
    pattern: 'training_artifacts/{epoch}/depth/depth_comparison_cam{camera}_frame_{frame}.png',
    need: 'may',
    content: FIGURE,
    doc: 'Depth comparison.',
  },
  {
    id: 'training.gt_input',
    pattern: 'training_artifacts/{epoch}/gt_input/gt_image_and_mask_comparison_cam{camera}_frame_{frame}.png',
    need: 'may',
    content: FIGURE,
    doc: 'Picture, mask, masked picture.',
  },
  ...INPUT_DATA_FILES,
  ...NVS_FILES,
  ...POSE_FILES,
  {
    id: 'rerun',
    pattern: 'rerun/{recording}',
    need: 'may',
    content: { kind: 'any' },
    doc: 'Exported recordings.',
  },
] as const satisfies readonly FileContract[];

/** Id of a row of {@link FILE_CONTRACTS}. */
export type ContractId = (typeof ROWS)[number]['id'];
/** What ids of {@link FILE_CONTRACTS} begin with: whole levels, with or without the dot after them. */
export type ContractPrefix = PrefixOf<ContractId>;
type PrefixOf<Id extends string> = Id extends `${infer Level}.${infer Rest}`
  ? Level | `${Level}.` | `${Level}.${PrefixOf<Rest>}`
  : Id;

/** Every file of the layout, in the order of the specification. The one table everything else is derived from. */
export const FILE_CONTRACTS: readonly FileContract<ContractId>[] = ROWS;

/** Folders that the layout names, beyond those implied by {@link FILE_CONTRACTS}. */
export const FOLDER_CONTRACTS: readonly FolderContract[] = [
  { pattern: 'training_artifacts', need: 'should', doc: 'Training-time diagnostics.' },
  { pattern: 'input_data', need: 'should', doc: 'Exact data used by training and evaluation.' },
  { pattern: 'input_data/train', need: 'should', doc: 'Core train inputs, virtual cameras included.' },
  { pattern: 'input_data/test', need: 'should', doc: 'Evaluation inputs.' },
  { pattern: 'evaluation', need: 'must', doc: 'Task outputs at evaluation epochs.' },
  { pattern: 'evaluation/{epoch}', need: 'must', doc: 'One evaluation epoch listed in the manifest.' },
  ...TASKS.flatMap((task): readonly FolderContract[] => [
    { pattern: `evaluation/{epoch}/${task}`, need: 'must', when: task, doc: `Outputs of ${task}.` },
    { pattern: `evaluation/{epoch}/${task}/inputs`, need: 'should', when: task, doc: 'Metric inputs.' },
    { pattern: `evaluation/{epoch}/${task}/pred`, need: 'must', when: task, doc: 'Predictions.' },
    { pattern: `evaluation/{epoch}/${task}/gt_inputs`, need: 'must', when: task, doc: 'Ground truth.' },
    { pattern: `evaluation/{epoch}/${task}/metrics`, need: 'must', when: task, doc: 'Metric files.' },
    { pattern: `evaluation/{epoch}/${task}/viz`, need: 'may', when: task, doc: 'Visualisations.' },
  ]),
];

/** The contract with an id. @throws RangeError for an unknown id, where types are not checked. */
export function fileContract(id: ContractId): FileContract<ContractId> {
  const found = FILE_CONTRACTS.find((contract) => contract.id === id);
  if (!found) throw new RangeError(`Unknown file contract '${id}'.`);
  return found;
}
