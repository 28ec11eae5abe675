import { formatFrames } from '@outlay/layout';
import type { Style } from '../outcome.ts';
import type { Inspection } from '../run/inspect.ts';
import { formatBytes, formatRanges } from './amounts.ts';
import { plural } from './diagnostics.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';

/** An inspection for people. */
export function renderInspection(inspection: Inspection, style: Style): string {
  const parts = [
    renderHead(inspection, style),
    renderCameras(inspection, style),
    renderEpochs(inspection, style),
    renderSpace(inspection, style),
    renderRecordings(inspection, style),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function renderHead(inspection: Inspection, { colors }: Style): string {
  const { name, scene, manifest, manifestState, files, bytes, persons, frames, tasks } = inspection;
  const title = manifest === null ? `manifest ${manifestState}` : `${scene} / ${name}`;
  const version = manifest === null ? '' : `  layout ${manifest.output_layout_version}`;
  const source = manifest?.source_camera_id === undefined ? '' : `, source camera ${manifest.source_camera_id}`;
  const listed = tasks.filter((task) => task.listed).map(({ task }) => task);
  const facts = [
    `${plural(files, 'file')}${bytes === null ? '' : `, ${formatBytes(bytes)}`}`,
    `tasks ${listed.join(', ') || 'none'}${source}`,
    ...(persons.length > 0 ? [`persons ${formatRanges(persons)}`] : []),
    ...(['train', 'test', 'evaluation'] as const).flatMap((part) =>
      frames[part] === undefined ? [] : [`${part} ${span(frames[part])}`],
    ),
  ];
  return `${colors.bold(printable(title))}${version}\n${colors.dim(printable(inspection.path))}\n${facts.join('; ')}\n`;
}

type Span = NonNullable<Inspection['frames']['train']>;

function span(frames: Span | undefined): string {
  if (frames === undefined) return '-';
  const range = frames.first === frames.last ? `frame ${frames.first}` : `frames ${frames.first}-${frames.last}`;
  const step = frames.step > 1 ? `, every ${frames.step}` : '';
  return `${range}${step}${frames.missing.length > 0 ? ` without ${formatFrames(frames.missing)}` : ''}`;
}

function renderCameras({ cameras }: Inspection, style: Style): string {
  if (cameras.length === 0) return '';
  const rows = cameras.map(({ camera, kind, train, test, nvsEpochs }) => [
    String(camera),
    kind,
    span(train),
    span(test),
    nvsEpochs.length > 0 ? formatRanges(nvsEpochs) : '-',
  ]);
  const titles = ['camera', 'kind', 'input_data/train', 'input_data/test', 'renders at epochs'];
  return renderTable(
    titles.map((title) => ({ title })),
    rows,
    style,
  );
}

function renderEpochs({ epochs }: Inspection, style: Style): string {
  if (epochs.length === 0) return 'no evaluation epochs\n';
  const rows = epochs.flatMap(({ epoch, state, listed, tasks, metrics, missing }) => {
    const note = `${state}${listed ? '' : ', not listed'}${missing.length > 0 ? `: ${plural(missing.length, 'file')} missing` : ''}`;
    if (tasks.length === 0) return [[String(epoch), note, '-', '']];
    return tasks.map((task, i) => [
      i === 0 ? String(epoch) : '',
      i === 0 ? note : '',
      task,
      averages(metrics[task] ?? {}),
    ]);
  });
  return renderTable(
    ['epoch', 'state', 'task', 'averages'].map((title) => ({ title })),
    rows,
    style,
  );
}

function averages(metrics: Readonly<Record<string, number | null>>): string {
  return Object.entries(metrics)
    .map(([name, value]) => `${printable(name)} ${value === null ? '-' : Number(value.toPrecision(4))}`)
    .join('  ');
}

// Where a disk went is a question of large experiments; five lines answer it.
const SHOWN_PARTS = 5;

function renderSpace({ parts }: Inspection, style: Style): string {
  const shown = style.verbose > 0 ? parts : parts.slice(0, SHOWN_PARTS);
  if (shown.length === 0) return '';
  const columns = [
    { title: 'folder' },
    { title: 'files', align: 'right' as const },
    { title: 'size', align: 'right' as const },
  ];
  return renderTable(
    columns,
    shown.map(({ path, files, bytes }) => [
      printable(path || '.'),
      String(files),
      bytes === null ? '-' : formatBytes(bytes),
    ]),
    style,
  );
}

function renderRecordings({ recordings }: Inspection, style: Style): string {
  if (recordings.length === 0) return 'no recordings yet: outlay export all\n';
  const rows = recordings.map(({ file, bytes, state, reason }) => [
    printable(file),
    formatBytes(bytes),
    reason === null ? state : `${state}: ${printable(reason)}`,
  ]);
  return renderTable([{ title: 'recording' }, { title: 'size', align: 'right' }, { title: 'state' }], rows, style);
}
