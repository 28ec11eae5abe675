import { type Manifest, type ManifestProblem, safeParseManifest } from '@outlay/schema';
import { isLayoutError, type LayoutError } from '../errors.ts';
import { repeatedKeys } from '../read/json-keys.ts';
import type { FileSource } from '../source/file-source.ts';

/** The manifest as far as it could be read. */
export type ManifestState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly error: LayoutError }
  | { readonly kind: 'invalid'; readonly problems: readonly ManifestProblem[]; readonly text: string }
  | { readonly kind: 'valid'; readonly manifest: Manifest; readonly repeatedKeys: readonly string[] };

/** Reads `manifest.json`, which is there. */
export async function readManifestState(source: FileSource): Promise<ManifestState> {
  let text: string;
  try {
    text = new TextDecoder().decode(await source.read('manifest.json'));
  } catch (error) {
    if (isLayoutError(error)) return { kind: 'unreadable', error };
    throw error;
  }
  const result = safeParseManifest(text);
  if (result.ok) return { kind: 'valid', manifest: result.manifest, repeatedKeys: repeatedKeys(text) };
  return { kind: 'invalid', problems: result.problems, text };
}
