/**
 * What a comparison is made from: runs, each an epoch of an experiment, under names.
 * @module
 */
import { formatEpoch } from '@outlay/schema/names';
import type { Evaluation, Experiment } from '@outlay/schema/port';
import { PERSON_SHADES, type Rgba } from '../../colors.ts';
import { InvalidSelectionError } from '../../errors.ts';
import { evaluationOf } from '../evaluation-of.ts';

/** One run of a comparison. */
export interface ComparedRun {
  readonly experiment: Experiment;
  /** Evaluation epoch; must be on disk. */
  readonly epoch: number;
  /** What people call it; no two runs have the same. */
  readonly name: string;
}

/** The source of a comparison's recording. */
export interface Comparison {
  /** 2 to 6; differences are to the first. */
  readonly runs: readonly ComparedRun[];
  /** Markdown for the text panel: the table of metrics, and what cannot be compared. */
  readonly text?: string;
}

/** A run with all that the exporters need to know of it. */
export interface PlacedRun extends ComparedRun {
  readonly index: number;
  /** `A`, `B`, …: short enough for every title. */
  readonly letter: string;
  /** Its part of entity paths. */
  readonly part: string;
  readonly color: RunColor;
  readonly evaluation: Evaluation;
}

/** A color and the word for it. */
export interface RunColor {
  readonly word: string;
  readonly rgba: Rgba;
}

/** Colors of runs: none is the green of the ground truth, and red-green blindness leaves them apart (after Okabe–Ito). */
export const RUN_COLORS: readonly RunColor[] = [
  { word: 'orange', rgba: [230, 159, 0, 255] },
  { word: 'blue', rgba: [66, 135, 245, 255] },
  { word: 'pink', rgba: [204, 121, 167, 255] },
  { word: 'red', rgba: [213, 74, 0, 255] },
  { word: 'yellow', rgba: [240, 228, 66, 255] },
  { word: 'gray', rgba: [150, 150, 150, 255] },
];

/** Fewest and most runs of a comparison. */
export const RUN_COUNT = { min: 2, max: RUN_COLORS.length } as const;

/** Places the runs of a comparison. @throws InvalidSelectionError for too few or many, equal names, absent epochs. */
export function placedRuns({ runs }: Comparison): readonly PlacedRun[] {
  if (runs.length < RUN_COUNT.min || runs.length > RUN_COUNT.max)
    throw new InvalidSelectionError('runs', `${RUN_COUNT.min} to ${RUN_COUNT.max} runs`, String(runs.length));
  const parts = runs.map(({ name }) => partOf(name));
  const twice = parts.findIndex((part, i) => parts.indexOf(part) !== i);
  if (twice >= 0) throw new InvalidSelectionError('runs', 'names that differ', `${runs[twice]!.name} twice`);
  return runs.map((run, index) => ({
    ...run,
    index,
    letter: String.fromCharCode('A'.charCodeAt(0) + index),
    part: parts[index]!,
    color: RUN_COLORS[index]!,
    evaluation: evaluationOf(run.experiment, run.epoch),
  }));
}

/** A name as a part of an entity path: what has no letters, digits, `_`, `-` or `.` becomes `_`. */
function partOf(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]+/g, '_') || '_';
}

/** The root of a run's addresses. */
export const rootOf = ({ part, epoch }: PlacedRun) => ({ root: 'evaluation', run: part, epoch }) as const;

/** `v104, epoch_0030` */
export const titleOf = ({ name, epoch }: ComparedRun): string =>
  name.includes(formatEpoch(epoch)) ? name : `${name}, ${formatEpoch(epoch)}`;

/** Color of a person's body in a run: the run's color in the person's shade. */
export function runBodyColor({ color: { rgba } }: PlacedRun, person: number): Rgba {
  const shade = PERSON_SHADES[person % PERSON_SHADES.length]!;
  const [r, g, b] = rgba.map((value) => Math.min(255, Math.round(value * shade)));
  return [r!, g!, b!, rgba[3]];
}
