// Archetypes x official CLIs and web viewers: verified, opened without warning, shown.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { officialSdk } from '../official-sdk.mjs';
import { root } from '../places.mjs';
import { check, skip } from '../report.mjs';
import { CLIS, choose, columnKey, isOld, isRed, VIEWERS } from './columns.mjs';
import { lookAt } from './looks.mjs';
import { matrixPage } from './page.mjs';
import { verify } from './verify.mjs';
import { writeCases } from './write-cases.mjs';

const resultsFile = join(root, 'conformance', 'results', 'matrix.json');
const pageFile = join(root, 'apps', 'docs', 'reference', 'matrix.md');

export async function judgeMatrix(args) {
  const { values } = parseArgs({
    args,
    options: {
      cli: { type: 'string', default: 'all' },
      viewers: { type: 'string', default: 'all' },
      only: { type: 'string' },
      check: { type: 'boolean', default: false },
    },
  });
  const cases = await writeCases(values.only?.split(','), (id, reason) => skip(id, reason));
  const kept = readResults();
  const rows = cases.map(({ id, title }) => ({ id, title, cells: {} }));
  const save = () => values.check || writeResults(rows, values.only !== undefined);

  const column = async (key, cells) => {
    const seen = [];
    for await (const [{ id }, cell] of cells) {
      if (values.check) checkKept(`${key} ${id}`, kept.find((row) => row.id === id)?.cells[key], cell);
      rows.find((row) => row.id === id).cells[key] = cell;
      seen.push([id, cell]);
      if (!key.startsWith('cli')) save();
    }
    const red = seen
      .filter(([, cell]) => isRed(key, cell))
      .map(([id, { status, notes }]) => `${id}: ${status}: ${notes.join('; ')}`);
    const counts = [...groups(seen)].map(([status, found]) => `${found.length} ${status}`);
    check(`${key}: ${counts.join(', ')}`, red.length === 0, red.join('\n'));
    save();
  };

  for (const version of choose(CLIS, values.cli, '--cli')) {
    const sdk = officialSdk(version);
    if (sdk.reason) skip(`cli:${version}`, sdk.reason);
    else
      for (const which of kinds(version))
        await column(columnKey(`cli:${version}`, which), verified(sdk.rerun, cases, which));
  }
  for (const viewer of choose(VIEWERS, values.viewers, '--viewers')) {
    for (const which of kinds(viewer.split(':')[1])) {
      try {
        await column(columnKey(viewer, which), lookAt(viewer, cases, which));
      } catch (error) {
        skip(columnKey(viewer, which), error.message);
      }
    }
  }
}

/** Old readers get both files: ours as it is by default, and the one for them. */
const kinds = (version) => (isOld(version) ? ['target', 'now'] : ['now']);

function* verified(rerun, cases, which) {
  for (const oneCase of cases) {
    const file = oneCase.files[which === 'target' ? 'old' : 'now'];
    if (file !== undefined) yield [oneCase, verify(rerun, file.path)];
  }
}

const groups = (seen) => {
  const found = new Map();
  for (const entry of seen) found.set(entry[1].status, [...(found.get(entry[1].status) ?? []), entry]);
  return found;
};

function checkKept(name, before, now) {
  if (JSON.stringify(before) === JSON.stringify(now)) return;
  check(`${name} is as in the table`, false, `table: ${JSON.stringify(before)}\nnow: ${JSON.stringify(now)}`);
}

const readResults = () => (existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')).rows : []);

/** New cells replace those in the file; columns that were not run stay as they are. */
function writeResults(rows, isPart) {
  const kept = readResults();
  const merged = rows.map((row) => ({
    ...row,
    cells: { ...kept.find(({ id }) => id === row.id)?.cells, ...row.cells },
  }));
  const inOrder = isPart ? kept.map((row) => merged.find(({ id }) => id === row.id) ?? row) : merged;
  const added = merged.filter((row) => !inOrder.includes(row));
  const results = { comment: 'Written by `npm run conformance -- matrix`.', rows: [...inOrder, ...added].map(sorted) };
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(pageFile, matrixPage(results));
}

const sorted = ({ id, title, cells }) => ({
  id,
  title,
  cells: Object.fromEntries(Object.entries(cells).sort(([a], [b]) => (a < b ? -1 : 1))),
});
