import { InvalidValueError } from '../errors.ts';
import { checkNumber, checkShares, checkText, show } from './checks.ts';
import type { View } from './views.ts';
import { CONTAINER_KIND, type ContainerKind, wordNumber } from './words.ts';

/** A box of the layout. Plain data; made by {@link horizontal}, {@link vertical}, {@link grid}, {@link tabs}. */
export interface Container {
  readonly type: 'container';
  readonly kind: ContainerKind;
  readonly contents: readonly LayoutPart[];
  /** Relative widths: one per child (horizontal) or per column (grid). */
  readonly columnShares?: readonly number[];
  /** Relative heights: one per child (vertical) or per row (grid). */
  readonly rowShares?: readonly number[];
  readonly gridColumns?: number;
  /** Position or name of the child whose tab is shown. */
  readonly activeTab?: number | string;
  readonly name?: string;
  readonly visible?: boolean;
}

/** What a container holds and what can be the root of a blueprint. */
export type LayoutPart = Container | View;

interface CommonOptions {
  /** Title shown in the blueprint panel and on tabs. */
  readonly name?: string;
  /** Default true. */
  readonly visible?: boolean;
}

export interface HorizontalOptions extends CommonOptions {
  /** Relative widths, one per child. Default: equal. */
  readonly columnShares?: readonly number[];
}

export interface VerticalOptions extends CommonOptions {
  /** Relative heights, one per child. Default: equal. */
  readonly rowShares?: readonly number[];
}

export interface GridOptions extends CommonOptions {
  /** Number of columns. Default: the viewer chooses by the space it has. */
  readonly gridColumns?: number;
  /** Relative widths, one per column. */
  readonly columnShares?: readonly number[];
  /** Relative heights, one per row. */
  readonly rowShares?: readonly number[];
}

export interface TabsOptions extends CommonOptions {
  /** Position (from 0) or name of the child shown first. Default: the first. */
  readonly activeTab?: number | string;
}

/** Children side by side. Throws {@link InvalidValueError} for shares that do not fit the children. */
export function horizontal(contents: readonly LayoutPart[], options: HorizontalOptions = {}): Container {
  return container({ kind: 'horizontal', contents, ...options });
}

/** Children above each other. Throws {@link InvalidValueError} for shares that do not fit the children. */
export function vertical(contents: readonly LayoutPart[], options: VerticalOptions = {}): Container {
  return container({ kind: 'vertical', contents, ...options });
}

/** Children in rows and columns, row by row. Throws {@link InvalidValueError} for shares that do not fit. */
export function grid(contents: readonly LayoutPart[], options: GridOptions = {}): Container {
  return container({ kind: 'grid', contents, ...options });
}

/** Children behind each other. Throws {@link InvalidValueError} for an `activeTab` that is not a child. */
export function tabs(contents: readonly LayoutPart[], options: TabsOptions = {}): Container {
  return container({ kind: 'tabs', contents, ...options });
}

/** Any container, with a kind computed by the program. Throws {@link InvalidValueError} like the named ones. */
export function container(options: Omit<Container, 'type'>): Container {
  const { kind, contents, gridColumns } = options;
  wordNumber(CONTAINER_KIND, kind, 'container.kind');
  checkText(`${kind}.name`, options.name);
  checkNumber(`${kind}.gridColumns`, gridColumns, { min: 1 });
  const columns = kind === 'horizontal' ? contents.length : kind === 'grid' ? gridColumns : undefined;
  const rows =
    kind === 'vertical'
      ? contents.length
      : kind === 'grid' && gridColumns !== undefined
        ? Math.ceil(contents.length / gridColumns)
        : undefined;
  checkShares(`${kind}.columnShares`, options.columnShares, columns);
  checkShares(`${kind}.rowShares`, options.rowShares, rows);
  const made: Container = { type: 'container', ...options };
  if (options.activeTab !== undefined) findTab(made);
  return made;
}

/** Position of the active tab, undefined if none is asked for. */
export function findTab({ kind, contents, activeTab }: Container): number | undefined {
  if (activeTab === undefined) return undefined;
  const at = typeof activeTab === 'number' ? activeTab : contents.findIndex((part) => part.name === activeTab);
  if (Number.isInteger(at) && at >= 0 && at < contents.length) return at;
  throw new InvalidValueError({
    argument: `${kind}.activeTab`,
    expected: `a position below ${contents.length} or a name out of ${show(contents.map((part) => part.name))}`,
    found: show(activeTab),
  });
}
