import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as rerun from '@outlay/rerun';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: plain JavaScript, run by Node as it is
import { isRed } from '../../../conformance/matrix/columns.mjs';
// @ts-expect-error: plain JavaScript, run by Node as it is
import { matrixPage } from '../../../conformance/matrix/page.mjs';
import { ROOT } from './repository.ts';

interface Cell {
  readonly status: string;
  readonly notes: readonly string[];
}
interface Results {
  readonly rows: readonly { readonly title: string; readonly cells: Readonly<Record<string, Cell>> }[];
}
const results: Results = JSON.parse(readFileSync(join(ROOT, 'conformance/results/matrix.json'), 'utf8'));

describe('the acceptance matrix', () => {
  it('apps/docs/reference/matrix.md is generated from conformance/results/matrix.json', async () => {
    await expect(matrixPage(results)).toMatchFileSnapshot('../../../apps/docs/reference/matrix.md');
  });

  it('has a row for every archetype', () => {
    const archetypes = Object.entries(rerun)
      .filter(([name, value]) => typeof value === 'function' && /^[A-Z]/.test(name) && !name.endsWith('Error'))
      .map(([name]) => name)
      .filter((name) => name !== 'MemorySink');
    const titles = results.rows.map(({ title }) => title).join(', ');
    expect(archetypes.filter((name) => !new RegExp(`\\b${name}\\b`).test(titles))).toEqual([]);
  });

  it('has no red cell', () => {
    const red = results.rows.flatMap(({ title, cells }) =>
      Object.entries(cells)
        .filter(([key, cell]) => isRed(key, cell))
        .map(([key, { status, notes }]) => `${title}, ${key}: ${status}: ${notes.join('; ')}`),
    );
    expect(red).toEqual([]);
  });
});
