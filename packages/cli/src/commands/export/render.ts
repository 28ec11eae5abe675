import { formatBytes, formatDuration } from '../../render/amounts.ts';
import { plural } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import { renderTable } from '../../render/table.ts';
import type { Style } from '../../session/outcome.ts';
import type { ExportedRecording, ExportReport } from './results.ts';

/** What an export made, for people: one experiment recording by recording, several as one table. */
export function renderExport(report: ExportReport, style: Style): string {
  const [only] = report.experiments;
  if (report.experiments.length === 1 && only) return renderOne(only, style);
  const columns = [
    { title: 'scene' },
    { title: 'experiment' },
    { title: 'status' },
    { title: 'recordings', align: 'right' as const },
    { title: 'size', align: 'right' as const },
    { title: 'frames', align: 'right' as const },
    { title: 'problems' },
    { title: 'folder' },
  ];
  const rows = report.experiments.map(({ scene, name, label, status, recordings, output, frames, problems }) => [
    printable(scene ?? '-'),
    printable(name ?? label),
    paintStatus(status, style),
    String(recordings.filter(isThere).length),
    formatBytes(recordings.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)),
    String(frames),
    problemsInWords(problems),
    status === 'nothing' || recordings.length === 0 ? '-' : printable(output),
  ]);
  const { experiments, recordings, bytes, failed } = report.totals;
  const total = `${plural(experiments, 'experiment')}, ${plural(recordings, 'recording')}, ${formatBytes(bytes)}`;
  return `${renderTable(columns, rows, style)}${total}${failed > 0 ? `, ${style.colors.red(`${failed} failed`)}` : ''}\n`;
}

function problemsInWords({ error, warning }: { readonly error: number; readonly warning: number }): string {
  const words = [...(error > 0 ? [plural(error, 'error')] : []), ...(warning > 0 ? [plural(warning, 'warning')] : [])];
  return words.join(', ') || '-';
}

const isThere = ({ status }: ExportedRecording): boolean =>
  status === 'written' || status === 'up-to-date' || status === 'planned';

function renderOne({ recordings, output }: ExportReport['experiments'][number], style: Style): string {
  if (recordings.length === 0) return '';
  const rows = recordings.map((recording) => [
    printable(recording.file),
    paintStatus(recording.status, style),
    recording.bytes === null ? '-' : formatBytes(recording.bytes),
    recording.frames === null
      ? '-'
      : plural(recording.frames, recording.kind === 'training_artifacts' ? 'epoch' : 'frame'),
    recording.entities === null ? '-' : plural(recording.entities, 'entity', 'entities'),
    remarkOn(recording),
  ]);
  const columns = [
    { title: 'recording' },
    { title: 'status' },
    { title: 'size', align: 'right' as const },
    { title: 'frames', align: 'right' as const },
    { title: 'entities', align: 'right' as const },
    { title: '' },
  ];
  return `${style.colors.dim(printable(output))}\n${renderTable(columns, rows, style)}${style.verbose > 0 ? renderLeftOut(recordings) : ''}`;
}

function remarkOn({ status, reason, durationMs }: ExportedRecording): string {
  if (status !== 'written') return printable(reason ?? '');
  const isFirst = reason === null || reason === 'the file does not exist yet';
  return isFirst ? formatDuration(durationMs) : `${formatDuration(durationMs)}  ${printable(reason)}`;
}

function renderLeftOut(recordings: readonly ExportedRecording[]): string {
  return recordings
    .flatMap(({ file, leftOut }) =>
      leftOut.map(({ what, why }) => `${printable(file)}: left out ${printable(what)}, ${printable(why)}\n`),
    )
    .join('');
}

function paintStatus(status: string, { colors }: Style): string {
  if (status === 'failed') return colors.red(status);
  if (status === 'written' || status === 'ok') return colors.green(status);
  return status === 'findings' || status === 'skipped' ? colors.yellow(status) : status;
}
