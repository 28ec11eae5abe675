/**
 * Skeletons: the joints that body files carry, and the bones between them.
 * @module
 */
import type { BodyParameters, PersonParameters, Series } from '@outlay/schema/port';
import { LineStrips3D, Points3D } from '../../archetypes/index.ts';
import { fromPalette, PERSON_COLORS } from '../colors.ts';
import type { BodiesStep } from '../steps/step.ts';
import type { Row, WriteContext } from './context.ts';
import { type FrameTest, Presence } from './step-writer.ts';

/** Joints that both models begin with, in this order: pelvis to wrists. */
const BODY = 22;
/** Chains through them: legs, spine with head, arms from the upper spine. */
const BODY_CHAINS = [
  [0, 1, 4, 7, 10],
  [0, 2, 5, 8, 11],
  [0, 3, 6, 9, 12, 15],
  [9, 13, 16, 18, 20],
  [9, 14, 17, 19, 21],
] as const;
/** What SMPL has besides: hands. */
const SMPL_HANDS = [
  [20, 22],
  [21, 23],
] as const;
/** SMPL-X goes on with jaw, eyes and fingers, SMPL with hands; of the former only the body is drawn. */
const CHAINS = { smpl: [...BODY_CHAINS, ...SMPL_HANDS], smplx: BODY_CHAINS } as const;
/** Joints that are drawn, from the first on. */
const JOINTS = { smpl: 24, smplx: BODY } as const;

/** Metres. */
const JOINT_RADIUS = 0.025;
const BONE_RADIUS = 0.012;

/** Does the first readable frame of bodies carry the joints of a skeleton? */
export async function haveJoints(series: Series<BodyParameters> | undefined, signal?: AbortSignal): Promise<boolean> {
  for await (const batch of series?.read({ frames: series.frames.slice(0, 1), ...(signal && { signal }) }) ?? [])
    for (const { value } of batch) return value?.persons.some(hasSkeleton) ?? false;
  return false;
}

const hasSkeleton = ({ joints }: PersonParameters): boolean => joints !== undefined && joints.length >= 3 * BODY;

/** Skeletons of all persons of a series. */
export class SkeletonWriter {
  readonly #context: WriteContext;
  readonly #step: BodiesStep;
  readonly #presence = new Map<number, Presence>();

  constructor(context: WriteContext, step: BodiesStep) {
    this.#context = context;
    this.#step = step;
  }

  /** Adds rows of a person; those without joints are a gap. */
  write(person: number, rows: readonly Row<PersonParameters>[]): void {
    const there = rows.filter(({ value }) => hasSkeleton(value));
    const { skeletonOf, body } = this.#step;
    if (skeletonOf === undefined || there.length === 0) return;
    const entity = skeletonOf(person);
    let presence = this.#presence.get(person);
    if (presence === undefined) {
      const colors = fromPalette(PERSON_COLORS, person);
      this.#context.recorder.static(entity, [
        Points3D.update({ radii: JOINT_RADIUS, colors }),
        LineStrips3D.update({ radii: BONE_RADIUS, colors }),
      ]);
      presence = new Presence(this.#context, entity, this.#step.frames);
      this.#presence.set(person, presence);
    }
    const frames = there.map(({ frame }) => frame);
    this.#context.recorder.columns(entity, frames, [
      Points3D.columns({ positions: there.map(({ value }) => value.joints!.subarray(0, 3 * JOINTS[body])) }),
      LineStrips3D.columns({ strips: there.map(({ value }) => bonesOf(value.joints!, CHAINS[body])) }),
    ]);
    for (const frame of frames) presence.add(frame);
  }

  /** Clears the frames that are known to be without a skeleton. */
  settle(isPending: FrameTest): void {
    for (const presence of this.#presence.values()) presence.clear(isPending);
  }
}

/** The joints of each chain that has all of its. */
function bonesOf(joints: Float32Array, chains: readonly (readonly number[])[]): readonly (readonly Float32Array[])[] {
  const strips: Float32Array[][] = [];
  for (const chain of chains)
    if (3 * Math.max(...chain) + 2 < joints.length)
      strips.push(chain.map((joint) => joints.subarray(3 * joint, 3 * joint + 3)));
  return strips;
}
