import { formatFrames } from '@outlay/layout';
import { formatBytes, formatRanges } from '../../render/amounts.ts';
import { plural } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import { renderTable } from '../../render/table.ts';
import type { Style } from '../../session/outcome.ts';
import type { Inspection } from './data.ts';

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
  const { name, scene, manifest, manifestState, files, bytes, cameras, persons, frames, tasks } = inspection;
  const title = manifest === null ? `manifest ${manifestState}` : `${scene} / ${name}`;
  const version = manifest === null ? '' : `  layout ${manifest.output_layout_version}`;
  const sourceCamera = cameras.find(({ kind }) => kind === 'source');
  const source = sourceCamera === undefined ? '' : `, source camera ${sourceCamera.camera}`;
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
  const rows = cameras.map(({ camera, kind, train, test, nvsEpochs, nvsGaps }) => [
    String(camera),
    kind,
    span(train),
    span(test),
    (nvsEpochs.length > 0 ? formatRanges(nvsEpochs) : '-') +
      nvsGaps.map(({ epoch, missing }) => `; ${epoch} without ${formatFrames(missing)}`).join(''),
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
  const rows = epochs.flatMap(({ epoch, state, listed, tasks, metrics, missing, bytes }) => {
    const note = `${state}${listed ? '' : ', not listed'}${missing.length > 0 ? `: ${plural(missing.length, 'part')} missing` : ''}`;
    const size = bytes === null ? '-' : formatBytes(bytes);
    if (tasks.length === 0) return [[String(epoch), note, size, '-', '']];
    return tasks.map((task, i) => [
      ...(i === 0 ? [String(epoch), note, size] : ['', '', '']),
      task,
      averages(metrics[task] ?? {}),
    ]);
  });
  return renderTable(
    ['epoch', 'state', 'size', 'task', 'averages'].map((title) => ({ title })),
    rows,
    style,
  );
}

function averages(metrics: Readonly<Record<string, number | null>>): string {
  return Object.entries(metrics)
    .map(([name, value]) => `${printable(name)} ${value === null ? '-' : Number(value.toPrecision(4))}`)
    .join('  ');
}

/** Kinds of files named per part: the largest say where a disk went. */
const SHOWN_KINDS = 3;

function renderSpace({ parts }: Inspection, style: Style): string {
  if (parts.length === 0) return '';
  const size = (bytes: number | null): string => (bytes === null ? '-' : formatBytes(bytes));
  const numbers = [
    { title: 'files', align: 'right' as const },
    { title: 'size', align: 'right' as const },
  ];
  if (style.verbose > 0)
    return renderTable(
      [{ title: 'folder' }, ...numbers],
      parts.map(({ path, files, bytes }) => [printable(path || '.'), String(files), size(bytes)]),
      style,
    );
  const rows = areasOf(parts).map(({ area, files, bytes, kinds }) => [
    printable(area),
    String(files),
    size(bytes),
    kinds
      .slice(0, SHOWN_KINDS)
      .map((kind) => `${printable(kind.name)} ${size(kind.bytes)}`)
      .join(', '),
  ]);
  return renderTable([{ title: 'part' }, ...numbers, { title: 'most of it' }], rows, style);
}

interface Area {
  readonly area: string;
  files: number;
  bytes: number | null;
  /** What is in it, all epochs together, largest first. */
  readonly kinds: { readonly name: string; bytes: number | null }[];
}

/** `input_data/train`, `evaluation`, `rerun`, …: largest first. */
function areasOf(parts: Inspection['parts']): readonly Area[] {
  const areas = new Map<string, Area>();
  for (const { path, files, bytes } of parts) {
    const [first = '', second, third] = path.split('/');
    const isInput = first === 'input_data' && second !== undefined;
    const name = isInput ? `${first}/${second}` : first || '.';
    const kind = isInput || first === 'evaluation' ? third : undefined;
    const area = areas.get(name) ?? { area: name, files: 0, bytes: 0, kinds: [] };
    areas.set(name, area);
    area.files += files;
    area.bytes = plus(area.bytes, bytes);
    const known = area.kinds.find((other) => other.name === kind);
    if (known) known.bytes = plus(known.bytes, bytes);
    else if (kind !== undefined) area.kinds.push({ name: kind, bytes });
  }
  const bySize = (a: { readonly bytes: number | null }, b: { readonly bytes: number | null }): number =>
    (b.bytes ?? 0) - (a.bytes ?? 0);
  for (const { kinds } of areas.values()) kinds.sort(bySize);
  return [...areas.values()].sort(bySize);
}

function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
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
