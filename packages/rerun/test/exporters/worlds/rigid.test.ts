import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  applyRigid,
  composeRigid,
  fitRigid,
  IDENTITY,
  invertRigid,
  type RigidTransform,
} from '../../../src/exporters/worlds/rigid.ts';

const coordinate = fc.double({ min: -5, max: 5, noNaN: true });
const point = fc.tuple(coordinate, coordinate, coordinate);
/** Any rotation: unit quaternion from three angles. */
const motion = fc.tuple(coordinate, coordinate, coordinate, point).map(([a, b, c, t]): RigidTransform => {
  const [sa, ca, sb, cb, sc, cc] = [a, b, c].flatMap((angle) => [Math.sin(angle), Math.cos(angle)]) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    rotation: Float64Array.of(
      cb * cc,
      sa * sb * cc - ca * sc,
      ca * sb * cc + sa * sc,
      cb * sc,
      sa * sb * sc + ca * cc,
      ca * sb * sc - sa * cc,
      -sb,
      sa * cb,
      ca * cb,
    ),
    translation: Float64Array.from(t),
  };
});
const close = (a: ArrayLike<number>, b: ArrayLike<number>, tolerance = 1e-6) => {
  for (let i = 0; i < b.length; i++) expect(Math.abs(a[i]! - b[i]!)).toBeLessThan(tolerance);
};

describe('fitRigid', () => {
  test.prop([motion, fc.array(point, { minLength: 1, maxLength: 8 })])(
    'finds the motion that was applied',
    (moved, more) => {
      const from = [[0, 0, 0], [1, 0, 0], [0, 2, 0], [0, 0, 3], ...more];
      const to = from.flatMap((p) => [...applyRigid(moved, p)]);
      const fit = fitRigid(from.flat(), to)!;
      expect(fit.ambiguous).toBe(false);
      expect(fit.residual).toBeLessThan(1e-6);
      close(fit.transform.rotation, moved.rotation);
      close(fit.transform.translation, moved.translation, 1e-5);
    },
  );

  it('never mirrors, even where a mirror image would fit better', () => {
    const from = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1];
    const mirrored = from.map((value, i) => (i % 3 === 0 ? -value : value));
    const { rotation: r } = fitRigid(from, mirrored)!.transform;
    const determinant =
      r[0]! * (r[4]! * r[8]! - r[5]! * r[7]!) -
      r[1]! * (r[3]! * r[8]! - r[5]! * r[6]!) +
      r[2]! * (r[3]! * r[7]! - r[4]! * r[6]!);
    expect(determinant).toBeCloseTo(1, 9);
  });

  it('says when the points leave the rotation open', () => {
    expect(fitRigid([0, 0, 0, 1, 0, 0, 2, 0, 0], [0, 0, 0, 0, 1, 0, 0, 2, 0])?.ambiguous).toBe(true);
    expect(fitRigid([1, 2, 3], [4, 5, 6])?.ambiguous).toBe(true);
  });

  it('passes over pairs that are not finite, and knows when none is left', () => {
    const fit = fitRigid([0, 0, 0, Number.NaN, 0, 0, 1, 0, 0, 0, 1, 0], [1, 1, 1, 9, 9, 9, 2, 1, 1, 1, 2, 1])!;
    expect(fit.count).toBe(3);
    close(fit.transform.translation, [1, 1, 1]);
    expect(fitRigid([], [])).toBeUndefined();
    expect(fitRigid([Number.NaN, 0, 0], [0, 0, 0])).toBeUndefined();
  });
});

test.prop([motion, motion, point])('invert and compose agree with applying', (a, b, p) => {
  close(applyRigid(invertRigid(a), applyRigid(a, p)), p);
  close(applyRigid(composeRigid(a, b), p), applyRigid(a, applyRigid(b, p)));
  close(applyRigid(IDENTITY, p), p);
});
