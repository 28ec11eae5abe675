import { formatSpan } from '../frame-span.ts';
import type { Style } from '../outcome.ts';
import type { Inspection } from '../run/inspect.ts';
import { formatBytes, formatRanges } from './amounts.ts';
import { plural } from './diagnostics.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';

/** An inspection for people. */
export function renderInspection(inspection: Inspection, style: Style): string {
  const { colors } = style;
  const head = `${colors.bold(printable(`${inspection.scene} / ${inspection.name}`))}  layout ${inspection.layoutVersion}`;
  const size = `${plural(inspection.files, 'file')}, ${formatBytes(inspection.bytes)}`;
  const source = inspection.sourceCamera === null ? '' : `, source camera ${inspection.sourceCamera}`;
  const parts = [
    `${head}\n${colors.dim(printable(inspection.path))}\n${size}; tasks ${inspection.tasks.join(', ') || 'none'}${source}\n`,
    ...inspection.input.map((split) => renderSplit(split, style)),
    renderEpochs(inspection, style),
    renderRecordings(inspection, style),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function renderSplit(split: Inspection['input'][number], style: Style): string {
  const rows = split.cameras.map(({ camera, kind, images, masks, depths, cameras, maskPersons }) => [
    String(camera),
    kind,
    formatSpan(images),
    `${formatSpan(masks)}${maskPersons.length > 0 ? ` (persons ${formatRanges(maskPersons)})` : ''}`,
    formatSpan(depths),
    formatSpan(cameras),
  ]);
  const titles = ['camera', 'kind', 'images', 'masks', 'depths', 'cameras'].map((title) => ({ title }));
  const bodies = (['smplx', 'smpl'] as const).flatMap((body) =>
    split.bodies[body] === null ? [] : [`${body} ${formatSpan(split.bodies[body])}`],
  );
  const skipped = split.skippedFrames > 0 ? `; ${plural(split.skippedFrames, 'frame')} skipped` : '';
  const title = style.colors.bold(`input_data/${split.split}`);
  return `${title}  ${bodies.length > 0 ? `bodies: ${bodies.join(', ')}` : 'no bodies'}${skipped}\n${
    rows.length === 0 ? '' : renderTable(titles, rows, style)
  }`;
}

function renderEpochs({ epochs }: Inspection, style: Style): string {
  const rows = epochs.flatMap(({ epoch, listed, onDisk, tasks }) => {
    const state = !onDisk ? 'listed, not on disk' : listed ? '' : 'not listed';
    if (tasks.length === 0) return [[String(epoch), '-', '', '', '', '', state]];
    return tasks.map(({ task, cameras, persons, pred, groundTruth, metrics }, i) => [
      i === 0 ? String(epoch) : '',
      task,
      cameras.length > 0 ? `cameras ${formatRanges(cameras)}` : '',
      persons.length > 0 ? `persons ${formatRanges(persons)}` : '',
      `${formatSpan(pred)} / ${formatSpan(groundTruth)}`,
      Object.entries(metrics)
        .map(([name, value]) => `${printable(name)} ${value === null ? '-' : Number(value.toPrecision(4))}`)
        .join('  '),
      i === 0 ? state : '',
    ]);
  });
  if (rows.length === 0) return 'no evaluation epochs\n';
  const titles = ['epoch', 'task', '', '', 'frames pred / gt', 'averages', ''].map((title) => ({ title }));
  return `${style.colors.bold('evaluation')}\n${renderTable(titles, rows, style)}`;
}

function renderRecordings({ recordings }: Inspection, style: Style): string {
  if (recordings.length === 0) return 'no recordings yet: outlay export all\n';
  const rows = recordings.map(({ file, bytes, state, reason }) => [
    printable(file),
    formatBytes(bytes),
    reason === null ? state : `${state}: ${printable(reason)}`,
  ]);
  const titles = [{ title: 'recording' }, { title: 'size', align: 'right' as const }, { title: 'state' }];
  return `${style.colors.bold('rerun')}\n${renderTable(titles, rows, style)}`;
}
