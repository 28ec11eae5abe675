import { type RecordingSummary, readInfo } from '@outlay/rerun/read';
import { type ExitCode, gravestExitCode } from '../../failures/exit-codes.ts';
import { formatBytes } from '../../render/amounts.ts';
import { plural } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import { renderTable } from '../../render/table.ts';
import { exitCodeOf, type LocatedDiagnostic, type Outcome, type Style } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';
import { recordingDiagnostic, withRecording } from './recording-file.ts';

interface FileInfo {
  readonly file: string;
  readonly info: RecordingSummary | null;
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** `outlay rrd info <file>…`: what recordings hold. Damage is a finding, what is no recording at all is "not found". */
export async function rrdInfo(
  session: Session,
  files: readonly string[],
  options: { readonly entities?: boolean },
): Promise<Outcome> {
  const read: FileInfo[] = [];
  for (const file of files) read.push(await readFile(session, file));
  return {
    exitCode: gravestExitCode(read.map(({ exitCode }) => exitCode)),
    data: { files: read.map(({ file, info }) => ({ file, info })) },
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
    text: (style) =>
      read
        .flatMap(({ file, info }) => (info === null ? [] : [renderInfo(file, info, options.entities === true, style)]))
        .join('\n'),
  };
}

async function readFile(session: Session, file: string): Promise<FileInfo> {
  const read = await withRecording(session.io.cwd, file, async (source) => {
    const info = await readInfo(source);
    const diagnostics = info.problems.map(({ code, message, hint }) =>
      recordingDiagnostic(code, file, message, { fix: hint }),
    );
    return { info, exitCode: exitCodeOf(diagnostics), diagnostics };
  });
  return { file, info: null, ...read };
}

function renderInfo(file: string, info: RecordingSummary, withEntities: boolean, style: Style): string {
  const { colors } = style;
  const versions = [
    ...new Set(info.streams.map(({ version, compression }) => `Rerun ${version}, compression ${compression}`)),
  ];
  const state = info.complete ? 'complete' : colors.yellow('not complete');
  const lines = [
    `${colors.bold(printable(file))}  ${formatBytes(info.byteLength)}  ${state}`,
    `  written by ${versions.join('; ')}; chunk index for ${plural(info.indexedStores, 'store')} of ${info.stores.length}`,
  ];
  for (const store of info.stores) {
    lines.push(`  ${colors.bold(store.kind)} ${printable(store.applicationId)} / ${printable(store.recordingId)}`);
    lines.push(
      `    ${plural(store.chunks, 'chunk')}, ${plural(store.rows, 'row')}, ${formatBytes(store.storedBytes)}, ` +
        `${plural(store.entities.length, 'entity', 'entities')}`,
    );
    for (const [name, value] of Object.entries(store.properties))
      lines.push(`    ${colors.dim(printable(name))} ${printable(shortened(JSON.stringify(value), style))}`);
    for (const { name, kind, min, max, rows } of store.timelines)
      lines.push(`    timeline ${colors.bold(printable(name))} (${kind}) ${min}..${max}, ${plural(rows, 'row')}`);
  }
  return `${lines.join('\n')}\n${withEntities ? renderEntities(info, style) : ''}`;
}

/** The tables of what a recording was made from are for machines; with `-v` they are shown all the same. */
const PROPERTY_CHARACTERS = 160;

function shortened(text: string, { verbose }: Style): string {
  if (verbose > 0 || text.length <= PROPERTY_CHARACTERS) return text;
  return `${text.slice(0, PROPERTY_CHARACTERS)}… (${text.length} characters)`;
}

function renderEntities(info: RecordingSummary, style: Style): string {
  const rows = info.stores.flatMap((store) =>
    store.entities.map(({ path, rows, storedBytes, components }) => [
      printable(path),
      String(rows),
      formatBytes(storedBytes),
      printable(components.map(({ component }) => component.replace(/^rerun\./, '')).join(' ')),
    ]),
  );
  return renderTable(
    [
      { title: 'entity' },
      { title: 'rows', align: 'right' },
      { title: 'bytes', align: 'right' },
      { title: 'components' },
    ],
    rows,
    style,
  );
}
