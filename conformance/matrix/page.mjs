// The table as a page of the docs.
import { CLIS, columnKey, isOld, VIEWERS } from './columns.mjs';

const version = (judge) => judge.split(':')[1];
const cliKeys = CLIS.map((name) => `cli:${name}`);
const now = (judges) =>
  judges.filter((judge) => !isOld(version(judge))).map((judge) => [judge, columnKey(judge, 'now')]);
const old = (judges, which) =>
  judges.filter((judge) => isOld(version(judge))).map((judge) => [judge, columnKey(judge, which)]);

const kind = (judge) => ({ cli: 'CLI', npm: 'viewer', wheel: 'viewer' })[judge.split(':')[0]];
const name = (judge) => `${kind(judge)} ${version(judge)}`;
const SYMBOLS = {
  ok: 'ok',
  note: 'ok, note',
  lacks: 'newer',
  known: 'viewer bug',
  warns: 'warns',
  fails: '**fails**',
  'not shown': '**not shown**',
};
const symbol = (cell) => (cell === undefined ? '–' : SYMBOLS[cell.status]);

/** Markdown of the page. Same results, same page. */
export function matrixPage({ rows }) {
  const judges = [...cliKeys, ...VIEWERS];
  return `---
editLink: false
---
<!-- Written by \`npm run conformance -- matrix\` from conformance/results/matrix.json. -->
# Which readers take our recordings

Every archetype and every kind of blueprint, written by \`@outlay/rerun\` and judged by Rerun's own tools. A cell of a CLI says what \`rerun rrd verify\` says. A cell of a viewer says that the web viewer opened the file, warned of nothing, and showed a picture that differs from the picture of the same recording without the thing in question. Viewers up to 0.33.0 are the npm builds of \`@rerun-io/web-viewer\`, viewer 0.41.0 is the one in the wheel of that SDK.

| cell | means |
|---|---|
| ok | verified without a word; opened, silent, shown |
| ok, note | \`verify\` of this version does not know a component that came later, and reads everything else; see the notes |
| newer | opened and silent, but what it shows came in a later version |
| viewer bug | fails for every writer; see the notes |
| warns | reads the file and logs something |
| – | not applicable, or not run |

A recording without any data is left out: \`rerun rrd verify\` from 0.31 on misses the chunk index there, also in the SDK's own file.

## From 0.29.1 on

${table(rows, now(judges))}

## Older readers

The chunk index at the end of a file came with 0.28. Older readers complain about it: CLI 0.26 logs "Trailing bytes in rrd stream", viewers show an error message. Nothing is lost by that. Files written with \`target: '0.24'\` have no index and are taken silently; \`rerun rrd verify\` from 0.31 on misses it there.

### Files for them, \`target: '0.24'\`

${table(rows, old(judges, 'target'))}

### Files with an index

Viewers opened a few of them: what they say about the index depends on nothing else.

${table(rows, old(judges, 'now'))}

## Notes

${notes(rows, judges)}
`;
}

function table(rows, columns) {
  const lines = rows.map(({ title, cells }) => [title, ...columns.map(([, key]) => symbol(cells[key]))]);
  const head = ['', ...columns.map(([judge]) => name(judge))];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Per row: what is said, and by whom. */
function notes(rows, judges) {
  const keys = judges.flatMap((judge) => ['now', 'target'].map((which) => [judge, columnKey(judge, which)]));
  return rows
    .map(({ title, cells }) => {
      const said = new Map();
      for (const [judge, key] of keys)
        for (const note of cells[key]?.notes ?? []) said.set(note, new Set([...(said.get(note) ?? []), name(judge)]));
      const lines = [...said].map(([note, who]) => `  - ${[...who].join(', ')}: ${escaped(note)}`);
      return lines.length === 0 ? '' : `- **${title}**\n${lines.join('\n')}\n`;
    })
    .join('');
}

/** What a reader logged, in a way that Markdown and Vue leave alone; our own words stay as they are. */
const escaped = (text) =>
  text.startsWith('does not know `')
    ? text
    : text.replaceAll(/[<>{}|*_`[\]]/g, (character) => `&#${character.charCodeAt(0)};`);
