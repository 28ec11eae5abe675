import { fc, test as property } from '@fast-check/vitest';
import { lazyKernel } from '@outlay-internal/kernel';
import { describe, expect, test } from 'vitest';
import { wasm } from '../../src/kernels/obj.ts';
import { isLayoutError, type ReadError, readObj } from '../../src/read/index.ts';
import { readVerticesBeforeFaces } from '../../src/read/obj-kernel.ts';
import { latin } from './bytes.ts';

const read = (text: string, previous?: Parameters<typeof readObj>[2]) => readObj(latin(text), 'a.obj', previous);
const failure = (text: string): ReadError => {
  try {
    read(text);
  } catch (error) {
    if (isLayoutError(error)) return error as ReadError;
    throw error;
  }
  throw new Error('It was accepted.');
};
const TRIANGLE = 'v 0.00000000 1.50000000 -2.25000000\nv 1 0 0\nv 0 0 1\nf 1 2 3';

describe('readObj', () => {
  test.each([
    ['no final newline', TRIANGLE],
    ['a final newline', `${TRIANGLE}\n`],
    ['a comment first and a blank line last', `# https://trimesh.org\n${TRIANGLE}\n\n`],
    ['CRLF', `${TRIANGLE}\n`.replaceAll('\n', '\r\n')],
    ['tabs and blanks', TRIANGLE.replaceAll(' ', ' \t ')],
    ['normals', `${TRIANGLE.replace('f 1 2 3', 'vn 0 0 1\nf 1//1 2//1 3//1')}`],
    [
      'texture coordinates',
      `mtllib a.mtl\no body\n${TRIANGLE.replace('f 1 2 3', 'vt 0 0\nusemtl skin\ns off\nf 1/1/1 2/1/1 3/1/1')}`,
    ],
    ['relative indices', TRIANGLE.replace('f 1 2 3', 'f -3 -2 -1')],
    ['colours behind the coordinates', TRIANGLE.replace('v 1 0 0', 'v 1 0 0 0.5 0.5 0.5')],
    ['comments behind the faces', `${TRIANGLE} # last`],
  ])('reads a mesh with %s', (_, text) => {
    const { positions, triangles } = read(text);
    expect([...positions]).toEqual([0, 1.5, -2.25, 1, 0, 0, 0, 0, 1]);
    expect([...triangles]).toEqual([0, 1, 2]);
  });

  test('cuts polygons into fans', () => {
    expect([...read('v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nf 1 2 3 4\n').triangles]).toEqual([0, 1, 2, 0, 2, 3]);
  });

  test('0 bytes are a mesh without vertices', () => {
    expect(read('')).toMatchObject({ positions: new Float32Array(0), triangles: new Uint32Array(0) });
  });

  test('nan and infinity are read, for validation to find', () => {
    expect([...read('v nan inf -Infinity\nv 0 0 0\nv 0 0 0\nf 1 2 3').positions].slice(0, 3)).toEqual([
      NaN,
      Infinity,
      -Infinity,
    ]);
  });

  test('takes the triangles of the mesh before when the faces are the same text', () => {
    const before = read(TRIANGLE);
    const same = read(TRIANGLE.replace('1.5', '3.5'), before);
    expect(same.triangles).toBe(before.triangles);
    expect(same.positions[1]).toBe(3.5);
    const other = read(TRIANGLE.replace('f 1 2 3', 'f 3 2 1'), before);
    expect([...other.triangles]).toEqual([2, 1, 0]);
    const more = read(TRIANGLE.replace('f ', 'v 9 9 9\nf '), before);
    expect(more.positions).toHaveLength(12);
    expect(more.triangles).not.toBe(before.triangles);
  });

  test('vertices behind faces are read with every mesh', () => {
    const text = 'v 0 0 0\nv 1 0 0\nf 1 2 3\nv 0 1 0\n';
    const before = read(text);
    const again = read(text.replace('0 1 0', '0 7 0'), before);
    expect([...again.positions].slice(6)).toEqual([0, 7, 0]);
  });

  test.each([
    ['FILE_TRUNCATED', 'v 0 0 0\nv 1 0', 2],
    ['FILE_TRUNCATED', 'v 0 0 0\nv 1 0 0\nv 0 0 1\n', 3],
    ['FILE_TRUNCATED', `${TRIANGLE}\nf 1 2`, 5],
    ['FILE_MALFORMED', `v 0 0\n${TRIANGLE}`, 1],
    ['FILE_MALFORMED', `${TRIANGLE}\nf 1 2 9\n`, 5],
    ['FILE_MALFORMED', `${TRIANGLE}\nf 0 1 2\n`, 5],
    ['FILE_MALFORMED', `${TRIANGLE}\nf 1 2 x\n`, 5],
    ['FILE_MALFORMED', `v 0 0 1.5.5\n${TRIANGLE}`, 1],
    ['FILE_MALFORMED', `\x89PNG\r\n${TRIANGLE}`, 1],
    ['FILE_TRUNCATED', '# nothing but a comment', 1],
  ])('refuses with %s and the line', (code, text, line) => {
    expect(failure(text)).toMatchObject({ code, line });
  });

  test('says what is wrong where', () => {
    expect(failure(`${TRIANGLE}\nf 1 2 9\n`).message).toBe(
      'The mesh is broken: expected a vertex index up to 3, found index 9; vertices are missing (a.obj, line 5).',
    );
  });
});

