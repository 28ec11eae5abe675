import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { nearMiss, type Task } from '@outlay/schema/names';
import {
  type ColumnsAre,
  distinctNames,
  type RowsAre,
  type RunMetrics,
  renderCsv,
  renderHtml,
  renderLatex,
  renderMarkdown,
  renderText,
  type Summary,
  summarise,
  summaryData,
  type WorstFrame,
  worstFrames,
} from '@outlay/summary';
import { unusableExitCode } from '../../experiments/open.ts';
import { CliError, fileSystemReason } from '../../failures/errors.ts';
import { EXIT, type ExitCode, gravestExitCode } from '../../failures/exit-codes.ts';
import type { ExperimentOptions } from '../../grammar/experiment-options.ts';
import type { ReadAhead } from '../../grammar/selection.ts';
import { filesInFlight, withEnoughThreads } from '../../process/read-ahead.ts';
import { exitCodeOf, type Outcome, type Style } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';
import type { SummaryEpoch } from './epochs.ts';
import type { SummaryFormat } from './formats.ts';
import { gatherMetrics } from './gather.ts';
import { type NamedExperiment, namedExperiments } from './names.ts';
import { renderWorst } from './render-worst.ts';

/** Options of `outlay summarise` as parsed. */
export interface SummariseOptions extends ExperimentOptions {
  readonly epoch: SummaryEpoch;
  readonly task?: readonly Task[];
  readonly metric?: readonly string[];
  readonly rows?: RowsAre;
  readonly columns?: ColumnsAre;
  readonly baseline?: string;
  readonly common?: boolean;
  readonly worst?: number;
  readonly sort?: string;
  readonly precision?: number;
  readonly format: SummaryFormat;
  readonly output?: string;
}

/** `outlay summarise [<exp>…]` */
export async function summariseCommand(
  session: Session,
  named: readonly string[],
  options: SummariseOptions,
): Promise<Outcome> {
  if (options.worst !== undefined && options.format !== 'text' && options.format !== 'json')
    throw new CliError('usage', `--worst: expected --format text or json, found ${options.format}.`, {
      fix: 'Leave out --worst, or list the frames in a run of their own.',
    });
  const experiments = await namedExperiments(session, named, options);
  const readAhead = session.settings.readAhead.value as ReadAhead;
  const inFlight = (path: string): number => filesInFlight(readAhead, path);
  const elsewhere = await withEnoughThreads(
    session.io,
    Math.max(...experiments.map(({ picked }) => inFlight(picked.path))),
  );
  if (elsewhere !== undefined)
    return { exitCode: elsewhere as Outcome['exitCode'], data: null, diagnostics: [], text: () => '', isShown: true };
  const gathered = await gatherMetrics(experiments, {
    epoch: options.rows === 'epoch' ? 'all' : options.epoch,
    ...(options.task && { tasks: options.task }),
    ...(options.metric?.[0] !== undefined && { metric: options.metric[0] }),
    signal: session.signal,
    inFlight,
    onRead: (done) => session.progress.step({ subject: 'experiments', done, total: experiments.length }),
  });
  const runs = distinctNames(gathered);
  checkWords(options, runs);
  const { task: tasks, metric: metrics, rows, columns, baseline, common, precision, sort } = options;
  const summary = summarise(runs, {
    ...(tasks && { tasks }),
    ...(metrics && { metrics }),
    ...(rows && { rows }),
    ...(columns && { columns }),
    ...(baseline !== undefined && { baseline }),
    ...(common !== undefined && { common }),
    ...(precision !== undefined && { precision }),
    ...(sort !== undefined && { sort }),
    ownEpochs: options.epoch === 'best',
  });
  const worst = options.worst === undefined ? [] : worstOf(summary, runs, options.worst);
  const draw = (style: Style): string => render(summary, worst, options, style);
  if (options.output !== undefined) await writeTable(session, options.output, draw({ ...session.out, columns: 120 }));
  return {
    exitCode: exitCode(experiments, summary),
    data: { summary: summaryData(summary), worst: worst.map(worstData) },
    diagnostics: summary.diagnostics,
    text: (style) => (options.output === undefined ? draw(style) : ''),
  };
}

