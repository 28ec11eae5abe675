import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
// @ts-expect-error: a script
import { compileKernel, kernels } from '../../../tools/kernels.mjs';

it.each(kernels() as readonly { source: string; target: string }[])(
  '$target is what its source compiles to',
  async ({ source, target }) => {
    expect(readFileSync(target, 'utf8'), 'run `node tools/kernels.mjs`').toBe(await compileKernel(source));
  },
);
