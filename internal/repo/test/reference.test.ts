import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Content, FILE_CONTRACTS, FOLDER_CONTRACTS, PLACEHOLDERS } from '@outlay/schema';
import { ENTITY_PATHS } from '@outlay/schema/names';
import { expect, it } from 'vitest';
// @ts-expect-error: plain JavaScript, run by VitePress as it is
import { codePage } from '../../../apps/docs/codes/page.js';
import { codeCatalogue } from '../../../packages/cli/src/commands/explain/catalogue.ts';
import { createProgram } from '../../../packages/cli/src/program.ts';
import { ROOT } from './repository.ts';

// Reference pages are generated from the tables they describe. `vitest run -u` in internal/repo writes them again.
const NEED = { must: 'MUST', should: 'SHOULD', may: 'MAY' } as const;

function content(value: Content): string {
  switch (value.kind) {
    case 'image':
      return `${value.mediaTypes.map((type) => type.slice(6).toUpperCase()).join(' or ')}: ${value.doc}`;
    case 'mask':
      return '8-bit grey PNG, 0 or 255, size of the picture';
    case 'npz':
      return Object.keys(value.arrays).length === 0
        ? 'NumPy archive'
        : `NumPy archive: ${Object.entries(value.arrays)
            .map(([key, array]) => `\`${key}\` (${array.shapes.join(' or ')})${'optional' in array ? '?' : ''}`)
            .join(', ')}`;
    case 'npy':
      return `NumPy array, ${value.dtype}, (${value.shapes.join(') or (')}), ${value.unit}`;
    case 'obj':
      return `OBJ text, ${value.persons === 'one' ? 'one person' : 'all persons'}`;
    case 'csv':
      return value.header
        ? `CSV: ${value.columns.map((column) => `\`${column}\`${value.optional?.includes(column) ? '?' : ''}`).join(', ')}`
        : 'numbers, comma separated';
    case 'metrics-txt':
      return `\`key: value\` lines: ${[...value.keys, ...(value.optional ?? []).map((key) => `${key}?`)].map((key) => `\`${key}\``).join(', ')}`;
    case 'pt':
      return 'PyTorch archive of tensors; read without unpickling';
    case 'video':
      return 'MP4';
    case 'json':
      return 'JSON';
    case 'any':
      return '';
  }
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('{{', '{ {');
const code = (text: string) => `\`${text}\``;

it('apps/docs/reference/files.md is generated from the tables of schema', async () => {
  const page = [
    '# Files and folders',
    '',
    'Generated from the tables of `@outlay/schema`. MUST: absent is an error where the task is enabled and the epoch is listed; SHOULD: a warning; MAY: nobody minds. `?` marks what may be left out.',
    '',
    '## Files',
    '',
    '| Path | Need | Content | |',
    '| --- | --- | --- | --- |',
    ...FILE_CONTRACTS.map(
      (file) => `| ${code(file.pattern)} | ${NEED[file.need]} | ${content(file.content)} | ${file.doc} |`,
    ),
    '',
    '## Folders',
    '',
    '| Path | Need | |',
    '| --- | --- | --- |',
    ...FOLDER_CONTRACTS.map((folder) => `| ${code(folder.pattern)} | ${NEED[folder.need]} | ${folder.doc} |`),
    '',
    '## Placeholders',
    '',
    '| | Meaning | Example |',
    '| --- | --- | --- |',
    ...Object.entries(PLACEHOLDERS).map(
      ([name, { doc, example }]) => `| ${code(`{${name}}`)} | ${doc} | \`${example}\` |`,
    ),
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../../apps/docs/reference/files.md');
});

it('the page of every code is made from apps/docs/codes/catalogue.json, generated from the catalogue', async () => {
  const text = JSON.stringify(codeCatalogue(), null, 1);
  await expect(`${text}\n`).toMatchFileSnapshot('../../../apps/docs/codes/catalogue.json');
});

it('the page of a code says what explain says, and shows what was found', () => {
  const examples = JSON.parse(readFileSync(join(ROOT, 'apps/docs/codes/examples.json'), 'utf8'));
  const rows = codeCatalogue();
  expect(Object.keys(examples).filter((key) => !rows.some((row) => row.code === key))).toEqual([]);
  const escaped = (text: string) => text.replaceAll('<', '&lt;');
  for (const row of rows) {
    const page: string = codePage(row, examples[row.code]);
    for (const part of [row.name.replaceAll('-', ' '), row.severity, escaped(row.reason), escaped(row.fix)])
      expect([row.code, page.includes(part)]).toEqual([row.code, true]);
    expect([row.code, page.includes('does it')]).toEqual([row.code, row.repair !== undefined]);
    expect(page).not.toMatch(/undefined|\[object/);
  }
});

it('apps/docs/reference/findings.md is generated from the catalogue of findings', async () => {
  const rows = codeCatalogue();
  const page = [
    '# Findings',
    '',
    'Every finding has a code that never changes its meaning, and a page that shows an example and says what to do. `outlay explain OUT1009` prints the same. Errors make the exit code 1. *mends*: `outlay validate --fix` does it.',
    '',
    '| Code | Name | Severity | What it means | --fix |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      (row) =>
        `| [${row.code}](../codes/${row.code}) | \`${row.name}\` | ${row.severity} | ${cell(row.reason)} | ${row.repair === undefined ? '' : 'mends'} |`,
    ),
    '',
  ].join('\n');
  const twice = rows.filter((row, i) => rows.findIndex((other) => other.code === row.code) !== i);
  expect(twice.map((row) => `${row.code} ${row.name}`)).toEqual([]);
  await expect(page).toMatchFileSnapshot('../../../apps/docs/reference/findings.md');
});

it('apps/docs/reference/entities.md is generated from the table of entity paths', async () => {
  const page = [
    '# Entities',
    '',
    'Generated from `ENTITY_PATHS` of `@outlay/schema`, which builds and reads the paths. *Timeline*: what values are counted in; static ones hold always. Of an entity on `frame`, what does not change is static too.',
    '',
    '| Path | What is there | Timeline |',
    '| --- | --- | --- |',
    ...ENTITY_PATHS.flatMap(({ pattern, doc, timeline }) =>
      doc === undefined ? [] : [`| ${code(pattern)} | ${cell(doc)} | ${timeline ?? ''} |`],
    ),
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../../apps/docs/reference/entities.md');
});

it('apps/docs/reference/help.md is what --help prints', async () => {
  const io = { now: () => 0, stdout: {}, stderr: {}, env: {}, cwd: '/' } as unknown as Parameters<
    typeof createProgram
  >[0];
  const sections = (command: ReturnType<typeof createProgram>, words: string): string[] => [
    `## ${words}`,
    '',
    '```text',
    command.configureHelp({ helpWidth: 100 }).helpInformation().trimEnd(),
    '```',
    '',
    ...command.commands.flatMap((inner) => sections(inner, `${words} ${inner.name()}`)),
  ];
  await expect(sections(createProgram(io), 'outlay').join('\n')).toMatchFileSnapshot(
    '../../../apps/docs/reference/help.md',
  );
});
