import { SPLITS } from '@outlay/schema';
import { isLayoutError } from '../../errors.ts';
import type { Issue } from '../../issues/issue.ts';
import { readNpz } from '../../read/npz.ts';
import type { FrameFile } from '../../scan/frame-files.ts';
import type { CheckContext } from '../context.ts';
import { readFiles } from '../reading/read-files.ts';

/** Can `meta.npz` be read without unpickling? Data sets ship pickled ones, which only Python can read. */
export async function* metaReadable(context: CheckContext): AsyncGenerator<Issue> {
  for (const split of SPLITS) {
    const path = context.inventory.file('input.meta', { split });
    if (path === undefined) continue;
    const one: FrameFile = { frame: 0, path };
    for await (const { value, issue } of readFiles(context, [one], pickledKeys)) {
      if (issue) yield issue;
      else if (value.length > 0)
        yield { name: 'meta-pickled', path, expected: 'plain arrays', actual: `Python objects in ${value.join(', ')}` };
    }
  }
}

function pickledKeys(bytes: Uint8Array, path: string): readonly string[] {
  const npz = readNpz(bytes, path);
  return npz.keys.filter((key) => {
    try {
      npz.get(key);
      return false;
    } catch (error) {
      if (isLayoutError(error, 'FILE_UNSAFE')) return true;
      throw error;
    }
  });
}