/** Words that only the experiments can tell to be wrong. @throws CliError `usage` */
function checkWords({ metric = [], sort, baseline }: SummariseOptions, runs: readonly RunMetrics[]): void {
  const tables = runs.flatMap(({ tasks }) => Object.values(tasks));
  const known = [
    ...new Set(
      tables.flatMap(({ overall, perFrame }) => [...Object.keys(overall ?? {}), ...(perFrame?.metrics ?? [])]),
    ),
  ];
  // Without a metric there is nothing to compare a word with; why there is none is said by the findings.
  if (known.length === 0) return;
  const stranger = metric.find((name) => !known.includes(name));
  if (stranger !== undefined) throw unknownWord('--metric', stranger, known);
  if (sort !== undefined && sort !== 'name' && !known.includes(sort))
    throw unknownWord('--sort', sort, ['name', ...known]);
  const names = [...new Set(runs.map(({ name }) => name))];
  if (baseline !== undefined && !names.includes(baseline)) throw unknownWord('--baseline', baseline, names);
}

function unknownWord(option: string, word: string, known: readonly string[]): CliError {
  const near = nearMiss(word, known);
  return new CliError('usage', `${option}: expected one of ${known.join(', ')}; found '${word}'.`, {
    ...(near !== undefined && { fix: `Did you mean '${near}'?` }),
  });
}

/** Findings of error severity ask for 1; an experiment that is not there, or of another layout, for what it asks everywhere. */
function exitCode(experiments: readonly NamedExperiment[], summary: Summary): ExitCode {
  return gravestExitCode([
    exitCodeOf(summary.diagnostics),
    unusableExitCode(summary.diagnostics) ?? EXIT.ok,
    ...experiments.map(({ picked }) => picked.problem?.exitCode ?? EXIT.ok),
  ]);
}

function worstOf(summary: Summary, runs: Parameters<typeof worstFrames>[0], count: number): readonly WorstFrame[] {
  const seen = new Set<string>();
  const baseline = summary.baseline === undefined ? undefined : runs.filter(({ name }) => name === summary.baseline);
  return summary.columns.flatMap(({ task, metric }) => {
    const key = `${task} ${metric}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return worstFrames(runs, task, metric, count, baseline);
  });
}

const worstData = ({ run, ...frame }: WorstFrame) => ({
  ...frame,
  scene: run.scene,
  experiment: run.name,
  path: run.path,
  ...(run.epoch !== undefined && { epoch: run.epoch }),
});

function render(
  summary: Summary,
  worst: readonly WorstFrame[],
  { format, precision, output }: SummariseOptions,
  style: Style,
): string {
  const options = precision === undefined ? {} : { precision };
  switch (format) {
    case 'markdown':
      return `${renderMarkdown(summary, options)}\n`;
    case 'latex':
      return `${renderLatex(summary, options)}\n`;
    case 'csv':
      return renderCsv(summary);
    case 'html':
      return renderHtml(summary, options);
    case 'json':
      return `${JSON.stringify(summaryData(summary), null, 2)}\n`;
    case 'text': {
      const { colors } = style;
      const isPlain = output !== undefined || colors.bold('') === '';
      const table = renderText(summary, isPlain ? options : { ...options, style: colors });
      return `${table}\n${worst.length === 0 ? '' : `\n${renderWorst(worst, style)}`}`;
    }
  }
}

async function writeTable(session: Session, file: string, text: string): Promise<void> {
  const path = resolve(session.io.cwd, file);
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(unfinished, text, { flag: 'wx' });
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw new CliError(
      'unwritable',
      `The table cannot be written, ${fileSystemReason(cause) ?? (cause as Error).message}: ${file}`,
      {
        cause,
      },
    );
  }
}
