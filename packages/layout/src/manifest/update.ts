import { formatManifest, MANIFEST_MAX_BYTES, type Manifest, safeParseManifest } from '@outlay/schema';
import { FileNotFoundError } from '../errors.ts';
import { ManifestInvalidError, VersionUnsupportedError } from '../experiment/open-errors.ts';
import type { FileEditor } from '../source/file-editor.ts';
import type { FileSource } from '../source/file-source.ts';

const PATH = 'manifest.json';

/**
 * Changes the manifest of an experiment in one step: a reader sees the old or the new one, never half. One that cannot
 * be read is not overwritten, so no epoch is lost. Of several writers at once, the last one wins.
 *
 * ```ts
 * import { updateManifest } from '@outlay/layout';
 * import { NodeFileSink, NodeFileSource } from '@outlay/layout/node';
 * import { addEpoch, mergeManifest } from '@outlay/schema';
 * const [source, sink] = [new NodeFileSource(folder), new NodeFileSink(folder)];
 * await updateManifest(source, sink, (previous) => (previous ? mergeManifest(previous, mine) : mine)); // a run starts
 * await updateManifest(source, sink, (previous) => addEpoch(previous ?? mine, 30)); // an epoch is complete
 * ```
 * @param change Gets the manifest that is there, `undefined` without one, and returns the one to write.
 * @returns The manifest as written. A result equal to what is there is not written again.
 * @throws ManifestInvalidError when the one that is there, or the one to write, is not sound; VersionUnsupportedError;
 * FileUnreadableError and PathRefusedError of `source` and `editor`.
 */
export async function updateManifest(
  source: FileSource,
  editor: Pick<FileEditor, 'replaceFile'>,
  change: (previous: Manifest | undefined) => Manifest,
): Promise<Manifest> {
  const before = await read(source);
  const after = formatManifest(change(before === undefined ? undefined : soundManifest(before)));
  const manifest = soundManifest(after);
  if (after !== before) await editor.replaceFile(PATH, new TextEncoder().encode(after));
  return manifest;
}

async function read(source: FileSource): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await source.read(PATH, { maxBytes: MANIFEST_MAX_BYTES }));
  } catch (error) {
    if (error instanceof FileNotFoundError) return undefined;
    throw error;
  }
}

function soundManifest(text: string): Manifest {
  const result = safeParseManifest(text);
  if (result.ok) return result.manifest;
  const version = result.problems.find(({ kind }) => kind === 'version');
  throw version ? new VersionUnsupportedError(version) : new ManifestInvalidError(result.problems, text);
}
