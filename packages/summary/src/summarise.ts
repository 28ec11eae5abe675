/**
 * Runs → a table.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import { metricFacts, TASKS, type Task } from '@outlay/schema/names';
import { cellOf, differenceBetween, type FilterOf } from './cells.ts';
import { summaryFinding } from './codes.ts';
import { commonScenes, commonSet } from './common.ts';
import { distinctNames } from './distinct-names.ts';
import { comparisonFindings, runFindings } from './findings.ts';
import { extentNotes } from './notes.ts';
import { decimalsOf, ranked } from './ranks.ts';
import { draftRows, type RowDraft } from './rows.ts';
import type { RunMetrics } from './run-metrics.ts';
import { metricsOf, type SampleFilter } from './samples.ts';
import type { Summary, SummaryCell, SummaryColumn, SummaryRow } from './summary.ts';
import type { ColumnsAre, RowsAre } from './words.ts';

/** What a table shows. */
export interface SummaryOptions {
  /** Default: experiments when there are several, else scenes. */
  readonly rows?: RowsAre;
  /** Default `metric`. */
  readonly columns?: ColumnsAre;
  /** Default: all that there are. */
  readonly tasks?: readonly Task[];
  readonly metrics?: readonly string[];
  /** Name of the experiment that differences are to. */
  readonly baseline?: string;
  /** Only scenes, cameras and frames that all experiments have. */
  readonly common?: boolean;
  /** Decimals; default: those of each metric. Ranks are decided on what is shown. */
  readonly precision?: number;
  /** Each run is shown at an epoch of its own choice, its best say, so that other epochs are no finding. */
  readonly ownEpochs?: boolean;
  /** A metric, best first, or `name`. Default: the order of the runs. */
  readonly sort?: string;
}

/**
 * Makes a table of metrics. The same runs in the same order give the same table. Different runs of one name, scene and
 * epoch get names of their own first ({@link distinctNames}).
 */
export function summarise(given: readonly RunMetrics[], options: SummaryOptions = {}): Summary {
  const runs = distinctNames(given);
  const sound = runs.filter(({ problem }) => problem === undefined);
  const names = unique(sound.map(({ name }) => name));
  const rowsAre = options.rows ?? (names.length > 1 ? 'experiment' : 'scene');
  const columnsAre = options.columns ?? 'metric';
  const scenes = scenesOf(sound, names, options.common === true);
  const taken = options.common === true ? sound.filter(({ scene }) => scenes.includes(scene)) : sound;
  const scenesWith = (task: Task) => (options.common === true ? commonScenes(taken, task, names, scenes) : scenes);
  const filterOf = options.common === true ? commonFilter(taken, scenesWith) : everything;
  const { baseline } = options;
  const isThere = baseline === undefined || names.includes(baseline);
  const columns = columnsOf(taken, rowsAre, options, columnsAre === 'experiment' ? names : undefined);
  const drafts = draftRows(taken, { rowsAre, columnsAre, scenes, names });
  const based = baseline === undefined || !isThere ? undefined : taken.filter(({ name }) => name === baseline);
  const rows = withRanks(
    drafts.map((draft) => rowOf(draft, columns, { filterOf, scenesWith, baseline: based })),
    drafts,
    columns,
    options.precision,
  );
  const diagnostics: Diagnostic[] = [
    ...(isThere ? [] : [baselineFinding(baseline, runs, names)]),
    ...runs.flatMap(({ problem, path }) => (problem === undefined ? [] : [{ ...problem, path: path || problem.path }])),
    ...comparisonFindings(taken, {
      names,
      scenes,
      common: options.common === true,
      ownEpochs: rowsAre === 'epoch' || options.ownEpochs === true,
    }),
    ...taken.flatMap((run) => runFindings(run, columns)),
  ];
  return {
    rowsAre,
    columnsAre,
    columns,
    rows: [...sorted(rows, columns, options.sort), ...brokenRows(runs, columns)],
    ...(baseline !== undefined && { baseline }),
    notes: extentNotes(taken, columns, filterOf),
    diagnostics,
  };
}

function baselineFinding(baseline: string, runs: readonly RunMetrics[], names: readonly string[]): Diagnostic {
  const broken = runs.find(({ name }) => name === baseline);
  return summaryFinding(
    'baselineAbsent',
    broken?.path ?? '',
    broken === undefined
      ? `No experiment is called ${baseline}: there are ${names.join(', ')}.`
      : `The baseline ${baseline} has no numbers: ${broken.problem?.message}`,
  );
}

const everything: FilterOf = () => undefined;

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

function scenesOf(runs: readonly RunMetrics[], names: readonly string[], common: boolean): readonly string[] {
  const scenes = unique(runs.map(({ scene }) => scene));
  if (!common) return scenes;
  const has = (name: string, scene: string) => runs.some((run) => run.name === name && run.scene === scene);
  return scenes.filter((scene) => names.every((name) => has(name, scene)));
}

const NOTHING: SampleFilter = { frames: new Set() };

