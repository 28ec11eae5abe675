/**
 * What the page shows, as text behind the `#` of its URL: `#/pictures/<scene>/<exp>?epoch=30&camera=4&frame=12&mode=slider`.
 * Whoever gets the link sees the same. A field at its default is left out; one that does not parse is as if left out.
 * @module
 */

export const PLACES = ['runs', 'run', 'pictures', '3d', 'input'] as const;
export type PlaceName = (typeof PLACES)[number];

export const MODES = ['slider', 'side', 'flip', 'difference', 'nearer'] as const;
/** How two pictures are compared. `nearer`: which of the first two is nearer to the ground truth. */
export type Mode = (typeof MODES)[number];

export const OVERLAYS = ['none', 'masks', 'depth'] as const;
export type Overlay = (typeof OVERLAYS)[number];

/** A field of the query: how its text is read and written. `parse` gives `undefined` for what it does not understand. */
interface Field<T> {
  readonly key: string;
  readonly initial: T;
  parse(text: string): T | undefined;
  format(value: T): string;
}

const text = (key: string): Field<string> => ({ key, initial: '', parse: (t) => t, format: (v) => v });

const integer = (key: string): Field<number | undefined> => ({
  key,
  initial: undefined,
  parse: (t) => (/^\d{1,9}$/.test(t) ? Number(t) : undefined),
  format: (v) => String(v),
});

const decimal = (key: string, initial: number, min: number, max: number): Field<number> => ({
  key,
  initial,
  parse: (t) => (/^-?\d+(\.\d+)?$/.test(t) ? Math.min(max, Math.max(min, Number(t))) : undefined),
  format: (v) => String(Math.round(v * 1e4) / 1e4),
});

const list = (key: string, initial: readonly string[] = []): Field<readonly string[]> => ({
  key,
  initial,
  parse: (t) => t.split(',').filter((item) => item !== ''),
  format: (v) => v.join(','),
});

const oneOf = <const T extends string>(key: string, words: readonly T[], initial: T): Field<T> => ({
  key,
  initial,
  parse: (t) => words.find((word) => word === t),
  format: (v) => v,
});

/** All of the state that has no place of its own in the path. */
const FIELDS = {
  epoch: integer('epoch'),
  /** Absent: all cameras. */
  camera: integer('camera'),
  frame: integer('frame'),
  mode: oneOf('mode', MODES, 'slider'),
  /** Layers to compare, see `places/pictures/layer.ts`. */
  panes: list('panes', ['prediction', 'ground-truth']),
  overlay: oneOf('overlay', OVERLAYS, 'none'),
  /** `task/name` of the metric in focus. */
  metric: text('metric'),
  /** Where the slider stands, from the left. */
  cut: decimal('cut', 0.5, 0, 1),
  /** Difference at which the heat map is brightest, of 255. */
  gain: decimal('gain', 64, 1, 255),
  /** 1 fits the picture into its pane. */
  zoom: decimal('zoom', 1, 0.25, 256),
  /** What is in the middle of a pane, as fractions of the picture. */
  x: decimal('x', 0.5, -1, 2),
  y: decimal('y', 0.5, -1, 2),
  split: oneOf('split', ['train', 'test'], 'train'),
  /** Opacity of the overlay. */
  opacity: decimal('opacity', 0.55, 0, 1),
  /** Name of the recording in 3D. */
  recording: text('recording'),
  /** Narrowing of the recording. */
  tasks: list('tasks'),
  cameras: list('cameras'),
  step: decimal('step', 1, 1, 1000),
  /** Runs: what is shown of them, and how. */
  search: text('search'),
  states: list('states'),
  sort: text('sort'),
  group: oneOf('group', ['none', 'scene'], 'none'),
  at: oneOf('at', ['newest', 'best'], 'newest'),
  baseline: text('baseline'),
  columns: list('columns'),
  selected: list('selected'),
} as const;

type Fields = typeof FIELDS;
type Values = { readonly [F in keyof Fields]: Fields[F] extends Field<infer T> ? T : never };

/** A moment: the place, the run that is looked at, and every field. */
export type Moment = { readonly place: PlaceName /** `''` for none. */; readonly run: string } & Values;

const NAMES = Object.keys(FIELDS) as (keyof Fields)[];
const field = (name: keyof Fields) => FIELDS[name] as unknown as Field<unknown>;

/** Which fields a place writes: a link to a table of runs does not speak of a camera. */
const RUN_FIELDS = new Set<keyof Fields>([
  'search',
  'states',
  'sort',
  'group',
  'at',
  'baseline',
  'columns',
  'selected',
]);

/** Reads a hash, with or without its `#`. Never throws. */
export function parseMoment(hash: string): Moment {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [first = '', ...rest] = path.split('/').filter((part) => part !== '');
  const place = PLACES.find((name) => name === first) ?? 'runs';
  const given = new Map<string, string>();
  for (const part of query.split('&')) {
    const [key = '', value = ''] = part.split(/=(.*)/s);
    given.set(key, decoded(value));
  }
  const values: Record<string, unknown> = {};
  for (const name of NAMES) {
    const { key, initial, parse } = field(name);
    const value = given.get(key);
    values[name] = (value === undefined ? undefined : parse(value)) ?? initial;
  }
  return { ...(values as Values), place, run: decoded(rest.join('/')) };
}

/** The hash of a moment, with its `#`. */
export function formatMoment(moment: Moment): string {
  const parts: string[] = [];
  for (const name of NAMES) {
    const { key, initial, format } = field(name);
    const value = moment[name];
    if ((moment.place === 'runs') !== RUN_FIELDS.has(name) || value === undefined) continue;
    const written = format(value);
    if (initial === undefined || written !== format(initial)) parts.push(`${key}=${escaped(written)}`);
  }
  const path = moment.run === '' || moment.place === 'runs' ? moment.place : `${moment.place}/${moment.run}`;
  return `#/${path}${parts.length === 0 ? '' : `?${parts.join('&')}`}`;
}

/** Readable: of the reserved characters, only those that would end a value are escaped. */
const escaped = (value: string) => encodeURIComponent(value).replace(/%(2C|2F|3A|40)/g, decodeURIComponent);

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
