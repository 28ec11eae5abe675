/**
 * 20xx: the manifest, and what it says against what is there.
 * @module
 */
import { formatCam, formatCamera, layoutVersionAdvice } from '@outlay/schema/names';
import { printable } from '../source/source-path.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** Issues about `manifest.json`. */
export type ManifestIssue =
  | (IssueBase & { readonly name: 'manifest-missing' })
  | (IssueBase & { readonly name: 'manifest-not-json'; readonly expected: string; readonly actual: string })
  | (IssueBase & { readonly name: 'layout-version-unknown'; readonly expected: string; readonly actual: string })
  | (IssueBase & { readonly name: 'manifest-key-missing'; readonly key: string; readonly nearMiss?: string })
  | (IssueBase & {
      readonly name: 'manifest-value-bad';
      readonly at: string;
      readonly expected: string;
      readonly actual: string;
      readonly nearMiss?: string;
    })
  | (IssueBase & { readonly name: 'manifest-key-near-miss'; readonly key: string; readonly nearMiss: string })
  | (IssueBase & { readonly name: 'experiment-name-differs'; readonly expName: string; readonly folder: string })
  | (IssueBase & { readonly name: 'scene-name-differs'; readonly sceneName: string; readonly folder: string })
  | (IssueBase & { readonly name: 'experiment-moved'; readonly experiment: string; readonly folder: string })
  | (IssueBase & { readonly name: 'manifest-value-twice'; readonly key: string; readonly value: string })
  | (IssueBase & { readonly name: 'nvs-camera-missing'; readonly camera: number })
  | (IssueBase & {
      readonly name: 'source-camera-missing';
      readonly camera: number;
      readonly present: readonly number[];
    })
  | (IssueBase & {
      readonly name: 'virtual-camera-id-taken';
      readonly camera: number;
      readonly rival: 'source' | 'evaluation';
    })
  | (IssueBase & { readonly name: 'nvs-camera-not-listed'; readonly camera: number })
  | (IssueBase & { readonly name: 'recommended-key-missing'; readonly key: string })
  | (IssueBase & {
      readonly name: 'alignment-method-unknown';
      readonly method: string;
      readonly known: readonly string[];
    })
  | (IssueBase & { readonly name: 'manifest-list-empty'; readonly key: string })
  | (IssueBase & { readonly name: 'epochs-not-sorted'; readonly epochs: readonly string[] })
  | (IssueBase & {
      readonly name: 'epoch-in-manifest-not-canonical';
      readonly listed: string;
      readonly canonical: string;
    })
  | (IssueBase & { readonly name: 'manifest-key-repeated'; readonly key: string });

const at = () => 'manifest.json';

