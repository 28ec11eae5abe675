import { MESSAGE_HEADER_BYTES } from '../../rrd/frames.ts';
import { type ChunkFacts, chunkFacts } from '../chunk-facts.ts';
import type { FindingSeverity } from '../codes.ts';
import type { DecodeOptions, RecordingMessage } from '../decode.ts';
import { RecordingError, toRecordingError } from '../errors.ts';
import { DECODE_LIMITS } from '../limits.ts';
import { scan } from '../scan.ts';
import type { RecordingSource } from '../source.ts';
import { describeStore, type ResolvedStoreId, StoreDirectory, storeKey } from '../stores.ts';
import { checkChunk } from './check-chunk.ts';
import { checkManifests, checkStreamFooter, type EndMessage } from './check-footer.ts';
import { type IdBudget, StoreCheck } from './check-store.ts';
import { FindingList, type RecordingFinding } from './findings.ts';

/** What `verify` found. */
export interface VerifyReport {
  /** No finding of severity error. */
  readonly ok: boolean;
  /** In the order in which they were met; at most `maxFindings`, the counts cover all. */
  readonly findings: readonly RecordingFinding[];
  readonly counts: Readonly<Record<FindingSeverity, number>>;
  readonly byteLength: number;
  readonly stores: number;
  readonly chunks: number;
  readonly rows: number;
}

/**
 * Checks a recording: framing, messages, every chunk down to its Arrow values, flags, ids, and the chunk index of the
 * footer against the chunks, value by value. Never throws for bad data, not even for input that is not a recording; goes
 * on after a broken message as long as the framing holds. Not checked: the SHA-256 of the index schema, which no
 * reader looks at, and what the values mean.
 */
export async function verify(source: RecordingSource, options: DecodeOptions = {}): Promise<VerifyReport> {
  const limits = { ...DECODE_LIMITS, ...options.limits };
  const findings = new FindingList(limits.maxFindings);
  const run = new VerifyRun(findings, limits.maxTrackedIds);
  let byteLength = 0;
  try {
    for await (const step of scan(source, options)) {
      byteLength = step.byteOffset + ('byteLength' in step ? step.byteLength : 0);
      switch (step.kind) {
        case 'unreadable':
          findings.addError(step.error);
          if (step.messageKind === 'end') run.endUnreadable();
          break;
        case 'stopped':
          findings.addError(step.error);
          break;
        case 'input_end':
          if (!step.hasEnd)
            findings.add(
              'OUT6006',
              step.byteOffset,
              'The stream has no End message; its writer was not closed or still writes.',
            );
          break;
        default:
          run.message(step, limits);
      }
    }
  } catch (cause) {
    findings.addError(toRecordingError(cause, 'OUT6001', byteLength));
  }
  run.finish(byteLength);
  const { counts } = findings;
  const { stores, chunks, rows } = run;
  return { ok: counts.error === 0, findings: findings.findings, counts, byteLength, stores: stores.size, chunks, rows };
}

class VerifyRun {
  readonly stores = new Map<string, StoreCheck>();
  chunks = 0;
  rows = 0;
  readonly #findings: FindingList;
  readonly #directory = new StoreDirectory();
  readonly #budget: IdBudget;
  #stream = new Map<string, { id: ResolvedStoreId; chunks: ChunkFacts[] }>();
  #streamStart = 0;
  #end: EndMessage | undefined;
  #indexed = true;

  constructor(findings: FindingList, maxTrackedIds: number) {
    this.#findings = findings;
    this.#budget = { left: maxTrackedIds };
  }

