/**
 * Settings: flags beat `OUTLAY_*`, which beat the project's `outlay.config.json(c)` in the nearest parent folder,
 * which beats the user's `$XDG_CONFIG_HOME/outlay/config.json(c)`, which beats the defaults.
 * One table describes them all: names, variables, values, defaults.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { CliError, fileSystemReason } from '../failures/errors.ts';
import { parseCount, parseReadAhead, parseSize } from '../grammar/selection.ts';
import type { Io } from '../process/io.ts';
import { COLOR_MODES } from '../session/colors.ts';
import { PROGRESS_MODES } from '../session/progress.ts';
import { parseJsonc } from './jsonc.ts';

/** How the text of a setting (variable or flag) becomes its value. @throws RangeError */
type Parse = (text: string) => string | number | boolean;

interface Setting {
  readonly doc: string;
  readonly parse: Parse;
  readonly fallback: string | number | boolean | undefined;
}

const oneOf =
  (words: readonly string[]): Parse =>
  (text) => {
    if (words.includes(text)) return text;
    throw new RangeError(`expected one of ${words.join(', ')}, found '${text}'.`);
  };
const flag: Parse = (text) => {
  if (['1', 'true', 'yes', 'on'].includes(text.toLowerCase())) return true;
  if (['0', 'false', 'no', 'off'].includes(text.toLowerCase())) return false;
  throw new RangeError(`expected true or false, found '${text}'.`);
};

const SEVERITY_WORDS = ['off', 'info', 'warning', 'error'] as const;
/** What a code is re-graded to. */
export type Grade = (typeof SEVERITY_WORDS)[number];

/** `OUT1009=off,OUT1007=warning` → code → grade. @throws RangeError */
export function parseGrades(text: string): ReadonlyMap<string, Grade> {
  const grades = new Map<string, Grade>();
  for (const part of text.split(',').filter((word) => word.trim() !== '')) {
    const [code = '', grade = ''] = part.split('=').map((word) => word.trim());
    if (!/^OUT\d{4}$/.test(code) || !(SEVERITY_WORDS as readonly string[]).includes(grade))
      throw new RangeError(`expected codes with ${SEVERITY_WORDS.join(', ')}, e.g. OUT1009=off, found '${part}'.`);
    grades.set(code, grade as Grade);
  }
  return grades;
}

/** Default size limit of one recording: a browser viewer holds about 2 GiB. */
export const DEFAULT_MAX_SIZE = '1.5GiB';

/** Every setting that can stand in a configuration file or a variable. */
export const SETTINGS = {
  color: { doc: 'colors: auto, always, never', parse: oneOf(COLOR_MODES), fallback: 'auto' },
  progress: { doc: 'progress: auto, plain, json, none', parse: oneOf(PROGRESS_MODES), fallback: 'auto' },
  jobs: {
    doc: 'threads that decode meshes and masks; default: one per CPU',
    parse: (text) => parseCount(text, 1),
    fallback: undefined,
  },
  readAhead: {
    doc: "files to read at a time: 'auto' (16 on network disks, 0 elsewhere) or a number",
    parse: parseReadAhead,
    fallback: 'auto',
  },
  maxSize: {
    doc: 'size above which a recording is split, e.g. 1.5GiB',
    parse: (text) => {
      parseSize(text);
      return text;
    },
    fallback: DEFAULT_MAX_SIZE,
  },
  bodyModel: {
    doc: 'body model (.npz) for bodies without a mesh; separate two as in PATH, or use a list in a file',
    parse: (text) => text,
    fallback: undefined,
  },
  strict: { doc: 'export nothing if there is a finding of error severity', parse: flag, fallback: false },
  errorOnWarnings: { doc: 'validate: fail on warnings too', parse: flag, fallback: false },
  maxDiagnostics: {
    doc: 'number of findings shown on a terminal; counts and machine formats are not affected',
    parse: (text) => parseCount(text, 0),
    fallback: 50,
  },
  severity: {
    doc: 'validate: severities of codes, e.g. OUT1009=off,OUT1007=warning; an object in a file',
    parse: (text) => {
      parseGrades(text);
      return text;
    },
    fallback: undefined,
  },
} as const satisfies Record<string, Setting>;
/** The name of a setting. */
export type SettingName = keyof typeof SETTINGS;

/** Where a value came from, for `outlay config print`. */
export interface SettingOrigin {
  readonly value: string | number | boolean | null;
  readonly from: 'flag' | 'environment' | 'project' | 'user' | 'default';
  /** The variable or the file. */
  readonly source?: string;
}
/** Every setting with its origin. */
export type Settings = Readonly<Record<SettingName, SettingOrigin>>;

/** `maxSize` → `OUTLAY_MAX_SIZE`. */
export function settingVariable(name: SettingName): string {
  return `OUTLAY_${name.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}`;
}

/** Names of configuration files, in the order they are looked for in a folder. */
export const CONFIG_FILES = ['outlay.config.json', 'outlay.config.jsonc'] as const;

