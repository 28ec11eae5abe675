import { describe, expect, test } from 'vitest';
import { readBodyParameters, readCamera, readDepth } from '../../src/read/index.ts';
import { bytesOf, latin, npy, zip } from './bytes.ts';
import { codeOf } from './failure.ts';

type Arrays = Readonly<Record<string, readonly [string, Float32Array | Float64Array | Int32Array]>>;
const npz = (arrays: Arrays): Uint8Array =>
  zip(
    Object.entries(arrays).map(([name, [shape, values]]) => ({
      name: `${name}.npy`,
      data: npy(
        values instanceof Float64Array ? "'<f8'" : values instanceof Int32Array ? "'<i4'" : "'<f4'",
        shape,
        bytesOf(values),
      ),
    })),
  );
const ramp = (length: number, start = 0): Float32Array => Float32Array.from({ length }, (_, i) => start + i);

describe('readCamera', () => {
  test.each([
    ['batched float32', '(1, 3, 3)', '(1, 3, 4)', Float32Array],
    ['plain float64', '(3, 3)', '(3, 4)', Float64Array],
  ] as const)('reads %s', (_, k, e, Type) => {
    const camera = readCamera(
      npz({ intrinsics: [k, Type.from(ramp(9))], extrinsics: [e, Type.from(ramp(12))] }),
      'a.npz',
    );
    expect(camera).toEqual({ intrinsics: Float64Array.from(ramp(9)), extrinsics: Float64Array.from(ramp(12)) });
  });

  test('names the missing key and the wrong shape', () => {
    const k = ['(3, 3)', ramp(9)] as const;
    expect(() => readCamera(npz({ intrinsics: k, w2c: ['(3, 4)', ramp(12)] }), 'c.npz')).toThrow(
      'Array "extrinsics" is missing: expected the key "extrinsics", found the keys intrinsics, w2c (c.npz).',
    );
    expect(() => readCamera(npz({ intrinsics: k, extrinsics: ['(4, 4)', ramp(16)] }), 'c.npz')).toThrow(
      'Array "extrinsics" has another shape: expected shape (1,3,4) or (3,4), found shape (4, 4) (c.npz).',
    );
  });

  test('never unpickles', () => {
    const pickled = zip([
      { name: 'intrinsics.npy', data: npy("'|O'", '(3, 3)', latin('\x80\x02cos\nsystem\n')) },
      { name: 'extrinsics.npy', data: npy("'|O'", '(3, 4)', latin('\x80\x02cos\nsystem\n')) },
    ]);
    expect(codeOf(() => readCamera(pickled, 'a.npz'))).toBe('FILE_UNSAFE');
  });
});

describe('readDepth', () => {
  test.each(['(2, 3)', '(2, 3, 1)'])('reads shape %s', (shape) => {
    expect(readDepth(npy("'<f4'", shape, bytesOf(ramp(6))), 'd.npy')).toEqual({ width: 3, height: 2, metres: ramp(6) });
  });
  test('makes float32 of other numbers', () => {
    expect(readDepth(npy("'<f8'", '(1, 2)', bytesOf(Float64Array.of(1.5, NaN))), 'd.npy').metres).toEqual(
      Float32Array.of(1.5, NaN),
    );
  });
  test.each(['(6,)', '(2, 1, 3)', '(1, 1, 2, 3)'])('refuses shape %s', (shape) => {
    expect(codeOf(() => readDepth(npy("'<f4'", shape, bytesOf(ramp(6))), 'd.npy'))).toBe('CONTENT_UNEXPECTED');
  });
});

describe('readBodyParameters', () => {
  const smplx = (persons: number): Arrays => ({
    betas: [`(${persons}, 10)`, ramp(10 * persons)],
    root_pose: [`(${persons}, 3)`, ramp(3 * persons)],
    body_pose: [`(${persons}, 21, 3)`, ramp(63 * persons)],
    trans: [`(${persons}, 3)`, ramp(3 * persons, 100)],
  });
  const smpl: Arrays = {
    betas: ['(2, 10)', ramp(20)],
    global_orient: ['(2, 3)', ramp(6)],
    body_pose: ['(2, 69)', ramp(138)],
    transl: ['(2, 3)', ramp(6, 100)],
  };

  test('reads SMPL-X: one row per person', () => {
    const { model, persons } = readBodyParameters(
      npz({
        ...smplx(2),
        expression: ['(2, 100)', ramp(200)],
        lhand_pose: ['(2, 15, 3)', ramp(90)],
        verts: ['(2, 4, 3)', ramp(24)],
      }),
      'a.npz',
    );
    expect(model).toBe('smplx');
    expect(persons[1]).toMatchObject({
      translation: ramp(3, 103),
      rootPose: ramp(3, 3),
      expression: ramp(100, 100),
      leftHandPose: ramp(45, 45),
      vertices: ramp(12, 12),
    });
    expect(persons[0]!.jawPose).toBeUndefined();
  });

  test('reads SMPL, in either shape of the body pose, with contact', () => {
    const flat = readBodyParameters(
      npz({ ...smpl, contact: ['(2, 5)', Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)] }),
      'a.npz',
    );
    const deep = readBodyParameters(npz({ ...smpl, body_pose: ['(2, 23, 3)', ramp(138)] }), 'a.npz');
    expect(flat.model).toBe('smpl');
    expect(flat.persons[1]!.contact).toEqual(Int32Array.of(5, 6, 7, 8, 9));
    expect(deep.persons.map(({ bodyPose }) => [...bodyPose])).toEqual(
      flat.persons.map(({ bodyPose }) => [...bodyPose]),
    );
  });

  test('tells the model by the joints, not by the names', () => {
    const { betas, global_orient, transl } = smpl;
    const mixed = {
      betas: betas!,
      global_orient: global_orient!,
      transl: transl!,
      body_pose: ['(2, 21, 3)', ramp(126)] as const,
    };
    expect(readBodyParameters(npz(mixed), 'a.npz').model).toBe('smplx');
  });

  test('takes one expression for all persons', () => {
    const { persons } = readBodyParameters(npz({ ...smplx(2), expr: ['(3,)', ramp(3)] }), 'a.npz');
    expect(persons.map(({ expression }) => [...expression!])).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  test('nobody is no error', () => {
    expect(readBodyParameters(npz(smplx(0)), 'a.npz')).toEqual({ model: 'smplx', persons: [] });
  });

  test.each([
    ['a missing key', 'CONTENT_UNEXPECTED', { betas: smpl.betas! }],
    ['numbers of persons that disagree', 'CONTENT_UNEXPECTED', { ...smplx(2), betas: ['(3, 10)', ramp(30)] }],
    ['a body pose of no model', 'CONTENT_UNEXPECTED', { ...smplx(2), body_pose: ['(2, 5, 3)', ramp(30)] }],
    ['a crowd', 'LIMIT_EXCEEDED', smplx(65)],
  ] as const)('refuses %s', (_, code, arrays) => {
    expect(codeOf(() => readBodyParameters(npz(arrays as Arrays), 'a.npz'))).toBe(code);
  });
});
