import { formatBytes } from '../../render/amounts.ts';
import { plural } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import type { Style } from '../../session/outcome.ts';
import type { SharedExperimentData, ShareReport } from './data.ts';

/** What was sent, and links to it. */
export function renderShare(report: ShareReport, style: Style): string {
  const { files, bytes, there, dryRun, target, experiments } = report;
  const verb = dryRun ? 'would be sent' : files === 0 ? 'had to be sent' : 'sent';
  const amount = files === 0 ? 'nothing' : `${plural(files, 'file')}, ${formatBytes(bytes)}`;
  const known = there === 0 ? '' : `; ${plural(there, 'file')} already there`;
  const head = `${printable(target)}: ${amount} ${verb}${known}\n`;
  return head + experiments.map((one) => renderLinks(one, style)).join('');
}

function renderLinks({ scene, name, links }: SharedExperimentData, { colors }: Style): string {
  if (links.length === 0) return '';
  const lines = links.flatMap(({ file, viewer, pinned, state, reason }) => [
    `  ${state === 'opens' ? colors.green('✓') : state === 'fails' ? colors.red('✗') : '·'} ${printable(file)}`,
    ...(viewer === null ? [] : [`      ${viewer}`]),
    ...(pinned === null ? [] : [`      ${colors.dim('for ever:')} ${pinned}`]),
    ...(reason === null ? [] : [`      ${colors.red(printable(reason))}`]),
  ]);
  const hints = [
    ...(links.some(({ viewer }) => viewer === null)
      ? ['  --public-url says where the folder is seen from outside, for links.']
      : []),
    ...(links.some(({ state }) => state === 'fails')
      ? ['  A link that fails is for people with access: they download the folder and run `outlay view` in it.']
      : []),
  ];
  return `\n${colors.bold(printable(`${scene} / ${name}`))}\n${[...lines, ...hints].join('\n')}\n`;
}