function commonFilter(runs: readonly RunMetrics[], scenesWith: (task: Task) => readonly string[]): FilterOf {
  const known = new Map<string, ReturnType<typeof commonSet>>();
  return (run, task) => {
    if (!scenesWith(task).includes(run.scene)) return NOTHING;
    const key = `${task} ${run.scene}`;
    if (!known.has(key))
      known.set(
        key,
        commonSet(
          runs.filter(({ scene }) => scene === run.scene),
          task,
        ),
      );
    return known.get(key);
  };
}

function columnsOf(
  runs: readonly RunMetrics[],
  rowsAre: RowsAre,
  { tasks = TASKS, metrics: wanted }: SummaryOptions,
  names: readonly string[] | undefined,
): readonly SummaryColumn[] {
  // Bodies have no value per camera.
  const isShown = (task: Task) => tasks.includes(task) && (rowsAre !== 'camera' || task === 'nvs');
  return TASKS.filter(isShown).flatMap((task) => {
    const found = unique(runs.flatMap(({ tasks: there }) => (there[task] === undefined ? [] : metricsOf(there[task]))));
    return found
      .filter((metric) => wanted === undefined || wanted.includes(metric))
      .flatMap((metric) => {
        const column = { task, metric, facts: metricFacts(metric) };
        return names === undefined ? [column] : names.map((experiment) => ({ ...column, experiment }));
      });
  });
}

/** What the cells of all rows have in common. */
interface Circumstances {
  readonly filterOf: FilterOf;
  /** Scenes that count for a task. */
  readonly scenesWith: (task: Task) => readonly string[];
  readonly baseline: readonly RunMetrics[] | undefined;
}

function rowOf(
  draft: RowDraft,
  columns: readonly SummaryColumn[],
  { filterOf, scenesWith, baseline }: Circumstances,
): SummaryRow {
  const cells = columns.map(({ task, metric, experiment }): SummaryCell => {
    const runs = experiment === undefined ? draft.runs : draft.runs.filter(({ name }) => name === experiment);
    const ofCell: FilterOf = (run, at) =>
      draft.filter ? { ...filterOf(run, at), ...draft.filter } : filterOf(run, at);
    const of = draft.scenes > 1 ? scenesWith(task).length : draft.scenes;
    const cell = cellOf(runs, task, metric, of, ofCell);
    const others = baseline?.filter(({ epoch }) => draft.row.epoch === undefined || epoch === draft.row.epoch);
    const isBaseline = runs.length > 0 && runs.every((run) => baseline?.includes(run));
    if (others === undefined || isBaseline) return cell;
    const difference = differenceBetween(runs, others, task, metric, ofCell);
    return difference === undefined ? cell : { ...cell, difference };
  });
  return { ...draft.row, cells };
}

/** Rows that compete share a `contest`; where columns are experiments, the cells of one metric in a row compete. */
function withRanks(
  rows: readonly SummaryRow[],
  drafts: readonly RowDraft[],
  columns: readonly SummaryColumn[],
  precision: number | undefined,
): readonly SummaryRow[] {
  const cells = rows.map((row) => [...row.cells]);
  const contests = new Map<string, (readonly [row: number, column: number])[]>();
  for (const [r, { contest }] of drafts.entries())
    for (const [c, { task, metric, experiment }] of columns.entries()) {
      const key = experiment === undefined ? `${contest} ${task} ${metric}` : `${r} ${task} ${metric}`;
      if (contest === undefined && experiment === undefined) continue;
      contests.set(key, [...(contests.get(key) ?? []), [r, c]]);
    }
  for (const places of contests.values()) {
    const column = columns[places[0]![1]]!;
    const found = ranked(
      places.map(([r, c]) => cells[r]![c]!),
      column.facts.better,
      decimalsOf(column, precision),
    );
    for (const [i, [r, c]] of places.entries()) cells[r]![c] = found[i]!;
  }
  return rows.map((row, i) => ({ ...row, cells: cells[i]! }));
}

function sorted(
  rows: readonly SummaryRow[],
  columns: readonly SummaryColumn[],
  sort: string | undefined,
): readonly SummaryRow[] {
  if (sort === undefined) return rows;
  const at = columns.findIndex(({ metric }) => metric === sort);
  const isDescending = columns[at]?.facts.better === 'higher';
  const order = (a: SummaryRow, b: SummaryRow): number => {
    if (a.kind !== b.kind) return a.kind === 'mean' ? 1 : -1;
    if (a.group !== b.group) return 0;
    if (at < 0) return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
    const [x, y] = [a.cells[at]!.value, b.cells[at]!.value];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return isDescending ? y - x : x - y;
  };
  return [...rows].sort(order);
}

function brokenRows(runs: readonly RunMetrics[], columns: readonly SummaryColumn[]): readonly SummaryRow[] {
  const nothing: SummaryCell = {
    value: Number.NaN,
    from: 'none',
    scenes: { have: 0, of: 1 },
    samples: null,
    missing: 0,
  };
  return runs.flatMap(({ problem, name, scene }) =>
    problem === undefined
      ? []
      : [
          {
            label: scene === '' ? name : `${scene} / ${name}`,
            kind: 'broken' as const,
            cells: columns.map(() => nothing),
            problem: problem.message,
            experiment: name,
            scene,
          },
        ],
  );
}
