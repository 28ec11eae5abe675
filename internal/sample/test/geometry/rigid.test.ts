import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { compose, fitRigid, invert, move } from '../../src/geometry/rigid.ts';
import { axisAngleFromRotation, rotationFromAxisAngle, type Vec3 } from '../../src/geometry/rotation.ts';

const unit = fc.double({ min: -1, max: 1, noNaN: true });
const vec = fc.tuple(unit, unit, unit);

test.prop([vec, vec])('a fit finds the movement that made the points', (axis, translation) => {
  const rigid = { rotation: rotationFromAxisAngle([2 * axis[0], 2 * axis[1], 2 * axis[2]]), translation };
  const from: Vec3[] = [
    [0, 0, 0],
    [1, 0.1, 0],
    [0, 0.7, 0.2],
    [0.3, 0, 1.4],
    [-0.8, 0.4, 0.3],
  ];
  const fit = fitRigid(
    from,
    from.map((p) => move(rigid, p)),
  );
  fit.rotation.forEach((value, i) => {
    expect(value).toBeCloseTo(rigid.rotation[i]!, 5);
  });
  const home = compose(invert(rigid), rigid);
  move(home, [0.3, -2, 5]).forEach((value, i) => {
    expect(value).toBeCloseTo([0.3, -2, 5][i]!, 9);
  });
});

test.prop([vec])('axis-angle and matrix are two forms of one rotation', (axis) => {
  axisAngleFromRotation(rotationFromAxisAngle(axis)).forEach((value, i) => {
    expect(value).toBeCloseTo(axis[i]!, 6);
  });
});
