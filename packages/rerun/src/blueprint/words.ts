/**
 * @module
 * The words of blueprints and the numbers they are written as (reference: rrd-format 7.2, 9.4 to 9.7). 0 is never
 * a valid number.
 */
import { InvalidValueError } from '../errors.ts';

/** How a container arranges its contents. */
export const CONTAINER_KIND = { tabs: 1, horizontal: 2, vertical: 3, grid: 4 } as const;
export type ContainerKind = keyof typeof CONTAINER_KIND;

/** Hidden, collapsed or expanded; the side panels treat `collapsed` like `hidden`. */
export const PANEL_STATE = { hidden: 1, collapsed: 2, expanded: 3 } as const;
export type PanelState = WordOf<typeof PANEL_STATE>;

/** `following` keeps the cursor at the newest data. */
export const PLAY_STATE = { paused: 1, playing: 2, following: 3 } as const;
export type PlayState = WordOf<typeof PLAY_STATE>;

/** Loop over nothing, over the time selection, or over everything. */
export const LOOP_MODE = { off: 1, selection: 2, all: 3 } as const;
export type LoopMode = WordOf<typeof LOOP_MODE>;

/** Class identifiers of the viewer. */
export const VIEW_CLASS = {
  spatial3D: '3D',
  spatial2D: '2D',
  timeSeries: 'TimeSeries',
  textDocument: 'TextDocument',
  textLog: 'TextLog',
  barChart: 'BarChart',
  tensor: 'Tensor',
  dataframe: 'Dataframe',
} as const;
export type ViewKind = keyof typeof VIEW_CLASS;

export const EYE_KIND = { firstPerson: 1, orbital: 2 } as const;
export const BACKGROUND_KIND = { gradientDark: 1, gradientBright: 2, solidColor: 3 } as const;
export const LINK_AXIS = { independent: 1, linkToGlobal: 2 } as const;
export const CORNER_2D = { leftTop: 1, rightTop: 2, leftBottom: 3, rightBottom: 4 } as const;
export const TOOLTIP_MODE = { nearest: 1, all: 2 } as const;
export const POINTS_DISPLAY = { onHover: 1, always: 2 } as const;
export const VIEW_FIT = { original: 1, fill: 2, fillKeepAspectRatio: 3 } as const;
export const TEXT_LOG_COLUMN = { entityPath: 1, logLevel: 2, body: 3 } as const;
export const COMPONENT_SOURCE = { sourceComponent: 1, override: 2, default: 3, annotationContext: 4 } as const;

/** A word of a table, in our spelling (`leftTop`) or with a capital as in Rerun (`LeftTop`). */
export type WordOf<T> = (keyof T & string) | Capitalize<keyof T & string>;

/** Number of a word. Throws {@link InvalidValueError} that lists the words. */
export function wordNumber<T extends Readonly<Record<string, number>>>(
  table: T,
  word: WordOf<T>,
  argument: string,
): number {
  const key = typeof word === 'string' ? word.slice(0, 1).toLowerCase() + word.slice(1) : '';
  const number = Object.hasOwn(table, key) ? table[key] : undefined;
  if (number === undefined) {
    throw new InvalidValueError({
      argument,
      expected: `one of ${Object.keys(table)
        .map((name) => `"${name}"`)
        .join(', ')}`,
      found: typeof word === 'string' ? JSON.stringify(word) : String(word),
    });
  }
  return number;
}
