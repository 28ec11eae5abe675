import { MESSAGE_HEADER_BYTES, type StreamFooter } from '../../rrd/frames.ts';
import type { RrdFooter } from '../../rrd/messages.ts';
import type { ChunkFacts } from '../chunk-facts.ts';
import { toRecordingError } from '../errors.ts';
import type { DecodeLimits } from '../limits.ts';
import { describeStore, type ResolvedStoreId, type StoreDirectory, storeKey } from '../stores.ts';
import { checkIndex } from './check-index.ts';
import type { FindingList } from './findings.ts';
import { ManifestTable } from './manifest-table.ts';

/** The `End` message of a stream, as far as the footer behind it must agree. */
export interface EndMessage {
  readonly byteOffset: number;
  readonly payloadLength: number;
  readonly payloadHash: number;
}

/** The 32 bytes at the end of a file against the `End` message they point at. `streamStart` is where the stream began. */
export function checkStreamFooter(
  footer: StreamFooter,
  byteOffset: number,
  end: EndMessage,
  streamStart: number,
  findings: FindingList,
): void {
  const at = end.byteOffset + MESSAGE_HEADER_BYTES;
  // the index of a file joined with `cat` is named once, as OUT6059
  if (footer.offset !== at && footer.offset !== at - streamStart) {
    const facts = { expected: String(at), actual: String(footer.offset) };
    findings.add(
      'OUT6053',
      byteOffset,
      `The stream footer points at byte ${footer.offset}, the index starts at ${at}.`,
      facts,
    );
  }
  if (footer.length !== end.payloadLength) {
    const facts = { expected: String(end.payloadLength), actual: String(footer.length) };
    findings.add(
      'OUT6053',
      byteOffset,
      `The stream footer states ${footer.length} bytes of index, there are ${end.payloadLength}.`,
      facts,
    );
  }
  if (footer.xxh32 !== end.payloadHash) {
    const facts = { expected: hex(end.payloadHash), actual: hex(footer.xxh32) };
    findings.add('OUT6052', byteOffset, 'The hash (xxh32) of the chunk index does not fit its bytes.', facts);
  }
}

/** Stores of one stream with the chunks that can be read, in file order. */
export type StreamStores = ReadonlyMap<
  string,
  { readonly id: ResolvedStoreId; readonly chunks: readonly ChunkFacts[] }
>;

/** The manifests of a stream against its chunks. Offsets in them count from the start of the file, or of the stream where files were joined. */
export function checkManifests(
  footer: RrdFooter,
  stores: StreamStores,
  directory: StoreDirectory,
  byteOffset: number,
  streamStart: number,
  limits: DecodeLimits,
  findings: FindingList,
): void {
  const listed = new Map<string, number>();
  for (const manifest of footer.manifests) {
    const id = directory.resolve(manifest.storeId);
    const store = describeStore(id);
    if (listed.has(storeKey(id))) findings.add('OUT6061', byteOffset, `The footer has two chunk indexes for ${store}.`);
    const chunks = stores.get(storeKey(id))?.chunks ?? [];
    listed.set(storeKey(id), chunks[0]?.byteOffset ?? 0);
    try {
      checkIndex({ table: new ManifestTable(manifest, limits), chunks, store, byteOffset, streamStart, findings });
    } catch (cause) {
      const error = toRecordingError(cause, 'OUT6051', byteOffset);
      const code = error.code === 'OUT6055' || error.code === 'OUT6005' ? error.code : 'OUT6051';
      findings.add(code, byteOffset, `The chunk index of ${store} cannot be read: ${error.message}`);
    }
  }
  for (const [key, { id, chunks }] of stores) {
    if (chunks.length > 0 && !listed.has(key)) {
      findings.add(
        'OUT6054',
        byteOffset,
        `The footer has no chunk index for ${describeStore(id)} with ${chunks.length} chunks.`,
      );
    }
  }
  const offsets = [...listed.values()];
  if (offsets.some((offset, i) => i > 0 && offset < (offsets[i - 1] ?? 0))) {
    findings.add('OUT6058', byteOffset, 'The chunk indexes are not in the order in which the stores lie in the file.');
  }
}

const hex = (value: number): string => value.toString(16).padStart(8, '0');
