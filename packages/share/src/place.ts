/**
 * Where an experiment goes at a target: as labs already lay out their data sets, `experiments/<exp>/<scene>/`.
 * @module
 */

/** Names of an experiment, from its manifest. */
export interface SharedName {
  readonly experiment: string;
  readonly scene: string;
}

/** Folder of an experiment at a target. Names come from a file: none leads out of the folder, none needs escaping. */
export function placeOf({ experiment, scene }: SharedName): string {
  return `experiments/${safeName(experiment)}/${safeName(scene)}`;
}

/** Folder of the recordings of an experiment. */
export const RECORDINGS_FOLDER = 'rerun_files';

const safeName = (name: string): string => name.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '_') || '_';
