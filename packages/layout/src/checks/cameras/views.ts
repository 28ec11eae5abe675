import type { Split } from '@outlay/schema';
import type { DepthMap } from '@outlay/schema/port';
import { formatFrames } from '../../frames/ranges.ts';
import { framesOf } from '../../frames/sets.ts';
import type { Issue } from '../../issues/issue.ts';
import { readCamera } from '../../read/camera.ts';
import { readDepth } from '../../read/depth.ts';
import { type Mask, readMask } from '../../read/mask.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import { type BodyPoints, predictedPoints, spread, testPoints } from '../bodies/points.ts';
import type { CheckContext } from '../context.ts';
import { readFrame } from '../reading/read-frame.ts';
import { boxOfMask, boxOfPoints, fractionOn, median, offset, overlap, type Projected, project } from './projection.ts';

/** Frames looked at per camera, spread over the sequence. */
const SAMPLED_FRAMES = 8;
/** Of a body that is where its mask is, most of the surface falls on it (73 % at 48×64 pixels, more at real sizes). */
const MIN_FRACTION = 0.45;
/** Boxes of body and mask; hair and clothes make the mask larger. */
const MIN_OVERLAP = 0.12;
/** Middle of a body from the middle of its mask, in deviations of the mask: 0.46 and less where they fit. */
const MAX_OFFSET = 0.6;
/** Boxes of two bodies that overlap more than this: one may hide the other. */
const MAX_HIDDEN = 0.05;
/** The same of a single frame. */
const MAX_FRAME_OFFSET = 1.2;
/** How much more of a person must lie on the mask of another than on its own to call them swapped. */
const SWAP_MARGIN = 0.4;
/** Estimated depth is off by some tens of percent; units are off by a thousand. */
const MAX_DEPTH_RATIO = 3;

/**
 * Do cameras, masks, depth and bodies agree? The bodies of each world are projected into its cameras and compared
 * with the masks there. Level `full` only.
 */
export async function* viewsAgree(context: CheckContext): AsyncGenerator<Issue> {
  if (context.level !== 'full') return;
  for (const split of ['train', 'test'] as const) {
    const points = split === 'test' ? testPoints(context) : predictedPoints(context);
    if (!points) continue;
    for (const folder of context.inventory.frames('input.camera', { split }))
      yield* ofCamera(context, split, folder, points);
  }
  const source = context.manifest?.source_camera_id;
  const points = predictedPoints(context);
  if (points)
    for (const folder of context.inventory.frames('pose_smplx.viz.camera'))
      yield* ofCamera(
        context,
        'train',
        { ...folder, ids: { ...folder.ids, camera: folder.ids.camera ?? source ?? -1 } },
        points,
      );
}

/** Logarithm: depth of the bodies in a map, up to its scale and their thickness. */
const DEPTH_BAND = 0.15;
/** Of bodies that are where the map shows them, 70 % and more are in the band. */
const MIN_NEAR = 0.35;
/** A map is turned when that fits by this much more. */
const TURN_MARGIN = 0.15;
/** Fewer depths tell nothing. */
const MIN_DEPTHS = 50;

/** Sums over the frames of one camera. */
interface Tally {
  frames: number;
  behind: number;
  points: number;
  fraction: number;
  overlap: number;
  /** Per person: fraction on its own mask and on the best of the others. */
  readonly own: number[];
  readonly other: number[];
  readonly depthRatios: number[];
  /** The same with the map turned. */
  readonly mirrored: number[];
  readonly upsideDown: number[];
  readonly offsets: { readonly frame: number; readonly value: number }[];
}

