import { encodeNpz, type NpyArray, sampleBodyModel } from '@outlay-internal/sample';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { isLayoutError, MemorySource, readBodyModel } from '../../src/index.ts';
import { READ_LIMITS } from '../../src/read/index.ts';
import { bytesOf, latin, npy } from '../read/bytes.ts';

type Arrays = Record<string, NpyArray>;

const smpl = sampleBodyModel({ model: 'smpl', vertices: 120 });
const smplx = sampleBodyModel({ model: 'smplx', vertices: 160, components: [10, 10] });

const read = (bytes: Uint8Array) => readBodyModel(new MemorySource({ 'model.npz': bytes }), 'model.npz');
const with_ = (more: Partial<Arrays>, base: Arrays = smpl): Uint8Array => encodeNpz({ ...base, ...more } as Arrays);

/** Code and sentence of the refusal. */
async function refusal(bytes: Uint8Array): Promise<{ code: string; message: string }> {
  try {
    const model = await read(bytes);
    await model.directions(10, 10);
  } catch (error) {
    if (isLayoutError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'none', message: '' };
}

const floats = (array: NpyArray): Float64Array => array.data as Float64Array;
const f32 = ({ shape, data }: NpyArray): NpyArray => ({ shape, data: Float32Array.from(data as Float64Array) });

describe('readBodyModel', () => {
  it('reads SMPL-X and SMPL, told by their joints', async () => {
    const x = await read(encodeNpz(smplx));
    expect(x).toMatchObject({ model: 'smplx', shapeComponents: 10, expressionComponents: 10 });
    expect([x.template.length, x.parents.length]).toEqual([480, 55]);
    const plain = await read(encodeNpz(smpl));
    expect(plain).toMatchObject({ model: 'smpl', shapeComponents: 10, expressionComponents: 0 });
    expect([...plain.parents]).toEqual([
      -1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 12, 13, 14, 16, 17, 18, 19, 20, 21,
    ]);
    expect([...plain.template]).toEqual([...Float32Array.from(floats(smpl.v_template!))]);
    expect(plain.triangles.length).toBe(3 * (2 * 120 - 4));
  });

  it('keeps weights and regressor without their zeros', async () => {
    const { skinningWeights, jointRegressor } = await read(encodeNpz(smpl));
    const dense = new Float32Array(120 * 24);
    for (let v = 0; v < 120; v++)
      for (let i = skinningWeights.starts[v]!; i < skinningWeights.starts[v + 1]!; i++)
        dense[v * 24 + skinningWeights.columns[i]!] = skinningWeights.values[i]!;
    expect(dense).toEqual(Float32Array.from(floats(smpl.weights!)));
    expect(skinningWeights.values.length).toBeLessThan(2.1 * 120);
    expect(jointRegressor.starts.length).toBe(25);
  });

  it('keeps directions in fixed point, with the columns that were asked for', async () => {
    const { blend, pose, ...kept } = await (await read(encodeNpz(smplx))).directions(3, 2);
    expect(kept).toEqual({ shapeComponents: 3, expressionComponents: 2 });
    expect([blend.values.length, pose.values.length]).toEqual([480 * 5, 480 * 486]);
    const wanted = floats(smplx.shapedirs!);
    for (let row = 0; row < 480; row++)
      for (const [i, column] of [0, 1, 2, 10, 11].entries())
        expect(
          Math.abs(blend.values[row * 5 + i]! * blend.scales[row]! - wanted[row * 20 + column]!),
        ).toBeLessThanOrEqual(0.51 * blend.scales[row]!);
  });

  it('reads directions once, and again only when more of them are needed', async () => {
    const model = await read(encodeNpz(smplx));
    const narrow = await model.directions(3, 0);
    expect(await model.directions(2, 0)).toBe(narrow);
    const wide = await model.directions(10, 10);
    expect(wide).toMatchObject({ shapeComponents: 10, expressionComponents: 10 });
    expect(wide.pose).toBe(narrow.pose);
    expect(await model.directions(999, 999)).toBe(await model.directions(10, 10));
  });

  it('finds expressions behind 300 components of shape in newer files, behind 10 in older ones', async () => {
    const componentsOf = async (count: number, base: Arrays) => {
      const rows = floats(base.v_template!).length;
      const shapedirs = { shape: [rows / 3, 3, count], data: new Float32Array(rows * count) };
      const { shapeComponents, expressionComponents } = await read(with_({ shapedirs }, base));
      return [shapeComponents, expressionComponents];
    };
    expect(await componentsOf(400, smplx)).toEqual([300, 100]);
    expect(await componentsOf(20, smplx)).toEqual([10, 10]);
    expect(await componentsOf(16, smplx)).toEqual([10, 6]);
    expect(await componentsOf(4, smplx)).toEqual([4, 0]);
    expect(await componentsOf(300, smpl)).toEqual([300, 0]);
  });

  it('is the same whether stored or deflated, of floats or doubles, in C or Fortran order', async () => {
    const plain = await read(encodeNpz(smpl));
    const directions = await plain.directions(10, 0);
    const deflated: Record<string, Uint8Array> = {};
    for (const [key, { shape, data }] of Object.entries(smpl)) {
      const [v, axis, n] = shape as [number, number, number];
      const fortran = key === 'posedirs' || key === 'shapedirs';
      const turned = fortran
        ? Float64Array.from({ length: v * axis * n }, (_, i) => {
            const [a, b, c] = [i % v, Math.floor(i / v) % axis, Math.floor(i / (v * axis))];
            return (data as Float64Array)[(a * axis + b) * n + c]!;
          })
        : data;
      const descr = data instanceof Int32Array ? "'<i4'" : data instanceof BigInt64Array ? "'<i8'" : "'<f8'";
      deflated[`${key}.npy`] = npy(descr, `(${shape.join(', ')})`, bytesOf(turned as Float64Array), { fortran });
    }
    const other = await read(zipSync(deflated, { level: 1 }));
    expect(other.template).toEqual(plain.template);
    expect(other.skinningWeights).toEqual(plain.skinningWeights);
    const turned = await other.directions(10, 0);
    // A row that went through floats may be a step of the fixed point off, a ten-thousandth of a millimetre.
    for (const name of ['pose', 'blend'] as const)
      expect(
        Math.max(...turned[name].values.map((value, i) => Math.abs(value - directions[name].values[i]!))),
      ).toBeLessThanOrEqual(1);
    const halved = await read(with_({ posedirs: f32(smpl.posedirs!), v_template: f32(smpl.v_template!) }));
    expect(halved.template).toEqual(plain.template);
  });

  it('does not look at arrays it does not need, even when they hold objects', async () => {
    const entries = Object.fromEntries(Object.entries(smpl).map(([key, array]) => [`${key}.npy`, onlyEntry(array)]));
    const bytes = zipSync({ ...entries, 'part2num.npy': npy("'|O'", '()', latin('cos\nsystem')) });
    expect((await read(bytes)).model).toBe('smpl');
  });
});

/** The `.npy` of an array, out of an archive with nothing else in it. */
function onlyEntry(array: NpyArray): Uint8Array {
  const archive = encodeNpz({ a: array });
  const { length } = 'a.npy';
  return archive.subarray(30 + length + 20, archive.length - 22 - 46 - length);
}

describe('readBodyModel refuses', () => {
  it.each([
    ['a pickle', Uint8Array.of(0x80, 2, 0x7d, 0x71)],
    ['a pickle of Python 2', latin('(dp0\nS"J_regressor"\n')],
  ])('%s, without opening it', async (_, bytes) => {
    expect(await refusal(bytes)).toMatchObject({
      code: 'FILE_UNSAFE',
      message: expect.stringContaining('expected an .npz of plain arrays, found a Python pickle'),
    });
  });

  it('an array of objects that it needs', async () => {
    const entries = Object.fromEntries(Object.entries(smpl).map(([key, array]) => [`${key}.npy`, onlyEntry(array)]));
    const bytes = zipSync({ ...entries, 'J_regressor.npy': npy("'|O'", '()', latin('cscipy')) });
    expect(await refusal(bytes)).toMatchObject({
      code: 'FILE_UNSAFE',
      message: expect.stringContaining('array "J_regressor"'),
    });
  });

  it.each([
    ['an empty file', new Uint8Array(0), 'FILE_EMPTY', 'a body model'],
    ['another file', latin('solid body\nfacet normal 0 0 1'), 'FILE_TRUNCATED', 'central directory'],
    [
      'a model without a part',
      encodeNpz({ v_template: smpl.v_template! }),
      'CONTENT_UNEXPECTED',
      '"kintree_table" is missing',
    ],
    [
      'SMPL-H',
      with_({ kintree_table: { shape: [2, 52], data: Int32Array.from({ length: 104 }, (_, i) => (i % 52 ? 0 : -1)) } }),
      'CONTENT_UNEXPECTED',
      'found 52 joints, as SMPL-H has',
    ],
    [
      'a tree in which a child comes first',
      with_({ kintree_table: { shape: [2, 24], data: Int32Array.from({ length: 48 }, (_, i) => (i === 3 ? 5 : 0)) } }),
      'CONTENT_UNEXPECTED',
      'a parent of joint 3 from 0 to 2, found 5',
    ],
    [
      'weights of another number of joints',
      with_({ weights: { shape: [120, 23], data: new Float32Array(120 * 23) } }),
      'CONTENT_UNEXPECTED',
      'expected shape (120, 24), found shape (120, 23)',
    ],
    [
      'weights that do not share out a vertex',
      with_({ weights: { shape: [120, 24], data: new Float32Array(120 * 24) } }),
      'CONTENT_UNEXPECTED',
      'does not share out vertex 0',
    ],
    [
      'a triangle of no vertex',
      with_({ f: { shape: [1, 3], data: Int32Array.of(0, 1, 120) } }),
      'CONTENT_UNEXPECTED',
      'expected indices from 0 to 119, found 120',
    ],
    [
      'pose directions of another model',
      with_({ posedirs: { shape: [120, 3, 486], data: new Float32Array(120 * 3 * 486) } }),
      'CONTENT_UNEXPECTED',
      'expected shape (120, 3, 207)',
    ],
    [
      'numbers that are none, in what is read first',
      with_({
        v_template: {
          shape: [120, 3],
          data: Float64Array.from(floats(smpl.v_template!), (x, i) => (i === 7 ? NaN : x)),
        },
      }),
      'CONTENT_UNEXPECTED',
      'Array "v_template" holds a value that is not finite',
    ],
    [
      'numbers that are none, in what is read last',
      with_({ posedirs: { ...smpl.posedirs!, data: floats(smpl.posedirs!).map((x, i) => (i === 9 ? Infinity : x)) } }),
      'CONTENT_UNEXPECTED',
      'Array "posedirs" holds a value that is not finite',
    ],
    ['text', with_({ v_template: { shape: [1], data: ['v'] } }), 'CONTENT_UNEXPECTED', '"v_template" holds text'],
    [
      'more vertices than any body has',
      with_({
        v_template: {
          shape: [READ_LIMITS.bodyModelVertices + 1, 3],
          data: new Float32Array(3 * (READ_LIMITS.bodyModelVertices + 1)),
        },
      }),
      'LIMIT_EXCEEDED',
      'bodyModelVertices',
    ],
    [
      'more components than any body has',
      with_({ shapedirs: { shape: [120, 3, 2000], data: new Float32Array(720_000) } }),
      'LIMIT_EXCEEDED',
      'bodyModelComponents',
    ],
  ])('%s', async (_, bytes, code, words) => {
    expect(await refusal(bytes)).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it('whatever else is not right, and never in another way', async () => {
    const bytes = encodeNpz(smpl);
    let state = 7;
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return state % below;
    };
    for (let run = 0; run < 150; run++) {
      // Headers, the directory and the beginning of arrays are where a change does something.
      const end = run % 3 === 0 ? random(bytes.length) : bytes.length;
      const damaged = bytes.slice(0, end);
      for (let i = 0; i < 3 && end > 0; i++) {
        const near = run % 2 === 0 ? random(400) : Math.max(0, end - 1 - random(700));
        damaged[Math.min(near, end - 1)] = random(256);
      }
      expect(await refusal(damaged)).toBeDefined();
    }
  });

  it('a file that was cut off, or changed on the way', async () => {
    const bytes = encodeNpz(smpl);
    expect((await refusal(bytes.subarray(0, bytes.length - 1000))).code).toBe('FILE_TRUNCATED');
    const changed = bytes.slice();
    changed[bytes.length - 10_000]! ^= 1;
    expect(await refusal(changed)).toMatchObject({
      code: 'CHECKSUM_MISMATCH',
      message: expect.stringContaining('posedirs'),
    });
  });
});
