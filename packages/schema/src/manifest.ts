/**
 * `manifest.json` at the root of an experiment.
 * @module
 */
import * as z from 'zod/mini';
import { parseEpoch } from './ids.ts';
import { LAYOUT_VERSION, layoutVersionAdvice } from './layout-version.ts';
import { nearMiss } from './near-miss.ts';
import { TASKS } from './vocabulary.ts';

type ManifestSchema = ReturnType<typeof buildSchema>;
/** The parsed manifest, keys as on disk. */
export type Manifest = z.infer<ManifestSchema>;

let schema: ManifestSchema | undefined;

/** zod schema of `manifest.json` (of `zod/mini`), to be part of your own. Unknown keys are kept. */
export function manifestSchema(): ManifestSchema {
  // Built when first needed: that is half of what an import would cost.
  schema ??= buildSchema();
  return schema;
}

function buildSchema() {
  const cameraNumber = z.int().check(z.minimum(0), z.maximum(999_999_999));
  const text = z.string().check(z.minLength(1));
  const isEpoch = (name: string): boolean => parseEpoch(name) !== undefined;
  const epochName = z.string().check(z.refine(isEpoch, 'expected a name such as "epoch_0030"'));
  return z.looseObject({
    $schema: z.optional(z.string()),
    output_layout_version: z.literal(LAYOUT_VERSION),
    exp_name: text,
    scene_name: text,
    tasks: z.array(z.enum(TASKS)),
    /** Epoch folder names, `epoch_0030`. An epoch is listed before it is evaluated. */
    eval_epochs: z.array(epochName),
    nvs_cameras: z.optional(z.array(cameraNumber)),
    source_camera_id: z.optional(cameraNumber),
    pose_eval_world_alignment_method: z.optional(z.string()),
    notes: z.optional(z.unknown()),
  });
}

/** Key order of a formatted manifest: the trainer's. Other keys follow in their own order. */
export const MANIFEST_KEYS = [
  '$schema',
  'output_layout_version',
  'exp_name',
  'scene_name',
  'tasks',
  'eval_epochs',
  'source_camera_id',
  'nvs_cameras',
  'pose_eval_world_alignment_method',
  'notes',
] as const;

/** Keys a manifest must have. */
export const REQUIRED_MANIFEST_KEYS = [
  'output_layout_version',
  'exp_name',
  'scene_name',
  'tasks',
  'eval_epochs',
] as const;

/** One thing wrong with a manifest. */
export interface ManifestProblem {
  readonly kind: 'not-json' | 'not-an-object' | 'version' | 'missing-key' | 'bad-value';
  /** Where in the document, e.g. `eval_epochs[2]`; `''` for the document itself. */
  readonly at: string;
  readonly expected: string;
  readonly received: string;
  /** What was probably meant: a key of the document that looks like a missing one, or the word that a value looks like. */
  readonly nearMiss?: string;
}

/** Result of {@link safeParseManifest}. */
export type ManifestResult =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly problems: readonly ManifestProblem[] };

/** Thrown by {@link parseManifest}. `problems` says everything that is wrong, not only the first. */
export class ManifestError extends Error {
  readonly code = 'MANIFEST_INVALID';
  readonly hint: string;
  readonly problems: readonly ManifestProblem[];
  constructor(problems: readonly ManifestProblem[]) {
    super(problems.map(describeManifestProblem).join(' '));
    this.name = 'ManifestError';
    const version = problems.find(({ kind }) => kind === 'version');
    this.hint = version
      ? layoutVersionAdvice(version.received)
      : 'Compare the file with the minimal manifest of the layout, or write it again with `outlay init`.';
    this.problems = problems;
  }
}

/** A problem as one sentence. */
export function describeManifestProblem(problem: ManifestProblem): string {
  const where = problem.at === '' ? 'manifest.json' : `manifest.json, ${problem.at}`;
  const similar =
    problem.nearMiss === undefined
      ? ''
      : `; "${problem.nearMiss}" ${problem.kind === 'missing-key' ? 'looks like it' : 'is probably meant'}`;
  return `${where}: expected ${problem.expected}, found ${problem.received}${similar}.`;
}

/** Largest manifest that is read: real ones are below 1 kB, notes may grow; beyond this it is not a manifest. */
export const MANIFEST_MAX_BYTES = 1 << 20;
/** Deepest nesting that is read, so that a hostile file cannot exhaust the stack. */
export const MANIFEST_MAX_DEPTH = 64;

