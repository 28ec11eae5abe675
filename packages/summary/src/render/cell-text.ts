/**
 * Numbers of a table as readers see them; what every renderer shares.
 * @module
 */
import { decimalsOf } from '../ranks.ts';
import type { Summary, SummaryCell, SummaryColumn } from '../summary.ts';

/** How to draw a table. */
export interface RenderOptions {
  /** Decimals; default: those of each metric. */
  readonly precision?: number;
}

/** A cell in pieces; a renderer adds its own marks. */
export interface CellText {
  /** `28.31`, `-` when nothing was measured. */
  readonly value: string;
  readonly rank?: 'best' | 'second';
  /** `3/4` when scenes are missing. */
  readonly partial?: string;
  /** `+0.42`, with its sign. */
  readonly difference?: string;
  /** The interval of the difference includes 0, or there are too few frames for one. */
  readonly isUncertain?: boolean;
  /** Is the difference for the better? `undefined` for unknown metrics and differences of 0. */
  readonly isBetter?: boolean;
}

/** The pieces of a cell. */
export function cellText(cell: SummaryCell, column: SummaryColumn, { precision }: RenderOptions): CellText {
  const decimals = decimalsOf(column, precision);
  const { value, scenes, rank, difference } = cell;
  const isPartial = scenes.have > 0 && scenes.have < scenes.of;
  const { better } = column.facts;
  return {
    value: numberText(value, decimals),
    ...(rank && { rank }),
    ...(isPartial && { partial: `${scenes.have}/${scenes.of}` }),
    ...(difference &&
      !Number.isNaN(difference.value) && {
        difference: signed(difference.value, decimals),
        isUncertain: difference.interval === undefined || (difference.interval[0] <= 0 && difference.interval[1] >= 0),
        ...(better !== undefined &&
          difference.value !== 0 && { isBetter: difference.value > 0 === (better === 'higher') }),
      }),
  };
}

/** A value with its decimals; `-` for nothing. */
export function numberText(value: number, decimals: number): string {
  if (Number.isNaN(value)) return '-';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return value.toFixed(decimals);
}

function signed(value: number, decimals: number): string {
  const text = numberText(Math.abs(value), decimals);
  if (Number(text) === 0) return `±${text}`;
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** `PSNR ↑`, the unit in brackets where there is one. */
export function columnTitle({ facts }: SummaryColumn, arrows = { higher: '↑', lower: '↓' }): string {
  const unit = facts.unit === undefined ? '' : ` (${facts.unit})`;
  return `${facts.label}${unit}${facts.better === undefined ? '' : ` ${arrows[facts.better]}`}`;
}

/** A run of neighbouring columns with one heading. */
export interface ColumnGroup {
  readonly title: string;
  readonly count: number;
}

/** Headings over columns: tasks, or metrics where columns are experiments. */
export function columnGroups(
  { columns, columnsAre }: Summary,
  title: (column: SummaryColumn) => string = columnTitle,
): readonly ColumnGroup[] {
  const groups: { title: string; count: number }[] = [];
  for (const column of columns) {
    const text = columnsAre === 'experiment' ? `${column.task} ${title(column)}` : column.task;
    const last = groups.at(-1);
    if (last?.title === text) last.count++;
    else groups.push({ title: text, count: 1 });
  }
  return groups;
}

/** Sentences that explain the marks of a table, and what its numbers are over. */
export function legend(
  summary: Summary,
  marks: { readonly uncertain: string; readonly partial: string },
): readonly string[] {
  const cells = summary.rows.flatMap((row) => row.cells);
  const { baseline } = summary;
  return [
    ...summary.notes,
    ...(baseline !== undefined && cells.some(({ difference }) => difference)
      ? [
          `In brackets: mean difference to ${baseline} of the same cameras and frames; ${marks.uncertain} where its 95 % interval (block bootstrap over frames) includes 0 or cannot be told.`,
        ]
      : []),
    ...(cells.some(({ scenes }) => scenes.have > 0 && scenes.have < scenes.of)
      ? [`${marks.partial}: a mean over 3 of 4 scenes, say; such means are not ranked.`]
      : []),
    ...(cells.some(({ missing }) => missing > 0)
      ? ['Rows without a value are left out of averages; see the findings.']
      : []),
  ];
}
