import { deflateSync, inflateSync } from 'node:zlib';
import { lazyKernel } from '@outlay-internal/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wasm } from '../../src/kernels/mask.ts';
import { ClassPainter } from '../../src/read/class-painter.ts';
import { readMask } from '../../src/read/mask.ts';
import { png } from './bytes.ts';

/** Even areas, edges and noise, as masks have them, with any row filter. */
const gray = fc.record({
  width: fc.integer({ min: 1, max: 70 }),
  height: fc.integer({ min: 1, max: 40 }),
  filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 9 }),
  runs: fc.array(fc.tuple(fc.constantFrom(0, 0, 255, 12, 13, 128), fc.integer({ min: 1, max: 90 })), {
    minLength: 1,
    maxLength: 60,
  }),
  level: fc.integer({ min: 0, max: 9 }),
  strategy: fc.integer({ min: 0, max: 4 }),
});

type Gray = typeof gray extends fc.Arbitrary<infer T> ? T : never;

function encode({ width, height, filters, runs, level, strategy }: Gray): Uint8Array {
  const rows = new Uint8Array((width + 1) * height);
  const bytes = runs.flatMap(([value, length]) => new Array<number>(length).fill(value));
  for (let i = 0; i < rows.length; i++) rows[i] = bytes[i % bytes.length]!;
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = filters[row % filters.length]!;
  return png([width, height, 8, 0, 0, 0, 0], rows, [], (raw) => deflateSync(raw, { level, strategy }));
}

/** What painting by the general reader gives. */
function painted(layers: readonly { readonly bytes: Uint8Array; readonly value: number }[]): number[] {
  const out: number[] = [];
  for (const { bytes, value } of layers)
    readMask(bytes, 'a.png').coverage.forEach((coverage, i) => {
      out[i] = coverage >= 13 ? value : (out[i] ?? 0);
    });
  return out;
}

describe('ClassPainter', () => {
  it('has its kernel here', () => {
    expect(lazyKernel(wasm)()).toBeDefined();
  });

  it('paints what the general reader reads, whatever else is painted meanwhile', () => {
    const painter = new ClassPainter();
    const other = new ClassPainter((data) => inflateSync(data));
    const property = fc.property(gray, gray, fc.boolean(), (back, front, pause) => {
      const layers = [
        { bytes: encode(back), value: 255 },
        { bytes: encode({ ...front, width: back.width, height: back.height }), value: 2 },
      ];
      layers.forEach(({ bytes, value }, i) => {
        painter.add(bytes, `${i}.png`, value);
        if (!pause) return;
        painter.pause();
        other.add(encode(front), 'other.png', 9);
        other.finish();
      });
      const { width, height, classes } = painter.finish();
      expect([width, height]).toEqual([back.width, back.height]);
      expect([...classes]).toEqual(painted(layers));
    });
    fc.assert(property, { numRuns: 400 });
  });

  it('takes masks that are not plain gray in between', () => {
    const rgb = png([2, 1, 8, 2, 0, 0, 0], Uint8Array.of(0, 0, 0, 0, 9, 0, 200));
    const bits = png([2, 1, 1, 0, 0, 0, 0], Uint8Array.of(0, 0b1000_0000));
    const plain = png([2, 1, 8, 0, 0, 0, 0], Uint8Array.of(0, 255, 0));
    const painter = new ClassPainter();
    for (const order of [[rgb, bits, plain], [plain, rgb], [bits, rgb], [plain]]) {
      const layers = order.map((bytes, i) => ({ bytes, value: i + 1 }));
      for (const { bytes, value } of layers) painter.add(bytes, 'a.png', value);
      expect([...painter.finish().classes]).toEqual(painted(layers));
    }
  });

  it('refuses what the general reader refuses, and goes on', () => {
    const good = encode({ width: 20, height: 3, filters: [0], runs: [[255, 40]], level: 6, strategy: 0 });
    const painter = new ClassPainter();
    const property = fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = good.slice();
      bytes[at]! ^= flip;
      const verdict = (run: () => unknown) => {
        try {
          run();
          return 'fine';
        } catch (error) {
          return (error as { code: string }).code;
        }
      };
      const wanted = verdict(() => readMask(bytes, 'a.png'));
      expect(verdict(() => painter.add(bytes, 'a.png', 1))).toBe(wanted);
      painter.restart();
    });
    fc.assert(property, { numRuns: 500 });
    painter.add(good, 'a.png', 1);
    expect(painter.finish().classes).toEqual(Uint8Array.from(painted([{ bytes: good, value: 1 }])));
  });

  it('says when the masks of a picture differ in size', () => {
    const painter = new ClassPainter();
    painter.add(png([2, 1, 8, 0, 0, 0, 0], Uint8Array.of(0, 255, 0)), 'all/1.png', 1);
    expect(() => painter.add(png([1, 1, 8, 0, 0, 0, 0], Uint8Array.of(0, 255)), '0/1.png', 2)).toThrow(
      'differs in size',
    );
  });
});