  message(step: RecordingMessage, limits: typeof DECODE_LIMITS): void {
    const { byteOffset } = step;
    switch (step.kind) {
      case 'stream_header':
        this.#closeStream();
        this.#streamStart = byteOffset;
        break;
      case 'store_info':
        this.#store(this.#directory.announce(step.info)).announce(step.info, byteOffset);
        break;
      case 'chunk':
        try {
          this.#chunk(step);
        } catch (cause) {
          this.#findings.addError(toRecordingError(cause, 'OUT6020', byteOffset));
        }
        break;
      case 'blueprint_activation':
        this.#activation(step);
        break;
      case 'end':
        this.#end = {
          byteOffset,
          payloadLength: step.byteLength - MESSAGE_HEADER_BYTES,
          payloadHash: step.payloadHash,
        };
        this.#indexed = step.footer !== undefined;
        if (step.footer !== undefined) {
          checkManifests(
            step.footer,
            this.#stream,
            this.#directory,
            byteOffset,
            this.#streamStart,
            limits,
            this.#findings,
          );
        }
        break;
      case 'stream_footer':
        if (this.#end !== undefined)
          checkStreamFooter(step.footer, byteOffset, this.#end, this.#streamStart, this.#findings);
        this.#end = undefined;
        break;
      default:
        step satisfies never;
    }
  }

  endUnreadable(): void {
    this.#indexed = true;
    this.#end = undefined;
    this.#stream = new Map();
  }

  finish(byteLength: number): void {
    this.#closeStream();
    for (const store of this.stores.values()) {
      store.finish();
      if (store.chunkCount === 0)
        this.#findings.add('OUT6046', byteLength, `${describeStore(store.id)} has no chunks.`);
    }
    if (this.#budget.left <= 0) {
      this.#findings.add(
        'OUT6047',
        byteLength,
        'Too many row ids to remember; the later ones were not compared (limit maxTrackedIds).',
      );
    }
  }

  #closeStream(): void {
    const chunks = [...this.#stream.values()].reduce((sum, store) => sum + store.chunks.length, 0);
    if (this.#end !== undefined && this.#end.payloadLength > 0) {
      const text = 'The stream footer (32 bytes) is missing behind the chunk index, which readers find through it.';
      this.#findings.add('OUT6053', this.#end.byteOffset, text);
    } else if (!this.#indexed && chunks > 0) {
      this.#findings.add('OUT6050', this.#end?.byteOffset ?? this.#streamStart, 'The stream has no chunk index.');
    }
    this.#stream = new Map();
    this.#end = undefined;
    this.#indexed = false;
  }

  #store(id: ResolvedStoreId): StoreCheck {
    const key = storeKey(id);
    const store = this.stores.get(key) ?? new StoreCheck(id, this.#budget, this.#findings);
    this.stores.set(key, store);
    return store;
  }

  #chunk(step: Extract<RecordingMessage, { kind: 'chunk' }>): void {
    const { byteOffset, byteLength, message } = step;
    const chunk = step.chunk();
    if (message.compression === 'none' && message.uncompressedSize !== message.payload.length) {
      const facts = { expected: String(message.payload.length), actual: String(message.uncompressedSize) };
      const text = `The message states ${message.uncompressedSize} bytes of Arrow data and carries ${message.payload.length}.`;
      this.#findings.add('OUT6012', byteOffset, text, facts);
    }
    const place = {
      byteOffset: byteOffset + MESSAGE_HEADER_BYTES,
      byteSize: byteLength - MESSAGE_HEADER_BYTES,
      uncompressedSize: message.uncompressedSize,
    };
    checkChunk(chunk, message, byteOffset, this.#findings);
    const facts = chunkFacts(chunk, place);
    this.chunks += 1;
    this.rows += chunk.rowCount;
    const id = this.#directory.resolve(message.storeId);
    const isNew = this.#store(id).addChunk(facts, chunk.rowIds, byteOffset);
    const inStream = this.#stream.get(storeKey(id)) ?? { id, chunks: [] };
    this.#stream.set(storeKey(id), inStream);
    if (isNew) inStream.chunks.push(facts);
  }

  #activation({ byteOffset, command }: Extract<RecordingMessage, { kind: 'blueprint_activation' }>): void {
    const id = this.#directory.resolve(command.blueprintId);
    if (id.kind !== 'blueprint') {
      const error = new RecordingError(
        'OUT6013',
        `A blueprint activation names ${describeStore(id)}, which is not a blueprint.`,
        byteOffset,
      );
      this.#findings.addError(error);
    } else if (!this.stores.has(storeKey(id))) {
      this.#findings.add(
        'OUT6043',
        byteOffset,
        `A blueprint activation names ${describeStore(id)} before the file has it.`,
      );
    }
  }
}
