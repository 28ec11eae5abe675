/**
 * Which question a path asks.
 * @module
 */
import { parseEpoch } from '@outlay/schema/names';
import { FaultError } from './fault.ts';

/** Longest path that is looked at. */
const MAX_PATH = 4096;

/** A question. `path` begins with the id of a run. */
export type Route =
  | { readonly kind: 'page'; readonly path: string }
  | { readonly kind: 'site' | 'runs' | 'numbers' | 'events' }
  | { readonly kind: 'run'; readonly path: string }
  | { readonly kind: 'files' | 'derived' | 'recording'; readonly path: string };

const ALONE: Readonly<Record<string, 'site' | 'runs' | 'numbers' | 'events'>> = {
  'data/site.json': 'site',
  'data/runs.json': 'runs',
  'data/numbers.ndjson': 'numbers',
  events: 'events',
};
const BELOW: readonly (readonly ['run' | 'files' | 'derived' | 'recording', string])[] = [
  ['run', 'data/run/'],
  ['files', 'files/'],
  ['derived', 'derived/'],
  ['recording', 'recording/'],
];

/**
 * Parses a path below the page's folder, as it stands in the URL. It is decoded once; what then is no plain relative
 * path is refused, so nothing further in has to be decoded or normalized again.
 * @throws FaultError
 */
export function parseRoute(encoded: string): Route {
  const path = decode(encoded);
  const alone = ALONE[path];
  if (alone && Object.hasOwn(ALONE, path)) return { kind: alone };
  for (const [kind, prefix] of BELOW) if (path.startsWith(prefix)) return { kind, path: path.slice(prefix.length) };
  return { kind: 'page', path };
}

function decode(encoded: string): string {
  if (encoded.length > MAX_PATH) throw new FaultError('badRequest', `The path is longer than ${MAX_PATH} characters.`);
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    throw new FaultError('badRequest', 'The path is not encoded as URLs are.');
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
  if (/[\u0000-\u001f\u007f\\]/.test(path) || path.split('/').some((part) => part === '.' || part === '..'))
    throw new FaultError('badRequest', 'The path is not a plain one.');
  return path;
}

/** What of a run is asked: the rest of a `run` route behind the id. @throws FaultError */
export function parseRunPart(rest: string): 'run' | 'findings' | { readonly metrics: number } {
  if (rest === 'run.json') return 'run';
  if (rest === 'findings.json') return 'findings';
  const name = /^metrics\/(epoch_\d{4,9})\.json$/.exec(rest)?.[1];
  const epoch = name === undefined ? undefined : parseEpoch(name);
  if (epoch === undefined) throw new FaultError('notServed', 'This is not an answer that a run has.');
  return { metrics: epoch };
}
