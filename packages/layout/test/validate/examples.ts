/**
 * What the docs show of a finding: the damage of its fixture, and what validation says about it.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import type { ValidationLevel } from '../../src/index.ts';
import type { Files } from '../tiny-files.ts';

/** One example of a code. */
export interface DocExample {
  readonly what: string;
  /** The lowest level that finds it. */
  readonly level: ValidationLevel;
  readonly finding: Pick<Diagnostic, 'severity' | 'path' | 'message' | 'expected' | 'actual' | 'fix'>;
  /** Names or lines that differ between a sound experiment and the damaged one; neither for bytes of other files. */
  readonly sound: readonly string[];
  readonly damaged: readonly string[];
}

/** Lines of each side: enough to see what is meant. */
const SHOWN = 5;
const TEXT = /\.(?:json|csv|txt)$/;

/** Makes the example from both trees and the finding. */
export function docExample(
  what: string,
  level: ValidationLevel,
  sound: Files,
  damaged: Files,
  { severity, path, message, expected, actual, fix }: Diagnostic,
): DocExample {
  const withoutEngine = (text: string): string => text.replace(/that is not JSON \(.*?\)/, 'that is not JSON');
  const finding = {
    severity,
    path,
    message: withoutEngine(message),
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual: withoutEngine(actual) }),
    ...(fix === undefined ? {} : { fix }),
  };
  const names = {
    sound: condensed([...sound.keys()].filter((name) => !damaged.has(name))),
    damaged: condensed([...damaged.keys()].filter((name) => !sound.has(name))),
  };
  const isAboutNames = names.sound.length + names.damaged.length > 0;
  return { what, level, finding, ...(isAboutNames ? names : lines(sound, damaged)) };
}

/** Few names as they are; many by the folders they are in, with how many there are. */
function condensed(paths: readonly string[]): readonly string[] {
  if (paths.length <= SHOWN) return [...paths].sort();
  for (let depth = 8; depth > 0; depth--) {
    const folders = new Map<string, number>();
    for (const path of paths) {
      const folder = path.split('/').slice(0, -1).slice(0, depth).join('/');
      folders.set(folder, (folders.get(folder) ?? 0) + 1);
    }
    if (folders.size <= SHOWN || depth === 1)
      return [...folders]
        .sort()
        .map(([folder, count]) => `${folder === '' ? '.' : folder}/ (${count} ${count === 1 ? 'file' : 'files'})`);
  }
  return [];
}

function lines(sound: Files, damaged: Files): Pick<DocExample, 'sound' | 'damaged'> {
  const differs = (name: string): boolean => Buffer.compare(sound.get(name)!, damaged.get(name)!) !== 0;
  const name = [...damaged.keys()].find((path) => TEXT.test(path) && differs(path));
  if (name === undefined) return { sound: [], damaged: [] };
  const [good, bad] = [linesOf(name, sound.get(name)!), linesOf(name, damaged.get(name)!)];
  const only = (these: readonly string[], others: readonly string[]): readonly string[] => {
    const found = these.filter((line) => !others.includes(line));
    return found.length <= SHOWN ? found : [...found.slice(0, SHOWN), '…'];
  };
  return { sound: only(good, bad), damaged: only(bad, good) };
}

function linesOf(name: string, bytes: Uint8Array): readonly string[] {
  const text = new TextDecoder().decode(bytes);
  try {
    return name.endsWith('.json') ? memberLines(JSON.parse(text)) : text.split(/\r?\n/);
  } catch {
    return text.split(/\r?\n/);
  }
}

/** A member a line, so that a change shows as one. */
function memberLines(value: object): readonly string[] {
  return Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${JSON.stringify(member)}`);
}
