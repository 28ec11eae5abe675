import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Task } from '@outlay/schema/names';
import {
  type ColumnsAre,
  type RowsAre,
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
import { pickExperiments } from '../../experiments/pick.ts';
import { CliError, fileSystemReason } from '../../failures/errors.ts';
import { EXIT } from '../../failures/exit-codes.ts';
import type { ExperimentOptions } from '../../grammar/experiment-options.ts';
import type { ReadAhead } from '../../grammar/selection.ts';
import { filesInFlight, withEnoughThreads } from '../../process/read-ahead.ts';
import { exitCodeOf, type Outcome, type Style } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';
import type { SummaryEpoch } from './epochs.ts';
import type { SummaryFormat } from './formats.ts';
import { gatherMetrics, type NamedExperiment } from './gather.ts';
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
  const experiments = await namedExperiments(session, named, options);
  const readAhead = session.settings.readAhead.value as ReadAhead;
  const inFlight = (path: string): number => filesInFlight(readAhead, path);
  const elsewhere = await withEnoughThreads(
    session.io,
    Math.max(...experiments.map(({ picked }) => inFlight(picked.path))),
  );
  if (elsewhere !== undefined)
    return { exitCode: elsewhere as Outcome['exitCode'], data: null, diagnostics: [], text: () => '', isShown: true };
  const runs = await gatherMetrics(experiments, {
    epoch: options.rows === 'epoch' ? 'all' : options.epoch,
    ...(options.task && { tasks: options.task }),
    ...(options.metric?.[0] !== undefined && { metric: options.metric[0] }),
    signal: session.signal,
    inFlight,
    onRead: (done) => session.progress.step({ subject: 'experiments', done, total: experiments.length }),
  });
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
  });
  if (baseline !== undefined && summary.diagnostics.some(({ name }) => name === 'baseline-absent'))
    throw new CliError('usage', summary.diagnostics.find(({ name }) => name === 'baseline-absent')!.message, {
      fix: 'Name one of them with --baseline.',
    });
  const worst = options.worst === undefined ? [] : worstOf(summary, runs, options.worst);
  const draw = (style: Style): string => render(summary, worst, options, style);
  if (options.output !== undefined) await writeTable(session, options.output, draw({ ...session.out, columns: 120 }));
  return {
    exitCode: exitCodeOf(summary.diagnostics) === EXIT.ok ? EXIT.ok : EXIT.findings,
    data: { summary: summaryData(summary), worst: worst.map(worstData) },
    diagnostics: summary.diagnostics,
    text: (style) => (options.output === undefined ? draw(style) : ''),
  };
}

/** Experiments with the names that users give them: `name=path`. */
async function namedExperiments(
  session: Session,
  named: readonly string[],
  options: SummariseOptions,
): Promise<readonly NamedExperiment[]> {
  const given = named.map((text) => {
    const [, name, path] = /^([^=/\\]+)=(.+)$/.exec(text) ?? [];
    return path === undefined ? { path: text } : { path, name: name! };
  });
  const picked = await pickExperiments(
    session.io,
    given.map(({ path }) => path),
    options,
    session.signal,
  );
  return picked.map((one) => {
    const name = given.find(({ path }) => path === one.label)?.name;
    return { picked: one, ...(name !== undefined && { name }) };
  });
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
