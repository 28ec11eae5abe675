// The page of a code, as Markdown.

const KIND = {
  1: 'structure',
  2: 'manifest',
  3: 'metrics',
  4: 'contents of files',
  5: 'files that belong together',
  6: 'recordings',
  7: 'sharing',
  8: 'tables of metrics',
  9: 'the command itself',
};
/** Characters of a line of a block. */
const WIDTH = 72;
const SEVERITY = {
  error: 'makes the exit code 1',
  warning: 'does not change the exit code, unless `--error-on-warnings` is given',
  info: 'a note; does not change the exit code',
};

/** Text that is no Markdown: angle brackets and mustaches mean something to the site. */
const plain = (text) => text.replaceAll('<', '&lt;').replaceAll('{{', '{ {');
const block = (lines) => ['```text', ...lines, '```', ''];

export function codePage(doc, example, previous, next) {
  const { code, name, severity, reason, fix, repair } = doc;
  const neighbours = [
    previous && `[← ${previous.code}](./${previous.code})`,
    next && `[${next.code} →](./${next.code})`,
  ];
  return [
    `# ${code}: ${name.replaceAll('-', ' ')}`,
    '',
    `**${severity}** (${SEVERITY[severity]}) · about ${KIND[code[3]]} · ${foundBy(doc, example)}`,
    '',
    plain(reason),
    '',
    ...(example ? exampleSection(code, example) : placeSection(doc)),
    '## What to do',
    '',
    plain(fix),
    '',
    ...repairLines(code, repair),
    `\`outlay explain ${code}\` says the same on the command line. ${neighbours.filter(Boolean).join(' · ')} · [all findings](../reference/findings)`,
    '',
  ].join('\n');
}

function foundBy({ code }, example) {
  if (example) {
    const flag = { structure: '`outlay validate`, also with `--structure`', default: '`outlay validate`' }[
      example.level
    ];
    return `found by ${flag ?? '`outlay validate --full`'}`;
  }
  if (code.startsWith('OUT60')) return 'found by `outlay rrd verify`, `info`, `print` and `recover`';
  if (code.startsWith('OUT61')) return 'found by `outlay export`';
  if (code.startsWith('OUT70')) return 'found by `outlay share`';
  if (code.startsWith('OUT80')) return 'found by `outlay summarise`';
  return code.startsWith('OUT9') ? 'from any command' : 'found by `outlay validate`, also with `--structure`';
}

function exampleSection(code, { what, finding, sound, damaged }) {
  const { severity, path, message, expected, actual, fix } = finding;
  return [
    `## Example: ${plain(what)}`,
    '',
    ...(sound.length > 0 ? ['As it should be:', '', ...block(sound)] : []),
    ...(damaged.length > 0
      ? ['As it is:', '', ...block(damaged)]
      : sound.length > 0
        ? ['As it is: not there.', '']
        : []),
    'What is said:',
    '',
    ...block(
      [
        `${severity} ${code}: ${message}`,
        ...(path === '' || message.includes(path) ? [] : [`  at: ${path}`]),
        ...(expected && !message.includes(expected) ? [`  expected: ${expected}`] : []),
        ...(actual && !message.includes(actual) ? [`  found: ${actual}`] : []),
        ...(fix ? [`  fix: ${fix}`] : []),
      ].flatMap(wrapped),
    ),
  ];
}

/** A line as several that fit the page. */
function wrapped(line) {
  const lines = [''];
  for (const word of line.split(/(?<=\S) /)) {
    const last = lines.at(-1);
    if (last !== '' && `${last} ${word}`.length > WIDTH) lines.push(`    ${word}`);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

function placeSection({ example }) {
  return example === undefined ? [] : [`Found, for example, at \`${example}\`.`, ''];
}

function repairLines(code, repair) {
  if (repair !== undefined)
    return [
      `\`outlay validate --fix\` does it: ${plain(repair[0].toLowerCase() + repair.slice(1))} The plan is shown first, and an undo file is kept.`,
      '',
    ];
  return /^OUT[1-5]/.test(code) ? ['`outlay validate --fix` leaves this to you.', ''] : [];
}