async function* ofCamera(
  context: CheckContext,
  split: Split,
  folder: FrameFolder,
  points: BodyPoints,
): AsyncGenerator<Issue> {
  const { inventory } = context;
  const camera = folder.ids.camera as number;
  const union = inventory.frames('input.mask.union', { split, camera })[0];
  const persons = inventory.frames('input.mask.person', { split, camera });
  const depths = inventory.frames('input.depth', { split, camera })[0];
  const withMask = new Set(framesOf(union));
  const known = new Set(points.frames);
  const frames = spread(
    framesOf(folder).filter((frame) => known.has(frame) && (!union || withMask.has(frame))),
    SAMPLED_FRAMES,
  );
  const tally: Tally = {
    frames: 0,
    behind: 0,
    points: 0,
    fraction: 0,
    overlap: 0,
    own: [],
    other: [],
    depthRatios: [],
    mirrored: [],
    upsideDown: [],
    offsets: [],
  };
  for (const frame of frames) {
    const value = await readFrame(context, folder, frame, readCamera);
    const bodies = (await points.at(frame)).map((body) => body && value && project(value, thinned(body)));
    if (!value || bodies.every((body) => body === undefined)) continue;
    const mask = await readFrame(context, union, frame, readMask);
    const depth = await readFrame(context, depths, frame, readDepth);
    const masks = await Promise.all(persons.map((person) => readFrame(context, person, frame, readMask)));
    count(tally, frame, bodies, mask, masks, depth);
  }
  if (tally.points === 0) return;
  if (tally.behind === tally.points)
    yield {
      name: 'camera-looks-away',
      path: folder.path,
      expected: `the bodies of ${points.path} in front of the camera`,
      actual: 'all of them behind it',
    };
  else if (tally.frames > 0) yield* maskIssues(tally, folder, union as FrameFolder, points);
  const ratio = median(tally.depthRatios);
  if (depths && (ratio > MAX_DEPTH_RATIO || ratio < 1 / MAX_DEPTH_RATIO))
    yield {
      name: 'depth-scale-differs',
      path: depths.path,
      expected: `the depth of the bodies of ${points.path}`,
      actual: `${ratio.toPrecision(2)} times that`,
    };
  else if (depths && tally.depthRatios.length >= MIN_DEPTHS) {
    const near = nearPart(tally.depthRatios);
    const turned = [tally.mirrored, tally.upsideDown].map(nearPart);
    const way = ['mirrored', 'upside down'][turned.findIndex((part) => part > near + TURN_MARGIN)];
    if (way !== undefined || near < MIN_NEAR)
      yield {
        name: 'depth-misses-bodies',
        path: depths.path,
        expected: `the bodies of ${points.path} at their depth`,
        actual: way === undefined ? `${Math.round(near * 100)} % of them there` : `them ${way}`,
      };
  }
}

/** Part of the ratios that are about the usual one. */
function nearPart(ratios: readonly number[]): number {
  const usual = median(ratios);
  return ratios.filter((ratio) => Math.abs(Math.log(ratio / usual)) < DEPTH_BAND).length / ratios.length;
}

function* maskIssues(tally: Tally, folder: FrameFolder, union: FrameFolder, points: BodyPoints): Generator<Issue> {
  const fraction = tally.fraction / tally.frames;
  const iou = tally.overlap / tally.frames;
  if (fraction < MIN_FRACTION || iou < MIN_OVERLAP) {
    yield {
      name: 'bodies-miss-masks',
      path: folder.path,
      expected: `the bodies of ${points.path} on the masks of ${union.path}`,
      actual: `${Math.round(fraction * 100)} % of them there, boxes overlapping by ${Math.round(iou * 100)} %`,
    };
    return;
  }
  const swapped = tally.own.flatMap((own, person) =>
    (tally.other[person] ?? 0) / tally.frames > own / tally.frames + SWAP_MARGIN ? [person] : [],
  );
  if (swapped.length > 0) {
    yield {
      name: 'person-masks-swapped',
      path: union.path,
      expected: `person ${swapped.join(' and ')} of ${points.path} on their own masks`,
      actual: 'on the mask of another person',
    };
    return;
  }
  const root = Math.sqrt(tally.offsets.reduce((sum, { value }) => sum + value * value, 0) / tally.offsets.length);
  const off = tally.offsets.filter(({ value }) => value > MAX_FRAME_OFFSET).map(({ frame }) => frame);
  const isOff = root > MAX_OFFSET && off.length !== 1;
  if (isOff || (off.length > 0 && median(tally.offsets.map(({ value }) => value)) < MAX_OFFSET)) {
    const frames = [...new Set(off)];
    yield {
      name: 'bodies-miss-masks',
      path: folder.path,
      expected: `the bodies of ${points.path} in the middle of the masks of ${union.path}`,
      actual: isOff ? `beside it by ${root.toFixed(1)} widths` : `beside it in ${formatFrames(frames)}`,
    };
  }
}

