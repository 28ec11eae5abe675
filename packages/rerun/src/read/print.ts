import { formatCrateVersion } from '../rrd/crate-version.ts';
import type { ArrowMsg } from '../rrd/messages.ts';
import type { Chunk, ComponentColumn, TimeColumn } from './chunk.ts';
import type { DecodeOptions, RecordingMessage } from './decode.ts';
import { toRecordingError, visible } from './errors.ts';
import { toPlain } from './plain.ts';
import { scan } from './scan.ts';
import type { RecordingSource } from './source.ts';
import { formatStoreSource } from './source-name.ts';
import { describeStore, StoreDirectory } from './stores.ts';

export interface PrintOptions extends DecodeOptions {
  /** Also the cells of every chunk; at most this many rows per chunk, 0 for none. */
  readonly maxRows?: number;
  /** Values shown of one cell. */
  readonly maxValues?: number;
}

export const PRINT_DEFAULTS = { maxRows: 0, maxValues: 12 } as const;

const INDENT = ' '.repeat(14);

/**
 * A recording as lines of text, one message after another, each with its byte offset. Damage becomes lines with its
 * code; throws only what concerns the input as a whole (OUT6001, OUT6002, OUT6007).
 */
export async function* printRecording(
  source: RecordingSource,
  options: PrintOptions = {},
): AsyncGenerator<string, void, undefined> {
  const directory = new StoreDirectory();
  for await (const step of scan(source, options)) {
    const place = String(step.byteOffset).padStart(12);
    if (step.kind === 'unreadable' || step.kind === 'stopped') {
      yield `${place}  ${step.kind}: ${step.error.code} ${step.error.message}`;
    } else if (step.kind === 'input_end') {
      yield `${place}  end of input${step.hasEnd ? '' : ' (the stream has no End message)'}`;
    } else {
      const [first, ...more] = describe(step, directory, { ...PRINT_DEFAULTS, ...options });
      yield `${place}  ${visible(first ?? '')}`;
      for (const line of more) yield `${INDENT}${visible(line)}`;
    }
  }
}

type Detail = Required<Pick<PrintOptions, 'maxRows' | 'maxValues'>>;

function describe(message: RecordingMessage, directory: StoreDirectory, detail: Detail): string[] {
  switch (message.kind) {
    case 'stream_header': {
      const { version, compression } = message.header;
      return [`stream of Rerun ${formatCrateVersion(version)}, compression ${compression}`];
    }
    case 'store_info': {
      const store = describeStore(directory.announce(message.info));
      return [`store info: ${store}, source: ${formatStoreSource(message.info.source)}`];
    }
    case 'blueprint_activation': {
      const { blueprintId, makeActive, makeDefault } = message.command;
      const store = describeStore(directory.resolve(blueprintId));
      return [`blueprint activation: ${store}, active: ${makeActive}, default: ${makeDefault}`];
    }
    case 'end':
      if (message.footer === undefined) return ['end, without a chunk index'];
      return [
        `end, with a chunk index of ${message.byteLength} bytes`,
        ...message.footer.manifests.map((manifest) => `index of ${describeStore(directory.resolve(manifest.storeId))}`),
      ];
    case 'stream_footer':
      return [`stream footer: index at byte ${message.footer.offset}, ${message.footer.length} bytes`];
    case 'chunk': {
      const store = describeStore(directory.resolve(message.message.storeId));
      try {
        return describeChunk(message.chunk(), message.message, store, detail);
      } catch (cause) {
        const error = toRecordingError(cause, 'OUT6020', message.byteOffset);
        return [`unreadable chunk of ${store}: ${error.code} ${error.message}`];
      }
    }
    default:
      return message satisfies never;
  }
}

function describeChunk(chunk: Chunk, message: ArrowMsg, store: string, detail: Detail): string[] {
  const { payload, compression, uncompressedSize } = message;
  const size =
    compression === 'lz4' ? `${payload.length} bytes (lz4 of ${uncompressedSize})` : `${payload.length} bytes`;
  const rows = `${chunk.rowCount} ${chunk.rowCount === 1 ? 'row' : 'rows'}${chunk.isStatic ? ', static' : ''}`;
  const lines = [
    `chunk ${chunk.id} at ${chunk.entityPath}: ${rows}, ${size}`,
    `store: ${store}, sorbet ${chunk.sorbetVersion ?? 'unknown'}`,
    ...chunk.timelines.map(describeTimeline),
    ...chunk.components.map((column) => describeComponent(column, chunk.rowCount)),
  ];
  for (let row = 0; row < Math.min(chunk.rowCount, detail.maxRows); row++) lines.push(describeRow(chunk, row, detail));
  if (detail.maxRows > 0 && chunk.rowCount > detail.maxRows)
    lines.push(`… ${chunk.rowCount - detail.maxRows} more rows`);
  return lines;
}

function describeTimeline({ name, kind, values, isSorted }: TimeColumn): string {
  let [min, max] = [values[0], values[0]];
  for (const value of values) {
    if (min === undefined || value < min) min = value;
    if (max === undefined || value > max) max = value;
  }
  const range = min === undefined ? 'no rows' : `${min} … ${max}`;
  return `timeline ${name} (${kind}${isSorted ? ', sorted' : ''}): ${range}`;
}

function describeComponent(column: ComponentColumn, rowCount: number): string {
  let cells = 0;
  for (let row = 0; row < rowCount; row++) if (column.hasCell(row)) cells += 1;
  return `component ${column.component}: ${column.valueType}, ${cells} ${cells === 1 ? 'cell' : 'cells'}`;
}

function describeRow(chunk: Chunk, row: number, detail: Detail): string {
  const at = chunk.timelines.map(({ name, values }) => `${name} ${values[row]}`).join(', ');
  const cells = chunk.components.flatMap((column) => {
    const cell = column.cell(row);
    return cell === null ? [] : [`${column.component} = ${JSON.stringify(toPlain(cell.values, detail.maxValues))}`];
  });
  return `row ${row}${at === '' ? '' : ` at ${at}`}: ${cells.join('; ') || 'nothing'}`;
}
