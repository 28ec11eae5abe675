/**
 * What a check may look at: names, the manifest, and files through one source. Nothing in it changes while checks run.
 * @module
 */
import { type Manifest, type ManifestProblem, safeParseManifest } from '@outlay/schema';
import { isLayoutError, type LayoutError } from '../errors.ts';
import type { Issue } from '../issues/issue.ts';
import { repeatedKeys } from '../read/json-keys.ts';
import { type EpochState, epochStates } from '../scan/epoch-states.ts';
import { type Inventory, takeInventory } from '../scan/inventory.ts';
import type { ScannedFolder } from '../scan/scanned-folder.ts';
import type { FileSource } from '../source/file-source.ts';

/** How deep to look. `structure`: names only. `default`: also headers, tables and small files. `full`: every byte. */
export const VALIDATION_LEVELS = ['structure', 'default', 'full'] as const;
/** A depth of validation, see {@link VALIDATION_LEVELS}. */
export type ValidationLevel = (typeof VALIDATION_LEVELS)[number];

/** The manifest as far as it could be read. */
export type ManifestState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly error: LayoutError }
  | { readonly kind: 'invalid'; readonly problems: readonly ManifestProblem[] }
  | { readonly kind: 'valid'; readonly manifest: Manifest; readonly repeatedKeys: readonly string[] };

/** See the module. */
export interface CheckContext {
  readonly source: FileSource;
  readonly level: ValidationLevel;
  readonly signal: AbortSignal | undefined;
  readonly scanned: readonly ScannedFolder[];
  readonly inventory: Inventory;
  readonly manifestState: ManifestState;
  /** The manifest when it is valid. */
  readonly manifest: Manifest | undefined;
  /** All epochs that are listed or on disk, ascending. */
  readonly epochs: readonly EpochState[];
}

/** A check: yields what it finds, keeps nothing. */
export type Check = (context: CheckContext) => AsyncIterable<Issue> | Iterable<Issue>;

/** Reads the manifest and sorts what the scan has found. */
export async function openContext(
  source: FileSource,
  scanned: readonly ScannedFolder[],
  level: ValidationLevel,
  signal: AbortSignal | undefined,
): Promise<CheckContext> {
  const inventory = takeInventory(scanned);
  const manifestState = await readManifestState(source, scanned);
  const manifest = manifestState.kind === 'valid' ? manifestState.manifest : undefined;
  const epochs = epochStates(manifest, inventory);
  return { source, level, signal, scanned, inventory, manifestState, manifest, epochs };
}

async function readManifestState(source: FileSource, scanned: readonly ScannedFolder[]): Promise<ManifestState> {
  if (!scanned[0]?.files.some(({ name }) => name === 'manifest.json')) return { kind: 'absent' };
  let text: string;
  try {
    text = new TextDecoder().decode(await source.read('manifest.json'));
  } catch (error) {
    if (isLayoutError(error)) return { kind: 'unreadable', error };
    throw error;
  }
  const result = safeParseManifest(text);
  if (result.ok) return { kind: 'valid', manifest: result.manifest, repeatedKeys: repeatedKeys(text) };
  return { kind: 'invalid', problems: result.problems };
}