/** Codes, severities and sentences of {@link ManifestIssue}. */
export const MANIFEST_ISSUES = {
  'manifest-missing': {
    code: 'OUT2001',
    severity: 'error',
    reason: 'Only the manifest says which tasks and epochs to expect, and which camera is the input.',
    message: () => 'The experiment has no manifest.json.',
    expected: at,
    actual: () => 'no such file',
    fix: () => 'Copy it from the run, or write one with `outlay init`.',
  },
  'manifest-not-json': {
    code: 'OUT2002',
    severity: 'error',
    reason:
      'The trainer rewrites the file in place at every evaluation, so a killed job can leave a cut one. It then forgets the old epochs.',
    message: ({ expected, actual }) => `manifest.json cannot be parsed: expected ${expected}, found ${actual}.`,
    expected: ({ expected }) => expected,
    actual: ({ actual }) => actual,
    fix: () => 'Restore the file from the run, or write it again with `outlay init`.',
  },
  'layout-version-unknown': {
    code: 'OUT2003',
    severity: 'error',
    reason: 'The version decides what every other name means.',
    message: ({ actual }) => `The layout version ${actual} is not one this release reads.`,
    expected: ({ expected }) => expected,
    actual: ({ actual }) => actual,
    fix: ({ actual }) => layoutVersionAdvice(actual),
  },
  'manifest-key-missing': {
    code: 'OUT2004',
    severity: 'error',
    reason: 'The key is required in every manifest.',
    message: ({ key, nearMiss }) =>
      `manifest.json lacks the key "${key}"${nearMiss === undefined ? '' : `; "${nearMiss}" looks like it`}.`,
    expected: ({ key }) => `the key "${key}"`,
    actual: ({ nearMiss }) => (nearMiss === undefined ? 'no such key' : `"${nearMiss}"`),
    fix: ({ key, nearMiss }) => (nearMiss === undefined ? `Add "${key}".` : `Rename "${nearMiss}" to "${key}".`),
    group: ({ key }) => key,
  },
  'manifest-value-bad': {
    code: 'OUT2005',
    severity: 'error',
    reason: 'The value has the wrong type, or is not one of the known words.',
    message: ({ at: place, expected, actual }) => `manifest.json, ${place}: expected ${expected}, found ${actual}.`,
    expected: ({ expected }) => expected,
    actual: ({ actual }) => actual,
    fix: ({ at: place, nearMiss }) =>
      nearMiss === undefined ? `Correct ${place}.` : `Write "${nearMiss}" at ${place}.`,
    group: ({ at: place }) => place,
  },
  'manifest-key-near-miss': {
    code: 'OUT2006',
    severity: 'warning',
    reason: 'Unknown keys are kept but ignored, so a misspelled one silently does nothing.',
    message: ({ key, nearMiss }) =>
      `manifest.json has the key ${printable(key)}, which nothing reads; "${nearMiss}" is probably meant.`,
    expected: ({ nearMiss }) => `"${nearMiss}"`,
    actual: ({ key }) => printable(key),
    fix: ({ key, nearMiss }) => `Rename ${printable(key)} to "${nearMiss}".`,
    group: ({ key }) => key,
  },
  'experiment-name-differs': {
    code: 'OUT2007',
    severity: 'warning',
    reason: 'Tools find an experiment by its folder and label it by its manifest. The two should agree.',
    message: ({ expName, folder }) =>
      `The manifest says exp_name ${printable(expName)}, but the folder is called ${printable(folder)}.`,
    expected: ({ folder }) => folder,
    actual: ({ expName }) => expName,
    fix: () => 'Correct exp_name, or rename the folder.',
  },
  'scene-name-differs': {
    code: 'OUT2008',
    severity: 'warning',
    reason:
      'Trainers put an experiment below a folder named after its scene. This one lies below the folder of another scene, so tables and pages show it under the wrong one.',
    message: ({ sceneName, folder }) =>
      `The manifest says scene_name ${printable(sceneName)}, but the experiment is in the folder of the scene ${printable(folder)}.`,
    expected: ({ folder }) => folder,
    actual: ({ sceneName }) => sceneName,
    fix: () => 'Correct scene_name, or move the experiment below the folder of its scene.',
  },
  'experiment-moved': {
    code: 'OUT2009',
    severity: 'info',
    reason:
      'The parent folder is not a scene folder, so the experiment was probably copied. Tables and recordings use the names in the manifest.',
    message: ({ experiment, folder }) =>
      `The manifest calls the experiment ${printable(experiment)}, but the folders call it ${printable(folder)}.`,
    fix: () => 'Leave it if the experiment was copied on purpose.',
  },
  'manifest-value-twice': {
    code: 'OUT2010',
    severity: 'warning',
    reason: 'Lists in the manifest are sets.',
    message: ({ key, value }) => `manifest.json lists ${value} twice in ${key}.`,
    fix: ({ key, value }) => `Remove one ${value} from ${key}.`,
    group: ({ key }) => key,
  },
  'nvs-camera-missing': {
    code: 'OUT2011',
    severity: 'error',
    reason:
      'A camera of the evaluation has no renders. The trainer stops after the first camera when pictures are not JPEG.',
    message: ({ camera, path }) =>
      `The manifest lists camera ${camera} in nvs_cameras, but ${path} is missing or empty.`,
    expected: ({ camera }) => `renders in ${formatCam(camera)}/metrics_input`,
    actual: () => 'none',
    fix: ({ camera }) => `Run the nvs evaluation again, or remove ${camera} from nvs_cameras.`,
    group: ({ path, camera }) => `${path.replace(/\/cam_\d+$/, '')} ${camera}`,
  },
  'source-camera-missing': {
    code: 'OUT2012',
    severity: 'error',
    reason: 'The source camera is the input view. Training cannot have happened without it.',
    message: ({ camera, present }) =>
      `The source camera ${camera} is not among the cameras of input_data/train (${present.length === 0 ? 'there are none' : present.join(', ')}).`,
    expected: ({ camera }) => `a folder input_data/train/images/${formatCamera(camera)}`,
    actual: ({ present }) => present.join(', ') || 'no cameras',
    fix: () => 'Correct source_camera_id, or copy the pictures of the source camera.',
  },
  'virtual-camera-id-taken': {
    code: 'OUT2013',
    severity: 'error',
    reason: 'A virtual camera with the id of a real one overwrites it.',
    message: ({ camera, rival }) =>
      `Camera ${camera} was synthesised by view generation, but is also the ${rival} camera of the manifest.`,
    fix: () => 'Start the ids of virtual cameras higher (100 by default) and generate the views again.',
  },
  'nvs-camera-not-listed': {
    code: 'OUT2014',
    severity: 'warning',
    reason: 'The renders are probably from an earlier run.',
    message: ({ camera, path }) => `${path} exists, but the manifest does not list camera ${camera} in nvs_cameras.`,
    fix: ({ camera }) => `Add ${camera} to nvs_cameras, or remove the folder.`,
  },
  'recommended-key-missing': {
    code: 'OUT2015',
    severity: 'info',
    reason: 'Viewers need to know which camera is the input and which are held out.',
    message: ({ key }) => `manifest.json has no "${key}".`,
    expected: ({ key }) => `the key "${key}"`,
    actual: () => 'no such key',
    fix: ({ key }) => `Add "${key}".`,
    group: ({ key }) => key,
  },
  'alignment-method-unknown': {
    code: 'OUT2016',
    severity: 'warning',
    reason: 'The method says how ground truth was moved into the predicted world.',
    message: ({ method }) => `The alignment method ${printable(method)} is unknown.`,
    expected: ({ known }) => known.join(' or '),
    actual: ({ method }) => method,
    fix: ({ known }) => `Write ${known.map((word) => `"${word}"`).join(' or ')}.`,
  },
  'manifest-list-empty': {
    code: 'OUT2017',
    severity: 'info',
    reason: 'Trainers write the manifest at start-up, before the first epoch.',
    message: ({ key }) => `manifest.json has an empty "${key}".`,
    fix: () => 'Wait for the first evaluation, or fill it in.',
    group: ({ key }) => key,
  },
  'epochs-not-sorted': {
    code: 'OUT2018',
    severity: 'info',
    reason: 'The trainer sorts the list by number. Another order was written by hand.',
    message: ({ epochs }) => `eval_epochs is not in ascending order: ${epochs.join(', ')}.`,
    fix: () => 'Sort eval_epochs.',
  },
  'epoch-in-manifest-not-canonical': {
    code: 'OUT2019',
    severity: 'warning',
    reason: 'Tools look an epoch folder up by its name in the manifest, which has four digits.',
    message: ({ listed, canonical }) =>
      `manifest.json lists the epoch ${printable(listed)}. outlay reads it as ${canonical}.`,
    expected: ({ canonical }) => canonical,
    actual: ({ listed }) => listed,
    fix: ({ listed, canonical }) => `Write "${canonical}" instead of ${printable(listed)} in eval_epochs.`,
    group: ({ listed }) => listed,
  },
  'manifest-key-repeated': {
    code: 'OUT2020',
    severity: 'warning',
    reason: 'Programs take one of the values, usually the last, without saying which.',
    message: ({ key }) => `manifest.json has the key "${key}" more than once.`,
    expected: ({ key }) => `"${key}" once`,
    fix: ({ key }) => `Keep the right "${key}" and remove the other.`,
    group: ({ key }) => key,
  },
} as const satisfies CatalogueOf<ManifestIssue>;
