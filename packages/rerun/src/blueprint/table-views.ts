import { formatEntityPath } from '../entity-path.ts';
import { InvalidValueError } from '../errors.ts';
import { blueprintValue, one } from './blueprint-archetypes.ts';
import { checkNumber, checkText, show } from './checks.ts';
import { encodeTime } from './time-range.ts';
import { makeView, type View, type ViewOptions } from './views.ts';
import { TEXT_LOG_COLUMN, VIEW_FIT, type WordOf, wordNumber } from './words.ts';

export interface TextDocumentViewOptions extends ViewOptions {
  /** Viewer 0.32 or newer. */
  readonly formatOptions?: { readonly monospace?: boolean; readonly wordWrap?: boolean };
}

export interface TextLogViewOptions extends ViewOptions {
  /** Timelines shown as columns, in order. Viewer 0.28 or newer, like the fields below. */
  readonly timelineColumns?: readonly { readonly timeline: string; readonly visible?: boolean }[];
  readonly textLogColumns?: readonly { readonly kind: WordOf<typeof TEXT_LOG_COLUMN>; readonly visible?: boolean }[];
  /** Levels shown, e.g. `['ERROR', 'WARN']`. */
  readonly filterByLogLevel?: readonly string[];
  readonly monospaceBody?: boolean;
}

export interface TensorViewOptions extends ViewOptions {
  readonly viewFit?: WordOf<typeof VIEW_FIT>;
  /** Exponent on the values before they are colored, above 0. */
  readonly gamma?: number;
}

/** A column of a data frame: `<entity path>:<component>`, for instance `/plot/a:Scalars:scalars`. */
export type ComponentColumnSelector = string;

export interface DataframeQuery {
  readonly timeline?: string;
  /** First and last time, both included, in units of the timeline. */
  readonly filterByRange?: readonly [number | bigint, number | bigint];
  /** Keeps only rows in which this column has a value. */
  readonly filterIsNotNull?: ComponentColumnSelector;
  /** Fills empty cells with the newest value before. */
  readonly applyLatestAt?: boolean;
  /** Columns shown: timelines (a name without a colon) and components. Default: all. */
  readonly select?: readonly (string | ComponentColumnSelector)[];
  /** Entity paths in the order of their columns. */
  readonly entityOrder?: readonly string[];
  /** Scrolls with the time cursor. */
  readonly autoScroll?: boolean;
}

export interface DataframeViewOptions extends ViewOptions {
  readonly query?: DataframeQuery;
}

/** The newest `TextDocument` of an entity. Throws InvalidValueError. */
export function textDocumentView(options: TextDocumentViewOptions = {}): View {
  const { monospace, wordWrap } = options.formatOptions ?? {};
  return makeView('textDocument', options, [
    blueprintValue('TextDocumentFormat', { monospace: one(monospace), word_wrap: one(wordWrap) }),
  ]);
}

/** `TextLog` entries as a table. Throws InvalidValueError. */
export function textLogView(options: TextLogViewOptions = {}): View {
  return makeView('textLog', options, [
    blueprintValue('TextLogColumns', {
      timeline_columns: options.timelineColumns?.map(({ timeline, visible = true }) => ({ visible, timeline })),
      text_log_columns: options.textLogColumns?.map(({ kind, visible = true }) => ({
        visible,
        kind: wordNumber(TEXT_LOG_COLUMN, kind, 'textLogColumns.kind'),
      })),
    }),
    blueprintValue('TextLogFormat', { monospace_body: one(options.monospaceBody) }),
    blueprintValue('TextLogRows', { filter_by_log_level: options.filterByLogLevel }),
  ]);
}

/** Slices of a `Tensor`. Throws InvalidValueError. */
export function tensorView(options: TensorViewOptions = {}): View {
  const { viewFit, gamma } = options;
  checkNumber('tensorView.gamma', gamma, { above: 0 });
  return makeView('tensor', options, [
    blueprintValue('TensorViewFit', { scaling: one(viewFit && wordNumber(VIEW_FIT, viewFit, 'tensorView.viewFit')) }),
    blueprintValue('TensorScalarMapping', { gamma: one(gamma) }),
  ]);
}

/** All values of the contents as a table. Throws InvalidValueError. */
export function dataframeView(options: DataframeViewOptions = {}): View {
  const { query } = options;
  if (query === undefined) return makeView('dataframe', options);
  const { filterByRange: range, filterIsNotNull, select } = query;
  checkText('query.timeline', query.timeline);
  const argument = 'query.filterByRange';
  return makeView('dataframe', options, [
    blueprintValue('DataframeQuery', {
      timeline: one(query.timeline),
      filter_by_range: one(
        range && { start: encodeTime(`${argument}[0]`, range[0]), end: encodeTime(`${argument}[1]`, range[1]) },
      ),
      filter_is_not_null: one(
        filterIsNotNull === undefined
          ? undefined
          : { active: true, column: columnSelector('query.filterIsNotNull', filterIsNotNull) },
      ),
      apply_latest_at: one(query.applyLatestAt),
      select: one(
        select && {
          time_columns: select.filter((column) => !column.includes(':')),
          component_columns: select
            .filter((column) => column.includes(':'))
            .map((column) => columnSelector('query.select', column)),
        },
      ),
      entity_order: one(query.entityOrder?.map((path) => formatEntityPath(path))),
      auto_scroll: one(query.autoScroll),
    }),
  ]);
}

/** `/a/b:Scalars:scalars` names the component `Scalars:scalars` of `/a/b`. */
function columnSelector(argument: string, column: ComponentColumnSelector) {
  const at = /(?<!\\):/.exec(column)?.index ?? -1;
  if (at > 0 && at < column.length - 1) {
    return { entity_path: formatEntityPath(column.slice(0, at)), component: column.slice(at + 1) };
  }
  throw new InvalidValueError({
    argument,
    expected: 'an entity path, a colon and a component, e.g. "/plot/a:Scalars:scalars"',
    found: show(column),
  });
}
