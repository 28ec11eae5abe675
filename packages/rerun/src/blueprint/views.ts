import { formatEntityPath } from '../entity-path.ts';
import { InvalidValueError } from '../errors.ts';
import type { BlueprintValue } from './blueprint-archetypes.ts';
import { checkText, show } from './checks.ts';
import { type Overrides, sortOverrides, type ViewDefaults } from './overrides.ts';
import type { ViewKind } from './words.ts';

/** A panel of the layout. Plain data; made by `spatial3DView`, `timeSeriesView` and so on. */
export interface View {
  readonly type: 'view';
  readonly kind: ViewKind;
  /** Entity path with leading slash. */
  readonly origin: string;
  /** Query expressions, e.g. `['$origin/**', '- /world/debug/**']`. */
  readonly contents: readonly string[];
  readonly name?: string;
  readonly visible?: boolean;
  readonly titlebar?: boolean;
  readonly properties: readonly BlueprintValue[];
  readonly overrides: Overrides;
  readonly defaults: ViewDefaults;
}

/** What all views have. */
export interface ViewOptions {
  /**
   * Entity path that the view is about; for spatial views also the origin of space. Default `/`. Viewers up to 0.26
   * ignore centres and poses of boxes and the like on the origin itself: put the origin above them.
   */
  readonly origin?: string;
  /** Title. Default: the viewer makes one from the origin. */
  readonly name?: string;
  /**
   * What is shown, as query expressions; {@link include} and {@link exclude} write them. The most specific rule
   * decides. Default `$origin/**`.
   */
  readonly contents?: string | readonly string[];
  /** Default true. */
  readonly visible?: boolean;
  /** Shows the title bar. Only written if given, because `rerun rrd verify` before 0.39 refuses it. */
  readonly titlebar?: boolean;
  /** Replaces components of single entities, by entity path; see `Overrides`. */
  readonly overrides?: Overrides;
  /** Values for components that entities of this view lack: archetypes with the fields wanted. */
  readonly defaults?: ViewDefaults;
}

/** Query expression that takes a path in; end it in `/**` to take everything below too. `$origin` may start it. */
export const include = (path: string): string => `+ ${checkedQuery(path)}`;

/** Query expression that leaves a path out; end it in `/**` to leave out everything below too. */
export const exclude = (path: string): string => `- ${checkedQuery(path)}`;

function checkedQuery(path: string): string {
  checkText('contents', path.trim());
  return path.trim();
}

/** A view from what all views have and its encoded properties; empty properties are dropped. */
export function makeView(
  kind: ViewKind,
  options: ViewOptions,
  properties: readonly (BlueprintValue | undefined)[] = [],
): View {
  const contents = [options.contents ?? '$origin/**'].flat();
  for (const [index, query] of contents.entries()) {
    if (typeof query === 'string' && /^\s*[+-]?\s*[^\s+-]/.test(query)) continue;
    throw new InvalidValueError({
      argument: `${kind}View.contents[${index}]`,
      expected: 'a query expression such as "$origin/**" or "- /world/debug/**"',
      found: show(query),
    });
  }
  checkText(`${kind}View.name`, options.name);
  for (const [path, overrides] of Object.entries(options.overrides ?? {})) {
    formatEntityPath(path);
    sortOverrides(overrides);
  }
  return {
    type: 'view',
    kind,
    origin: formatEntityPath(options.origin ?? '/'),
    contents,
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.visible === undefined ? {} : { visible: options.visible }),
    ...(options.titlebar === undefined ? {} : { titlebar: options.titlebar }),
    properties: properties.filter(
      (property): property is BlueprintValue => property !== undefined && Object.keys(property.fields).length > 0,
    ),
    overrides: options.overrides ?? {},
    defaults: options.defaults ?? [],
  };
}
