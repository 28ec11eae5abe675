/**
 * What of an experiment is sent.
 * @module
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileSource, scanExperiment } from '@outlay/layout';
import { fileContract } from '@outlay/schema/names';
import type { ShareFile } from '@outlay/share';
import type { RawFiles } from './words.ts';

/**
 * Files of an experiment besides its recordings: manifest and metrics, raw ones where they are asked for.
 * @param place Folder of the experiment at the target.
 */
export async function experimentFiles(
  source: FileSource,
  folder: string,
  place: string,
  { raw, epochs, signal }: { readonly raw: RawFiles; readonly epochs: readonly number[]; readonly signal: AbortSignal },
): Promise<readonly ShareFile[]> {
  const { scanned } = await scanExperiment(source, { signal });
  const wanted = scanned.flatMap(({ files }) =>
    files.filter(({ file }) => {
      if (file === undefined || file.contract.id === 'rerun') return false;
      const { epoch } = file.ids;
      const isOfEvaluation = file.canonicalPath.startsWith('evaluation/');
      if (isOfEvaluation && epoch !== undefined && !epochs.includes(epoch)) return false;
      return isSent(file.contract.id, raw);
    }),
  );
  const found: ShareFile[] = [];
  for (const { path } of wanted) {
    signal.throwIfAborted();
    const from = join(folder, path);
    found.push({ path: `${place}/${path}`, bytes: (await stat(from)).size, from });
  }
  return found;
}

function isSent(id: Parameters<typeof fileContract>[0], raw: RawFiles): boolean {
  if (id === 'manifest' || id.includes('.metrics.')) return true;
  if (raw === 'none') return false;
  return raw === 'all' || ['image', 'mask'].includes(fileContract(id).content.kind);
}
