import { describe, expect, test } from 'vitest';
import { readSplats, readTensors } from '../../src/read/index.ts';
import { bytesOf, join, latin, zip } from './bytes.ts';
import { codeOf } from './failure.ts';

/** A tensor as `torch.save` pickles it: protocol 2. `storage` is the number of its data entry. */
const tensor = (
  storage: number,
  type: string,
  count: number,
  size: readonly number[],
  stride: readonly number[],
  offset = 0,
): Uint8Array =>
  join(
    latin('ctorch._utils\n_rebuild_tensor_v2\n(('),
    text('storage'),
    latin(`ctorch\n${type}\n`),
    text(String(storage)),
    text('cpu'),
    int(count),
    latin('tQ'),
    int(offset),
    tuple(size),
    tuple(stride),
    latin('\x89ccollections\nOrderedDict\n)RtR'),
  );
const text = (value: string): Uint8Array => join(latin('X'), bytesOf(Uint32Array.of(value.length)), latin(value));
const int = (value: number): Uint8Array => join(latin('J'), bytesOf(Int32Array.of(value)));
const tuple = (values: readonly number[]): Uint8Array => join(latin('('), ...values.map(int), latin('t'));
const dict = (entries: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  join(latin('\x80\x02}('), ...Object.entries(entries).flatMap(([key, value]) => [text(key), value]), latin('u.'));
const pt = (pickle: Uint8Array, data: readonly Uint8Array[] = [], root = '000001', byteorder = 'little'): Uint8Array =>
  zip([
    { name: `${root}/data.pkl`, data: pickle },
    { name: `${root}/byteorder`, data: latin(byteorder) },
    ...data.map((content, i) => ({ name: `${root}/data/${i}`, data: content })),
  ]);
const floats = (length: number, start = 0): Uint8Array => bytesOf(Float32Array.from({ length }, (_, i) => start + i));

const N = 3;
const entries = {
  xyz: tensor(0, 'FloatStorage', 9, [3, 3], [3, 1]),
  opacity: tensor(1, 'FloatStorage', 3, [3, 1], [1, 1]),
  rotation: tensor(2, 'FloatStorage', 12, [3, 4], [4, 1]),
  scaling: tensor(3, 'FloatStorage', 9, [3, 3], [3, 1]),
  shs: tensor(4, 'FloatStorage', 9, [3, 1, 3], [3, 3, 1]),
  person_ids: tensor(5, 'IntStorage', 3, [3], [1]),
  person_gaussian_counts: tensor(6, 'IntStorage', 2, [2], [1]),
  use_rgb: tensor(7, 'BoolStorage', 1, [], []),
};
const data = [
  floats(9),
  floats(3, 10),
  floats(12, 20),
  floats(9, 40),
  floats(9, 60),
  bytesOf(Int32Array.of(0, 0, 1)),
  bytesOf(Int32Array.of(2, 1)),
  Uint8Array.of(1),
];

describe('readSplats', () => {
  test.each(['000001', 'archive'])('reads all tensors of root %s', (root) => {
    expect(readSplats(pt(dict(entries), data, root), 'a.pt')).toEqual({
      count: N,
      centers: new Float32Array(floats(9).buffer),
      opacities: Float32Array.of(10, 11, 12),
      rotations: new Float32Array(floats(12, 20).buffer),
      scales: new Float32Array(floats(9, 40).buffer),
      colors: new Float32Array(floats(9, 60).buffer),
      persons: Int32Array.of(0, 0, 1),
    });
  });

  test.each([
    ['a missing tensor', 'CONTENT_UNEXPECTED', { ...entries, xyz: tensor(7, 'BoolStorage', 1, [], []) }, data],
    ['counts that do not add up', 'CONTENT_UNEXPECTED', entries, data.with(6, bytesOf(Int32Array.of(2, 2)))],
    ['a person below 0', 'CONTENT_UNEXPECTED', entries, data.with(5, bytesOf(Int32Array.of(0, -1, 1)))],
    ['a person beyond all', 'CONTENT_UNEXPECTED', entries, data.with(5, bytesOf(Int32Array.of(0, 64, 1)))],
    ['spherical harmonics', 'FILE_UNSUPPORTED', entries, data.with(7, Uint8Array.of(0))],
    [
      'a tensor of another length',
      'CONTENT_UNEXPECTED',
      { ...entries, opacity: tensor(1, 'FloatStorage', 3, [2, 1], [1, 1]) },
      data,
    ],
  ] as const)('refuses %s', (_, code, tensors, storages) => {
    expect(codeOf(() => readSplats(pt(dict(tensors), storages), 'a.pt'))).toBe(code);
  });
});

describe('readTensors', () => {
  const one = (value: Uint8Array, storage: Uint8Array = floats(6), byteorder = 'little') =>
    readTensors(pt(dict({ a: value }), [storage], 'r', byteorder), 'a.pt').get('a');

  test('gathers tensors that are not contiguous', () => {
    expect([...one(tensor(0, 'FloatStorage', 6, [3, 2], [1, 3]))!.data]).toEqual([0, 3, 1, 4, 2, 5]);
    expect([...one(tensor(0, 'FloatStorage', 6, [2], [1], 4))!.data]).toEqual([4, 5]);
  });

  test('swaps big-endian data', () => {
    const swapped = floats(2, 1).slice();
    for (let at = 0; at < 8; at += 4) swapped.subarray(at, at + 4).reverse();
    expect([...one(tensor(0, 'FloatStorage', 2, [2], [1]), swapped, 'big')!.data]).toEqual([1, 2]);
  });

  test.each([
    ['FILE_EMPTY', new Uint8Array(0)],
    ['FILE_UNSUPPORTED', latin('\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.')],
    ['CONTENT_UNEXPECTED', zip([{ name: 'a.npy', data: floats(1) }])],
    ['CONTENT_UNEXPECTED', pt(latin('\x80\x02K\x01.'))],
    ['FILE_TRUNCATED', pt(dict({ a: tensor(0, 'FloatStorage', 6, [6], [1]) }), [floats(5)])],
    ['FILE_TRUNCATED', pt(dict({ a: tensor(9, 'FloatStorage', 6, [6], [1]) }), [floats(6)])],
    ['FILE_MALFORMED', pt(dict({ a: tensor(0, 'FloatStorage', 6, [6], [1], 1) }), [floats(6)])],
    ['FILE_MALFORMED', pt(dict({ a: tensor(0, 'FloatStorage', 6, [1_000_000, 1_000_000], [0, 0]) }), [floats(6)])],
    ['FILE_MALFORMED', pt(dict({ a: tensor(0, 'FloatStorage', 6, [-1], [1]) }), [floats(6)])],
    ['FILE_MALFORMED', pt(latin('\x80\x02}(u'))],
    ['LIMIT_EXCEEDED', pt(new Uint8Array(70_000).fill(0x28))],
  ])('refuses with %s', (code, bytes) => {
    expect(codeOf(() => readTensors(bytes, 'a.pt'))).toBe(code);
  });

  test.each([
    ['os.system', 'cos\nsystem\n(X\x04\0\0\0trueTR.'],
    ['builtins.eval', 'cbuiltins\neval\nX\x01\0\0\0a\x85R.'],
    ['a call of an allowed storage', 'ctorch\nFloatStorage\n)R.'],
    ['STACK_GLOBAL', 'X\x02\0\0\0osX\x06\0\0\0system\x93)R.'],
    ['INST', '(ios\nsystem\n.'],
    ['OBJ', '(cos\nsystem\no.'],
    ['BUILD', '}}b.'],
    ['NEWOBJ', 'ccollections\nOrderedDict\n)\x81.'],
    ['an extension', '\x82\x01.'],
    ['a name with a dot', 'ctorch\nstorage.FloatStorage\n.'],
    ['protocol 4 frames', '\x95\0\0\0\0\0\0\0\0.'],
  ])('never runs %s', (_, pickle) => {
    expect(codeOf(() => readTensors(pt(latin(`\x80\x02${pickle}`)), 'a.pt'))).toBe('FILE_UNSAFE');
  });
});
