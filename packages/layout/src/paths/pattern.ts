/**
 * The placeholders of path patterns at work: how each one is written, and what of trainers' habits is read.
 * @module
 */
import {
  formatCam,
  formatCamera,
  formatEpoch,
  formatFrame,
  formatPerson,
  type Placeholder,
  type Split,
} from '@outlay/schema/names';

/** What the placeholders of a path stand for. `camera` is `{camera}` or `{cam}`, `person` is `{person}` or `{pp}`. */
export interface PathIds {
  readonly split?: Split;
  readonly epoch?: number;
  readonly camera?: number;
  readonly frame?: number;
  readonly person?: number;
  /** File name of a recording. */
  readonly recording?: string;
  /** Format of a picture; `.jpeg` and upper case are read as these. */
  readonly image?: 'jpg' | 'png';
}

/** The key of {@link PathIds} a placeholder fills. */
type IdKey = keyof PathIds;

interface PlaceholderCodec {
  readonly key: IdKey;
  /** Accepts what trainers leave; no group inside. */
  readonly lenient: string;
  format(value: never): string;
  parse(text: string): string | number;
}

const NUMBER = '\\d{1,9}';
const trailingNumber = (text: string): number => Number(/\d+$/.exec(text)![0]);
const plainNumber = (key: IdKey, lenient: string, format: (value: number) => string): PlaceholderCodec => ({
  key,
  lenient,
  format,
  parse: trailingNumber,
});
const word = (key: IdKey, lenient: string): PlaceholderCodec => ({ key, lenient, format: String, parse: String });

const CODECS: { readonly [name in Placeholder]?: PlaceholderCodec } = {
  split: word('split', 'train|test'),
  epoch: plainNumber('epoch', `[eE][pP][oO][cC][hH]_${NUMBER}`, formatEpoch),
  camera: plainNumber('camera', `(?:[cC][aA][mM]_)?${NUMBER}`, formatCamera),
  cam: plainNumber('camera', `(?:[cC][aA][mM]_)?${NUMBER}`, formatCam),
  frame: plainNumber('frame', NUMBER, formatFrame),
  person: plainNumber('person', `(?:[pP][eE][rR][sS][oO][nN]_)?${NUMBER}`, String),
  pp: plainNumber('person', `(?:[pP][eE][rR][sS][oO][nN]_)?${NUMBER}`, formatPerson),
  recording: word('recording', '(?!\\.\\.?$)[^/\\0]+'),
  image: {
    key: 'image',
    lenient: '[jJ][pP][eE]?[gG]|[pP][nN][gG]',
    format: String,
    parse: (text) => (/^p/i.test(text) ? 'png' : 'jpg'),
  },
};

/** One part of a path pattern, between slashes. */
export interface Segment {
  /** As in the pattern, e.g. `{frame}.npz`. */
  readonly text: string;
  /** Has it placeholders? */
  readonly dynamic: boolean;
  /** @throws RangeError when an id is missing or no valid number. */
  format(ids: PathIds): string;
  /** The ids in `name` joined with `ids`; `undefined` when it does not match, or contradicts `ids`. */
  parse(name: string, ids: PathIds): PathIds | undefined;
}

/** Compiles one part of a pattern. @throws RangeError for a placeholder nothing is known about. */
export function compileSegment(text: string): Segment {
  const pieces = text.split(/\{(\w+)\}/);
  const codecs = pieces.filter((_, i) => i % 2 === 1).map(requireCodec);
  const literals = pieces.filter((_, i) => i % 2 === 0);
  const isWhole = codecs.length === 1 && literals.every((literal) => literal === '');
  const source = literals.map((literal, i) => {
    const isExtension = i === literals.length - 1 && literal.startsWith('.');
    const group = codecs[i]
      ? `(${isWhole || !(codecs[i].key === 'camera' && text.includes('{camera}')) ? codecs[i].lenient : NUMBER})`
      : '';
    return (isExtension ? anyCase(literal) : literally(literal)) + group;
  });
  const expression = new RegExp(`^${source.join('')}$`);
  return {
    text,
    dynamic: codecs.length > 0,
    format: (ids) =>
      literals.map((literal, i) => (codecs[i] ? literal + formatPlaceholder(codecs[i], ids, text) : literal)).join(''),
    parse(name, ids) {
      const match = expression.exec(name);
      if (!match) return undefined;
      if (codecs.length === 0) return ids;
      const found: Partial<Record<IdKey, string | number>> = { ...ids };
      for (let i = 0; i < codecs.length; i++) {
        const codec = codecs[i]!;
        const value = codec.parse(match[i + 1]!);
        if (found[codec.key] !== undefined && found[codec.key] !== value) return undefined;
        found[codec.key] = value;
      }
      return found as PathIds;
    },
  };
}

const WORDS: { readonly [key in IdKey]?: RegExp } = {
  split: /^(?:train|test)$/,
  image: /^(?:jpg|png)$/,
  recording: /^(?!\.\.?$)[^/\0]+$/,
};

function formatPlaceholder(codec: PlaceholderCodec, ids: PathIds, segment: string): string {
  const value = ids[codec.key];
  if (value === undefined) throw new RangeError(`The path needs an id '${codec.key}' for '${segment}'.`);
  const formatted = codec.format(value as never);
  if (typeof value === 'string' && !WORDS[codec.key]?.test(value))
    throw new RangeError(`${JSON.stringify(value)} is not a valid ${codec.key}.`);
  return formatted;
}

function requireCodec(name: string): PlaceholderCodec {
  const codec = CODECS[name as Placeholder];
  if (!codec) throw new RangeError(`Unknown placeholder '{${name}}'.`);
  return codec;
}

function literally(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function anyCase(extension: string): string {
  return literally(extension).replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
