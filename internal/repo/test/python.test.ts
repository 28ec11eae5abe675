import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
// @ts-expect-error: a script
import { pythonFiles } from '../../../tools/python.mjs';

it.each((await pythonFiles()) as readonly [string, string][])('%s is made of its sources', (target, text) => {
  expect(readFileSync(target, 'utf8') === text, 'stale: run `node tools/python.mjs`').toBe(true);
});