/** Parses the text of a `manifest.json` without throwing. A byte order mark is ignored. */
export function safeParseManifest(text: string): ManifestResult {
  const fail = (kind: ManifestProblem['kind'], expected: string, received: string): ManifestResult => ({
    ok: false,
    problems: [{ kind, at: '', expected, received }],
  });
  if (text.length > MANIFEST_MAX_BYTES)
    return fail('not-json', `at most ${MANIFEST_MAX_BYTES} characters`, `${text.length}`);
  if (nestingDepth(text) > MANIFEST_MAX_DEPTH)
    return fail('not-json', `nesting of at most ${MANIFEST_MAX_DEPTH}`, 'deeper nesting');
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    return fail(
      'not-json',
      'a JSON object',
      text.trim() === '' ? 'an empty file' : `text that is not JSON (${(error as Error).message})`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail('not-an-object', 'a JSON object', shortJson(value));
  const result = z.safeParse(manifestSchema(), value);
  if (result.success) return { ok: true, manifest: result.data };
  return { ok: false, problems: result.error.issues.map((issue) => toProblem(issue, value)) };
}

/** Parses the text of a `manifest.json`. @throws ManifestError with every problem found. */
export function parseManifest(text: string): Manifest {
  const result = safeParseManifest(text);
  if (!result.ok) throw new ManifestError(result.problems);
  return result.manifest;
}

/** Text of a manifest as the trainers write it: two spaces, known keys first in a stable order, final newline. */
export function formatManifest(manifest: Manifest): string {
  const known = new Set<string>(MANIFEST_KEYS);
  const entries = Object.entries(manifest);
  const ordered = [
    ...MANIFEST_KEYS.flatMap((key) => (key in manifest ? [[key, manifest[key]] as const] : [])),
    ...entries.filter(([key]) => !known.has(key)),
  ];
  return `${JSON.stringify(Object.fromEntries(ordered), null, 2)}\n`;
}

/**
 * Keys that nothing reads and that look like one that is: `nvs_camera` for `nvs_cameras`. Unknown keys are kept, so a
 * misspelt one silently does nothing.
 */
export function misspeltKeys(manifest: Manifest): readonly { readonly key: string; readonly meant: string }[] {
  const free = MANIFEST_KEYS.filter((key) => !(key in manifest));
  return Object.keys(manifest).flatMap((key) => {
    const meant = isKnownKey(key) ? undefined : nearMiss(key, free);
    return meant === undefined ? [] : [{ key, meant }];
  });
}

/** Epoch numbers listed in a manifest, ascending, each once. */
export function listedEpochs(manifest: Manifest): readonly number[] {
  return [...new Set(manifest.eval_epochs.map((name) => parseEpoch(name) ?? -1))].sort((a, b) => a - b);
}

function nestingDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x7b || c === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (c === 0x7d || c === 0x5d) depth--;
  }
  return deepest;
}

function toProblem(issue: z.core.$ZodIssue, document: unknown): ManifestProblem {
  const at = issue.path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? String(key) : `.${String(key)}`))
    .join('');
  const received = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    document,
  );
  const isVersion = at === 'output_layout_version';
  const expected = expectation(issue);
  if (received === undefined) {
    const unknown = Object.keys(document as object).filter((key) => !isKnownKey(key));
    return { kind: 'missing-key', at, expected, received: 'nothing (the key is missing)', ...similarTo(at, unknown) };
  }
  if (isVersion) return { kind: 'version', at, expected, received: shortJson(received) };
  const words = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  return { kind: 'bad-value', at, expected, received: shortJson(received), ...similarTo(String(received), words) };
}

function similarTo(word: string, known: readonly string[]): Pick<ManifestProblem, 'nearMiss'> {
  const similar = nearMiss(word, known);
  return similar === undefined ? {} : { nearMiss: similar };
}

function isKnownKey(key: string): boolean {
  return (MANIFEST_KEYS as readonly string[]).includes(key);
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `a value of type ${issue.expected}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? JSON.stringify(issue.values[0])
        : `one of ${issue.values.map((v) => JSON.stringify(v)).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' ? 'a non-empty text' : `a number of at least ${issue.minimum}`;
    case 'too_big':
      return `a number of at most ${issue.maximum}`;
    case 'custom':
      return (issue.message ?? 'another value').replace(/^expected /, '');
    default:
      return issue.message;
  }
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
