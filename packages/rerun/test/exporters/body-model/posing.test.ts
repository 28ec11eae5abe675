import { readFileSync } from 'node:fs';
import type { PersonParameters } from '@outlay/schema/port';
import { describe, expect, it } from 'vitest';
import { unfitFor } from '../../../src/exporters/body-model/full-pose.ts';
import { BodyPoser, LANES } from '../../../src/exporters/body-model/poser.ts';
import { sineAndCosine, writeRotation } from '../../../src/exporters/body-model/rotation.ts';
import { type MadeUpModel, madeUpBodies, madeUpModel, numbersOf } from './made-up-model.ts';

const GOLDEN = JSON.parse(readFileSync(new URL('golden.json', import.meta.url), 'utf8')) as Record<string, number[][]>;

/** Model and bodies of the golden values. */
function drawn(model: 'smplx' | 'smpl') {
  const next = numbersOf(model === 'smplx' ? 55 : 24);
  return { model: madeUpModel(model, next), bodies: madeUpBodies(model, next, 5) };
}

function posed(
  { data, directions }: MadeUpModel,
  bodies: readonly PersonParameters[],
  { at = LANES, place = 'world' as 'world' | 'root' } = {},
): Float32Array[] {
  const poser = new BodyPoser(data, directions);
  const out = bodies.map(() => new Float32Array(data.template.length));
  for (let i = 0; i < bodies.length; i += at) poser.pose(bodies.slice(i, i + at), place, out.slice(i, i + at));
  return out;
}

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

describe('BodyPoser', () => {
  it.each(['smplx', 'smpl'] as const)('agrees with numpy about %s to a tenth of a millimetre', (name) => {
    const { model, bodies } = drawn(name);
    const surfaces = posed(model, bodies);
    for (const [i, surface] of surfaces.entries()) expect(furthest(surface, GOLDEN[name]![i]!)).toBeLessThan(1e-4);
  });

  it('gives the same bits however many bodies are posed at once, and whatever was posed before', () => {
    const { model, bodies } = drawn('smplx');
    const still = bodies.map((body) => ({ ...bodies[0]!, bodyPose: body.bodyPose }));
    for (const list of [bodies, still]) {
      const together = posed(model, list);
      expect(posed(model, list, { at: 1 })).toEqual(together);
      expect(posed(model, list, { at: 3 })).toEqual(together);
      expect(posed(model, [...list].reverse()).reverse()).toEqual(together);
    }
  });

  it('puts the root joint at the origin when asked to', () => {
    const { model, bodies } = drawn('smpl');
    const { starts, columns, values } = model.data.jointRegressor;
    const still = bodies.map((body) => ({ ...body, rootPose: new Float32Array(3), bodyPose: new Float32Array(69) }));
    for (const surface of posed(model, still, { place: 'root' }))
      for (let axis = 0; axis < 3; axis++) {
        let root = 0;
        for (let i = starts[0]!; i < starts[1]!; i++) root += values[i]! * surface[3 * columns[i]! + axis]!;
        expect(root).toBeCloseTo(0, 5);
      }
  });

  it('takes missing members as at rest, and leaves out components that the model does not have', () => {
    const { model, bodies } = drawn('smplx');
    const { jawPose: _, leftHandPose: __, expression: ___, ...bare } = bodies[0]!;
    const zeros = {
      jawPose: new Float32Array(3),
      leftHandPose: new Float32Array(45),
      expression: new Float32Array(10),
    };
    expect(posed(model, [bare])).toEqual(posed(model, [{ ...bare, ...zeros }]));
    const wide = new Float32Array(300).fill(9);
    wide.set(bare.betas);
    expect(posed(model, [{ ...bare, betas: wide }])).toEqual(posed(model, [bare]));
    expect(posed(model, [{ ...bare, betas: bare.betas.slice(0, 4) }])).toEqual(
      posed(model, [{ ...bare, betas: Float32Array.from([...bare.betas.slice(0, 4), 0, 0, 0, 0, 0, 0]) }]),
    );
  });
});

describe('unfitFor', () => {
  const { model, bodies } = drawn('smplx');
  const why = (more: Partial<PersonParameters>) => unfitFor(model.data, { ...bodies[0]!, ...more });

  it('accepts what the layout has', () => expect(why({})).toBeUndefined());
  it('says what else it met', () => {
    expect(why({ leftHandPose: new Float32Array(6) })).toBe(
      'leftHandPose has 6 numbers, as PCA coefficients of a hand have, not the 45 of 15 joints',
    );
    expect(why({ bodyPose: new Float32Array(69) })).toBe('bodyPose has 69 numbers, not the 63 of 21 joints');
    expect(why({ translation: Float32Array.of(0, Number.NaN, 0) })).toBe(
      'translation holds numbers that are not finite',
    );
  });
});

describe('rotations', () => {
  it('have the sine and cosine of Math, without asking it', () => {
    for (let angle = -20; angle < 20; angle += 0.0137) {
      const [sine, cosine] = sineAndCosine(angle);
      expect(Math.abs(sine - Math.sin(angle))).toBeLessThan(2e-15);
      expect(Math.abs(cosine - Math.cos(angle))).toBeLessThan(2e-15);
    }
  });

  it('turn a quarter about z as they should, and nothing for nothing', () => {
    const out = new Float64Array(9);
    writeRotation(0, 0, Math.PI / 2, out, 0);
    expect(furthest(out, [0, -1, 0, 1, 0, 0, 0, 0, 1])).toBeLessThan(1e-15);
    writeRotation(0, 0, 0, out, 0);
    expect([...out]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });
});
