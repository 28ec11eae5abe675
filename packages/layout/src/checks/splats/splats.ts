import type { Splats } from '@outlay/schema/port';
import type { Issue } from '../../issues/issue.ts';
import { readSplats } from '../../read/splats.ts';
import { requireZipEnd } from '../../read/zip.ts';
import type { CheckContext } from '../context.ts';
import { peekFiles, readFiles } from '../reading/read-files.ts';

const TAIL_BYTES = 66_000;

/** Are splats whole, and at level `full` finite and of the persons they should be? */
export async function* splatsSound(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory, level } = context;
  for (const contract of ['pose_smplx.viz.splats.merged', 'pose_smplx.viz.splats.person'] as const)
    for (const folder of inventory.frames(contract)) {
      if (level !== 'full') {
        const ends = peekFiles(context, folder.files, { head: 4, tail: TAIL_BYTES }, ({ head, tail, size }, path) =>
          head[0] === 0x80 ? readSplats(head, path) : requireZipEnd(tail, size, path),
        );
        for await (const { issue } of ends) if (issue) yield issue;
        continue;
      }
      const isMerged = folder.ids.person === undefined;
      const persons = inventory.frames('pose_smplx.viz.splats.person', { epoch: folder.ids.epoch as number }).length;
      for await (const { frame, path, value, issue } of readFiles(context, folder.files, factsOf)) {
        if (issue) yield issue;
        else {
          if (value.bad !== '')
            yield { name: 'splats-not-sane', path, frame, expected: 'finite numbers', actual: value.bad };
          if (isMerged && persons > 0 && value.persons !== persons)
            yield {
              name: 'splat-persons-differ',
              path,
              frame,
              expected: `${persons} persons`,
              actual: `${value.persons}`,
            };
        }
      }
    }
}

function factsOf(bytes: Uint8Array, path: string): { readonly bad: string; readonly persons: number } {
  const splats = readSplats(bytes, path);
  const bad = (['centers', 'scales', 'rotations', 'opacities', 'colors'] as const).find(
    (key) => !allFinite(splats[key]),
  );
  return { bad: bad === undefined ? '' : `nan or infinity in ${bad}`, persons: new Set<number>(splats.persons).size };
}

function allFinite(values: Splats['centers']): boolean {
  for (const value of values) if (!Number.isFinite(value)) return false;
  return true;
}
