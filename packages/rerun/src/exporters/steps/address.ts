/**
 * Where a step is in a recording, in parts; the path is formatted once, when the step is made.
 * @module
 */
import { type EntityAddress, entityPathOf, entityPatternOf } from '@outlay/schema/names';

/** The address of an entity, or the path of one that is not of the contract, for kinds of recordings of others. */
export type StepAddress = EntityAddress | { readonly root: 'other'; readonly path: string };

/** Members of an address to look for. */
export interface AddressParts {
  readonly root?: StepAddress['root'];
  /** Run of a comparison, as it is in the path. */
  readonly run?: string;
  readonly split?: string;
  readonly body?: string;
  readonly task?: string;
  readonly role?: string;
  readonly space?: string;
  readonly part?: string;
  readonly camera?: number;
  readonly person?: number | undefined;
}

/** Has an address all these parts? Parts that are `undefined` are not asked for. */
export function isAt(address: StepAddress, parts: AddressParts): boolean {
  for (const [name, value] of Object.entries(parts))
    if (value !== undefined && (address as Readonly<Record<string, unknown>>)[name] !== value) return false;
  return true;
}

/** The camera that an address is of. */
export const cameraOf = (address: StepAddress): number | undefined =>
  'camera' in address ? address.camera : undefined;

/** The entity path. */
export const pathOf = (address: StepAddress): string =>
  address.root === 'other' ? address.path : entityPathOf(address);

/** The path below its root, `cam_*` and the like for the one it is of, and who that is: `nvs/pred/cam_*`, 4. */
export function patternOf(address: StepAddress): { readonly pattern: string; readonly id: number | undefined } {
  if (address.root === 'other') return { pattern: address.path, id: undefined };
  const isRun = address.root === 'evaluation' && address.run !== undefined;
  const root = address.root === 'evaluation' ? { root: address.root, epoch: address.epoch } : { root: address.root };
  const { camera, person, sample } = address as { camera?: number; person?: number; sample?: number };
  return {
    // In a comparison the run belongs to what is named, and so does its epoch.
    pattern: entityPatternOf(address).slice(isRun ? '/runs/'.length : entityPathOf(root as EntityAddress).length + 1),
    id: camera ?? person ?? sample,
  };
}
