import type { ContractId } from '@outlay/schema';
import { framesOf } from '../../frames/sets.ts';
import type { Issue } from '../../issues/issue.ts';
import { readDepth, unlikelyMetres } from '../../read/depth.ts';
import { readMask } from '../../read/mask.ts';
import { spread } from '../bodies/points.ts';
import { median } from '../cameras/projection.ts';
import type { CheckContext } from '../context.ts';
import { readFrame } from '../reading/read-frame.ts';

/** Frames compared, spread over the sequence. */
const SAMPLED_FRAMES = 6;
/** The same numbers, perhaps resized. */
const SAME = 0.1;
/** Edges of masks are soft; people taken out leave next to nothing. */
const MAX_LEFT = 0.5;

/** Is the background depth that of the source camera without the people? Level `full` only. */
export async function* backgroundDepthAgrees(context: CheckContext): AsyncGenerator<Issue> {
  const camera = context.manifest?.source_camera_id;
  if (context.level !== 'full' || camera === undefined) return;
  const of = (contract: ContractId) => context.inventory.frames(contract, { split: 'train', camera })[0];
  const [depths, masks] = [of('input.depth'), of('input.mask.union')];
  if (!depths) return;
  for (const folder of context.inventory.frames('pose_smplx.viz.background-depth'))
    for (const frame of spread(framesOf(folder), SAMPLED_FRAMES)) {
      const own = await readFrame(context, folder, frame, readDepth);
      const depth = await readFrame(context, depths, frame, readDepth);
      const mask = await readFrame(context, masks, frame, readMask);
      // What is not in metres is told of the depth itself; its copy is not to blame.
      if (depth && unlikelyMetres(depth.metres) !== undefined) continue;
      if (!own || !depth || own.metres.length !== depth.metres.length) continue;
      const ratios: number[] = [];
      let [people, left] = [0, 0];
      for (const [i, metres] of own.metres.entries()) {
        const isPerson = mask?.coverage.length === own.metres.length && mask.coverage[i]! > 127;
        if (isPerson) people++;
        if (isPerson && metres > 0) left++;
        if (!isPerson && metres > 0 && depth.metres[i]! > 0) ratios.push(metres / depth.metres[i]!);
      }
      const ratio = median(ratios);
      const base = { name: 'background-depth-differs', path: folder.path, frame } as const;
      if (Math.abs(ratio - 1) > SAME)
        yield { ...base, expected: `the depth of ${depths.path}`, actual: `${ratio.toPrecision(2)} times that` };
      else if (people > 0 && left > MAX_LEFT * people)
        yield {
          ...base,
          expected: '0 where people are',
          actual: `depth in ${Math.round((100 * left) / people)} % of it`,
        };
    }
}
