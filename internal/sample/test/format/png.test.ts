import { fc, test } from '@fast-check/vitest';
import sharp from 'sharp';
import { expect } from 'vitest';
import { encodePng } from '../../src/format/png.ts';

const picture = fc
  .record({
    width: fc.integer({ min: 1, max: 20 }),
    height: fc.integer({ min: 1, max: 20 }),
    channels: fc.constantFrom(1, 3, 4),
  })
  .chain(({ width, height, channels }) =>
    fc
      .uint8Array({ minLength: width * height * channels, maxLength: width * height * channels })
      .map((pixels) => ({ width, height, channels: channels as 1 | 3 | 4, pixels })),
  );

test.prop([picture], { numRuns: 40 })('a PNG gives its pixels back', async ({ width, height, channels, pixels }) => {
  const decoded = await sharp(await encodePng(width, height, channels, pixels))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([decoded.info.width, decoded.info.height]).toEqual([width, height]);
  const step = decoded.info.channels;
  // sharp hands gray back as one or three equal channels.
  const back = channels === 1 ? decoded.data.filter((_, i) => i % step === 0) : decoded.data;
  expect(Buffer.from(back).equals(pixels)).toBe(true);
});