// A configuration is written by hand; beyond this it is another file.
const CONFIG_MAX_BYTES = 1 << 20;

interface ConfigFile {
  readonly path: string;
  readonly values: Partial<Record<SettingName, string | number | boolean>>;
}

/**
 * Settings from everything but the flags.
 * @param choice `--config`: a file, `none` for no file at all, `undefined` to look for one.
 * @throws CliError `config-invalid` naming the file or variable and the setting.
 */
export async function loadSettings(io: Io, choice: string | undefined): Promise<Settings> {
  const chosen = choice ?? io.env.OUTLAY_CONFIG;
  const project =
    chosen === undefined ? await nearest(io.cwd) : chosen === 'none' ? undefined : await named(io, chosen);
  const user = chosen === 'none' ? undefined : await userConfig(io);
  const settings = {} as Record<SettingName, SettingOrigin>;
  for (const name of Object.keys(SETTINGS) as SettingName[]) settings[name] = origin(name, io, project, user);
  return settings;
}

function origin(name: SettingName, io: Io, project?: ConfigFile, user?: ConfigFile): SettingOrigin {
  const variable = settingVariable(name);
  const text = io.env[variable];
  if (text !== undefined && text !== '') {
    try {
      return { value: SETTINGS[name].parse(text), from: 'environment', source: variable };
    } catch (cause) {
      throw new CliError('config', `${variable}: ${(cause as Error).message}`, { cause });
    }
  }
  const fromProject = project?.values[name];
  if (project && fromProject !== undefined) return { value: fromProject, from: 'project', source: project.path };
  const fromUser = user?.values[name];
  if (user && fromUser !== undefined) return { value: fromUser, from: 'user', source: user.path };
  return { value: SETTINGS[name].fallback ?? null, from: 'default' };
}

async function nearest(folder: string): Promise<ConfigFile | undefined> {
  const found = await firstOf(CONFIG_FILES.map((name) => join(folder, name)));
  const parent = dirname(folder);
  return found ?? (parent === folder ? undefined : nearest(parent));
}

function userConfig(io: Io): Promise<ConfigFile | undefined> {
  const home = io.env.XDG_CONFIG_HOME || (io.env.HOME ? join(io.env.HOME, '.config') : undefined);
  if (home === undefined) return Promise.resolve(undefined);
  return firstOf(['config.json', 'config.jsonc'].map((name) => join(home, 'outlay', name)));
}

async function named(io: Io, choice: string): Promise<ConfigFile> {
  const path = resolve(io.cwd, choice);
  const found = await firstOf([path]);
  if (found === undefined) throw new CliError('config', `--config: ${choice} does not exist.`, { path: choice });
  return found;
}

async function firstOf(paths: readonly string[]): Promise<ConfigFile | undefined> {
  for (const path of paths) {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') continue;
      throw new CliError('config', `The configuration cannot be read, ${fileSystemReason(cause) ?? code}: ${path}`, {
        path,
        cause,
      });
    }
    return { path, values: parseConfig(text, path) };
  }
  return undefined;
}

function parseConfig(text: string, path: string): ConfigFile['values'] {
  const fail = (message: string) => new CliError('config', `${message} In ${path}.`, { path });
  if (text.length > CONFIG_MAX_BYTES) throw fail(`A configuration may have at most ${CONFIG_MAX_BYTES} bytes.`);
  let document: unknown;
  try {
    document = parseJsonc(text);
  } catch (cause) {
    throw fail(`The configuration is not JSON (${(cause as Error).message}).`);
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw fail('The configuration is not a JSON object.');
  const values: Partial<Record<SettingName, string | number | boolean>> = {};
  for (const [key, value] of Object.entries(document)) {
    if (key === '$schema') continue;
    if (!Object.hasOwn(SETTINGS, key))
      throw fail(`Unknown setting '${key}', expected one of ${Object.keys(SETTINGS).join(', ')}.`);
    const scalar = key === 'severity' ? gradesText(value) : key === 'bodyModel' ? filesText(value, path) : value;
    if (!['string', 'number', 'boolean'].includes(typeof scalar))
      throw fail(`Setting '${key}': expected a string, a number, true or false.`);
    try {
      values[key as SettingName] = SETTINGS[key as SettingName].parse(String(scalar));
    } catch (cause) {
      throw fail(`Setting '${key}': ${(cause as Error).message}`);
    }
  }
  return values;
}

/** In a file, paths may be a list, and are relative to it. */
function filesText(value: unknown, path: string): unknown {
  const files: unknown[] = Array.isArray(value) ? value : [value];
  if (!files.every((file) => typeof file === 'string')) return value;
  return files.map((file) => resolve(dirname(path), file)).join(delimiter);
}

/** In a file, severities are an object; as a setting they are one text, as in the variable. */
function gradesText(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value)
    .map(([code, grade]) => `${code}=${String(grade)}`)
    .join(',');
}
