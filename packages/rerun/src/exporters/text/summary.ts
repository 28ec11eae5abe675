/**
 * The text panel: what this recording is, what its numbers are, and what it does not show.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import type { Task } from '@outlay/schema/names';
import type { MetricTable, TaskMetrics } from '@outlay/schema/port';
import type { SourceFacts } from '../recordings/recording-type.ts';
import { describeFrames } from '../steps/frame-selection.ts';
import type { FrameStep } from '../steps/step.ts';
import type { LeftOut } from '../steps/step-list.ts';
import { contentLines } from './contents.ts';
import { isHigherBetter, metricDigits, metricUnit } from './metric-names.ts';

/** What {@link summaryText} says. */
export interface SummaryFacts {
  readonly source: Pick<SourceFacts, 'experimentName' | 'sceneName' | 'sourceCamera'>;
  /** What is shown: an epoch, `input data`. */
  readonly subject: string;
  /** What {@link frames} are. */
  readonly timeline: 'frame' | 'epoch';
  readonly tasks?: readonly Task[];
  /** Frames of the recording, ascending. */
  readonly frames: readonly number[];
  /** Markdown below the headline. */
  readonly text?: string;
  /** Lines about what is shown, e.g. how worlds were aligned. */
  readonly notes: readonly string[];
  readonly metrics?: { readonly [task in Task]?: TaskMetrics };
  readonly steps: readonly FrameStep[];
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Diagnostic[];
  /** How the recording was narrowed; `''` when it was not. */
  readonly selection: string;
}

/** Frames named per metric in the list of worst frames. */
const WORST = 5;
/** Lines of a list or table before it is cut; a text panel is not a log file. */
const MAX_LINES = 40;

/** Markdown for the text panel. Depends on nothing but its argument. */
export function summaryText(facts: SummaryFacts): string {
  const { source } = facts;
  const times = describeFrames(facts.frames);
  const lines = [
    `**${inline(source.sceneName)} / ${inline(source.experimentName)} / ${facts.subject}**`,
    '',
    `${facts.timeline === 'epoch' ? times.replaceAll('frame', 'epoch') : times}${facts.tasks === undefined ? '' : `; tasks ${facts.tasks.join(', ') || 'none'}`}${
      source.sourceCamera === undefined ? '' : `; source camera ${source.sourceCamera}`
    }`,
  ];
  if (facts.text !== undefined) lines.push('', facts.text.trim());
  const metrics = Object.entries(facts.metrics ?? {}) as [Task, TaskMetrics][];
  for (const [task, values] of metrics) lines.push(...averageLines(task, values));
  for (const [task, values] of metrics) lines.push(...perCameraLines(task, values));
  const worst = metrics.flatMap(([task, { perFrame }]) =>
    (perFrame?.metrics ?? []).flatMap((name) => worstFrames(task, name, perFrame)),
  );
  lines.push(...list('Worst frames', worst));
  const selection = facts.selection === '' ? [] : [`only ${inline(facts.selection)}`];
  lines.push(...list('Notes', [...selection, ...facts.notes]));
  const contents = contentLines(facts.steps);
  lines.push(
    ...list(
      'In here',
      facts.timeline === 'epoch' ? contents.map((line) => line.replaceAll('frame', 'epoch')) : contents,
    ),
  );
  lines.push(...list('Left out', group(facts.leftOut)));
  lines.push(
    ...list(
      'Problems',
      facts.problems.map(
        ({ code, message, affects }) =>
          `${code}: ${inline(message)}${affects === undefined ? '' : ` (${affects.count} places)`}`,
      ),
    ),
  );
  return `${lines.join('\n')}\n`;
}

function averageLines(task: Task, { overall, perCamera, perFrame }: TaskMetrics): string[] {
  const names = Object.keys(overall ?? {});
  if (names.length > 0)
    return ['', ...table(names, [[`**${task}**`, names.map((name) => cell(name, overall?.[name]))]])];
  const hasTables = perCamera !== undefined || perFrame !== undefined;
  return ['', `**${task}**: no ${hasTables ? 'averages' : 'metrics'} could be read`];
}

function perCameraLines(task: Task, { overall, perCamera }: TaskMetrics): string[] {
  if (perCamera?.cameras === undefined) return [];
  const { metrics: names, cameras, values } = perCamera;
  const rows = cameras.map(
    (camera, i) => [`cam ${camera}`, names.map((name) => cell(name, values[name]?.[i]))] as const,
  );
  const note = overall === undefined ? [] : ['', 'The average above leaves the source camera out.'];
  return ['', `**${task} per camera**`, '', ...table(names, rows), ...note];
}

function table(
  names: readonly string[],
  rows: readonly (readonly [label: string, cells: readonly string[]])[],
): string[] {
  const heads = names.map((name) => `${name}${metricUnit(name)} ${isHigherBetter(name) ? '↑' : '↓'}`);
  const line = (label: string, cells: readonly string[]) => `| ${[label, ...cells].map(inline).join(' | ')} |`;
  return [
    line('', heads),
    `|${' --- |'.repeat(names.length + 1)}`,
    ...rows.map(([label, cells]) => line(label, cells)),
  ];
}

const cell = (name: string, value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '-' : value.toFixed(metricDigits(name));

/** The frames (and cameras) with the worst values of a metric; nothing where all values are the same. */
function worstFrames(task: Task, name: string, table: MetricTable | undefined): string[] {
  const values = table?.values[name];
  if (values === undefined || table?.frames === undefined) return [];
  const sign = isHigherBetter(name) ? 1 : -1;
  const rows = table.frames
    .map((frame, i) => ({ frame, camera: table.cameras?.[i], value: values[i] ?? Number.NaN }))
    .filter(({ value }) => !Number.isNaN(value))
    .sort((a, b) => sign * (a.value - b.value) || a.frame - b.frame || (a.camera ?? 0) - (b.camera ?? 0));
  if (rows.length < 2 || rows[0]!.value === rows[rows.length - 1]!.value) return [];
  const text = rows.slice(0, WORST).map(({ frame, camera, value }) => {
    const where = camera === undefined ? `frame ${frame}` : `frame ${frame} cam ${camera}`;
    return `${where} (${value.toFixed(metricDigits(name))})`;
  });
  return [`${task} ${inline(name)}: ${text.join(', ')}`];
}

function group(leftOut: readonly LeftOut[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { what, why } of leftOut) byReason.set(why, [...(byReason.get(why) ?? []), what]);
  return [...byReason].map(([why, what]) => {
    const more = what.length > 3 ? ` and ${what.length - 3} more` : '';
    return `${what
      .slice(0, 3)
      .map((text) => `\`${text}\``)
      .join(', ')}${more}: ${why}`;
  });
}

function list(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, MAX_LINES).map((item) => `- ${item}`);
  const rest = items.length > MAX_LINES ? [`- … and ${items.length - MAX_LINES} more`] : [];
  return ['', `**${title}**`, '', ...shown, ...rest];
}

/** Text from outside must not break out of its line or table cell. */
function inline(text: string): string {
  return text.replace(/[\r\n|]+/g, ' ');
}