function count(
  tally: Tally,
  frame: number,
  bodies: readonly (Projected | undefined)[],
  mask: Mask | undefined,
  masks: readonly (Mask | undefined)[],
  depth: DepthMap | undefined,
): void {
  for (const body of bodies) {
    if (!body) continue;
    tally.behind += body.behind;
    tally.points += body.behind + body.depths.length;
    if (!depth) continue;
    tally.depthRatios.push(...depthRatios(body, depth));
    tally.mirrored.push(...depthRatios(body, depth, (x, y) => [depth.width - 1 - x, y]));
    tally.upsideDown.push(...depthRatios(body, depth, (x, y) => [x, depth.height - 1 - y]));
  }
  const maskBox = mask && boxOfMask(mask);
  if (!mask || !maskBox) return;
  const all = joined(bodies);
  const box = boxOfPoints(all, mask.width, mask.height);
  tally.frames++;
  tally.fraction += fractionOn(mask, all);
  tally.overlap += box ? overlap(box, maskBox) : 0;
  const isComplete = masks.length === bodies.length && masks.every((one) => one && boxOfMask(one));
  for (const [body, own] of isComplete ? alone(bodies, masks as readonly Mask[]) : []) {
    const value = offset(own, body);
    if (value !== undefined) tally.offsets.push({ frame, value });
  }
  if (masks.length < 2 || !isComplete) return;
  bodies.forEach((body, person) => {
    if (!body) return;
    const fractions = masks.map((one) => fractionOn(one as Mask, body));
    tally.own[person] = (tally.own[person] ?? 0) + (fractions[person] as number);
    tally.other[person] = (tally.other[person] ?? 0) + Math.max(...fractions.filter((_, i) => i !== person));
  });
}

/** Bodies that no other hides, with their masks: the mask of somebody who is half hidden is elsewhere. */
function alone(
  bodies: readonly (Projected | undefined)[],
  masks: readonly Mask[],
): readonly (readonly [Projected, Mask])[] {
  const boxes = bodies.map((body, i) => body && boxOfPoints(body, masks[i]!.width, masks[i]!.height));
  return bodies.flatMap((body, i) => {
    const isHidden = boxes.some((other, j) => j !== i && other && boxes[i] && overlap(boxes[i], other) > MAX_HIDDEN);
    return body && !isHidden ? [[body, masks[i]!] as const] : [];
  });
}

function joined(bodies: readonly (Projected | undefined)[]): Projected {
  const there = bodies.filter((body) => body !== undefined);
  return {
    pixels: Float64Array.from(there.flatMap(({ pixels }) => [...pixels])),
    depths: Float64Array.from(there.flatMap(({ depths }) => [...depths])),
    behind: there.reduce((sum, { behind }) => sum + behind, 0),
  };
}

/** Points of a body that are looked at: more say nothing more about where it is. */
const SAMPLED_POINTS = 1_000;

function thinned(points: Float32Array): Float32Array {
  const step = Math.ceil(points.length / 3 / SAMPLED_POINTS);
  if (step <= 1) return points;
  const out = new Float32Array(Math.floor(points.length / 3 / step) * 3);
  for (let i = 0; i < out.length; i += 3) for (let axis = 0; axis < 3; axis++) out[i + axis] = points[i * step + axis]!;
  return out;
}

/** Depth in the map over depth of the body, where the body is in the picture and the map knows. */
function depthRatios(
  { pixels, depths }: Projected,
  map: DepthMap,
  turn: (x: number, y: number) => readonly [number, number] = (x, y) => [x, y],
): readonly number[] {
  const ratios: number[] = [];
  for (let i = 0; i < depths.length; i++) {
    const [x, y] = turn(Math.floor(pixels[2 * i]!), Math.floor(pixels[2 * i + 1]!));
    const metres = x >= 0 && y >= 0 && x < map.width && y < map.height ? map.metres[y * map.width + x]! : 0;
    if (metres > 0 && Number.isFinite(metres)) ratios.push(metres / depths[i]!);
  }
  return ratios;
}