const number = fc.oneof(
  fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value.toFixed(8)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat(20)).map(([digits, point]) => {
    const text = digits.toString();
    return `${text.slice(0, point)}.${text.slice(point)}`.replace(/^\.$/, '0');
  }),
  fc.integer().map((value) => `+${Math.abs(value)}`),
);
property.prop([fc.tuple(number, number, number)], { numRuns: 2000 })(
  'positions are Math.fround(Number(text))',
  (texts) => {
    const { positions } = read(`v ${texts.join(' ')}\nv 0 0 0\nv 0 0 0\nf 1 2 3\n`);
    expect([...positions].slice(0, 3)).toEqual(texts.map((text) => Math.fround(Number(text))));
  },
);

const mesh = fc.integer({ min: 3, max: 30 }).chain((count) =>
  fc.record({
    positions: fc.array(fc.tuple(fc.integer(), fc.integer(), fc.integer()), { minLength: count, maxLength: count }),
    faces: fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: count }),
        fc.integer({ min: 1, max: count }),
        fc.integer({ min: 1, max: count }),
      ),
      { minLength: 1, maxLength: 40 },
    ),
  }),
);
property.prop([mesh, mesh])('any mesh comes back, with and without a mesh before', (one, two) => {
  const write = ({ positions, faces }: typeof one): string =>
    [
      ...positions.map((p) => `v ${p.map((value) => (value / 1e8).toFixed(8)).join(' ')}`),
      ...faces.map((f) => `f ${f.join(' ')}`),
    ].join('\n');
  const before = read(write(one));
  for (const { positions, triangles } of [read(write(two)), read(write(two), before)]) {
    expect([...positions]).toEqual(two.positions.flat().map((value) => Math.fround(Number((value / 1e8).toFixed(8)))));
    expect([...triangles]).toEqual(two.faces.flat().map((index) => index - 1));
  }
});

const usual = fc.float({ min: -20, max: 20, noNaN: true }).map((value) => value.toFixed(8));
const line = fc.tuple(
  fc.constantFrom('v', 'v', 'v', 'v ', '# v', 'vn'),
  fc.array(fc.oneof(usual, usual, usual, number), { minLength: 3, maxLength: 4 }),
);
property.prop([fc.array(line, { minLength: 3, maxLength: 12 }), fc.constantFrom('\n', '\n', '\r\n')], {
  numRuns: 1000,
})('a file is read the same whether or not one with the same faces came before', (lines, end) => {
  const faces = 'f 1 2 3\nf 3 2 1\n';
  const text = `${lines.map(([word, values]) => `${word} ${values.join(' ')}`).join(end)}${end}${faces}`;
  const vertices = lines.filter(([word]) => word.startsWith('v') && word !== 'vn').length;
  const attempt = (before?: ReturnType<typeof read>) => {
    try {
      const { positions, triangles } = read(text, before);
      return { positions: [...positions], triangles: [...triangles] };
    } catch (error) {
      return (error as Error).message;
    }
  };
  const before = read(`${'v 0 0 0\n'.repeat(Math.max(3, vertices))}${faces}`);
  expect(attempt(before)).toEqual(attempt());
});

test('the kernel is there, and takes the usual file', () => {
  expect(lazyKernel(wasm)()).toBeDefined();
  const before = read('# made by hand\nv 0.00000000 1.5 -2\nv 1 1 1\nv 2 2 2\nf 1 2 3');
  const positions = new Float32Array(9);
  const next = latin('# again\nv -0.12345678 123.00000001 7\nv .5 1. -0\nv 2 2 2\nf 1 2 3');
  expect(readVerticesBeforeFaces(next, before.faces, positions)).toBe(true);
  expect([...positions]).toEqual([-0.12345678, 123.00000001, 7, 0.5, 1, -0, 2, 2, 2].map(Math.fround));
});
