import { describe, expect, test } from 'vitest';
import { MalformedFileError, readJpeg, TruncatedFileError } from '../../src/read/index.ts';
import { base64 } from './bytes.ts';

/** 40×24 pixels by Pillow, red = 6x, green = 10y, blue = 255 - 6x: 4:2:0 with restart markers, 4:4:4, progressive. */
const RESTARTS = base64(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJCIeJBweHx7/2wBDAQUFBQcGBw4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh7/wAARCAAYACgDASIAAhEBAxEB/8QAGAABAQEBAQAAAAAAAAAAAAAAAAQGBwX/xAAYEAADAQEAAAAAAAAAAAAAAAAAAwViof/EABYBAQEBAAAAAAAAAAAAAAAAAAcGCf/EABwRAAICAwEBAAAAAAAAAAAAAAUhAAQBAwETI//dAAQAAv/aAAwDAQACEQMRAD8A4QiJguREwb1ETHC5ETA6HTHXJUMf45gkRMFyImOG9REwXoiY4DB0x1xaDHuOf//QwKImAdLREwA0umPrlx8pn/nhz0kRMFyImAB4O2tjcz/DXNqc/9HeIiYLkRMAEKdtbG5KBbm1OXIiYAATXbWz1y4m1Lm3yw5//9k=',
);
const FULL = base64(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJCIeJBweHx7/2wBDAQUFBQcGBw4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh7/wAARCAAYACgDAREAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAABAUH/8QAGBAAAwEBAAAAAAAAAAAAAAAAAAMFYqH/xAAVAQEBAAAAAAAAAAAAAAAAAAAGCP/EABcRAQEBAQAAAAAAAAAAAAAAAAQAMWH/2gAMAwEAAhEDEQA/AMIREwVG9mxoT+zkRMAt7Nlon9nIiYBj2bLBP7ORExwGPZstE/s9ETALezZaJ/akiJjhUj2bQsJ/ZyImAW9my0T+zkRMAx7Nlon9noiY4C3s2WCf2ciJgGPZstE/tSREwVG9m0Lif2ciJgGPZssE/s9ETALezZaJ/ZyImAY9my0T+zkRMAx7Nlgn9v/Z',
);

/** Where the data of the only scan begins. */
const scanOf = (bytes: Uint8Array): number => {
  const marker = bytes.findLastIndex((value, i) => value === 0xff && bytes[i + 1] === 0xda);
  return marker + 2 + ((bytes[marker + 2]! << 8) | bytes[marker + 3]!);
};

describe('readJpeg', () => {
  test.each([
    ['4:2:0 with restart markers', RESTARTS, 20],
    ['4:4:4', FULL, 8],
  ])('decodes %s', (_, bytes, tolerance) => {
    const { width, height, channels, samples } = readJpeg(bytes, 'a.jpg', 8)!;
    expect({ width, height, channels }).toEqual({ width: 40, height: 24, channels: 3 });
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        [6 * x, 10 * y, 255 - 6 * x].forEach((value, channel) => {
          expect(Math.abs(samples[(y * width + x) * 3 + channel]! - value)).toBeLessThanOrEqual(tolerance);
        });
  });

  test.each([1, 2, 4] as const)('decodes at %i pixels per block', (n) => {
    const { width, height, samples } = readJpeg(FULL, 'a.jpg', n)!;
    expect([width, height]).toEqual([5 * n, 3 * n]);
    const [x, y, span] = [2 * n, n, 8 / n];
    const middle = (at: number): number => (at + 0.5) * span - 0.5;
    expect(Math.abs(samples[(y * width + x) * 3]! - 6 * middle(x))).toBeLessThanOrEqual(6);
    expect(Math.abs(samples[(y * width + x) * 3 + 1]! - 10 * middle(y))).toBeLessThanOrEqual(6);
  });

  test('finds data that was cut, shifted or overwritten, behind a sound header and end marker', () => {
    const start = scanOf(FULL);
    const cut = Uint8Array.from([...FULL.slice(0, start + 60), 0xff, 0xd9]);
    expect(() => readJpeg(cut, 'a.jpg')).toThrow(TruncatedFileError);
    const longer = Uint8Array.from([...FULL.slice(0, -2), ...FULL.slice(start, start + 20), 0xff, 0xd9]);
    expect(() => readJpeg(longer, 'a.jpg')).toThrow(MalformedFileError);
    const overwritten = FULL.slice().fill(0, start + 20, start + 60);
    expect(() => readJpeg(overwritten, 'a.jpg')).toThrow(/The picture/);
  });

  test('refuses restart markers out of order', () => {
    const at = RESTARTS.findIndex((value, i) => value === 0xff && RESTARTS[i + 1] === 0xd1);
    const swapped = RESTARTS.slice();
    swapped[at + 1] = 0xd5;
    expect(() => readJpeg(swapped, 'a.jpg')).toThrow(/restart marker/);
  });

  test('tells a picture that stops changing', () => {
    expect(readJpeg(FULL, 'a.jpg')!.flatTail).toBe(0);
  });
});
