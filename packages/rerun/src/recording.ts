import type { ArchetypeColumns } from './archetypes/define-archetype.ts';
import { RecordingInfo } from './archetypes/recording-info.ts';
import type { Blueprint } from './blueprint/blueprint.ts';
import type { BlueprintSource } from './blueprint/blueprint-source.ts';
import { writeBlueprint } from './blueprint-store.ts';
import { BATCH_LIMITS, type BatchLimits } from './chunk/batch-limits.ts';
import { joinBytes } from './chunk/compression.ts';
import { IdSource } from './chunk/identity.ts';
import { RecordingFinishedError } from './errors.ts';
import type { ByteSink } from './sink.ts';
import { checkApplicationId, checkRecordingId } from './store-id.ts';
import { type EntityPathLike, type Loggable, type LogTarget, StoreLogger } from './store-logger.ts';
import { type FullStoreId, StreamEncoder } from './stream-encoder.ts';
import { STREAM_DEFAULTS, type StreamOptions, streamEncoderOptions } from './stream-options.ts';
import type { TimeColumns, TimePoint } from './timeline.ts';

export interface RecordingOptions extends Partial<StreamOptions> {
  /** Viewers keep blueprints per application. `A–Z a–z 0–9 _ -`, at most 180 bytes. */
  readonly applicationId: string;
  /** Identity within the application; files with equal ids are merged by viewers. */
  readonly recordingId: string;
  /** Shown as the name of the recording. */
  readonly name?: string;
  /** Shown as its start: a `Date` or nanoseconds since 1970. Without it viewers show 1970 as the time of change. */
  readonly startTime?: Date | bigint;
  /** Own properties by group, each an archetype or `archetype(null, …)`. */
  readonly properties?: Readonly<Record<string, Loggable>>;
  /** How viewers open it: `blueprint({ … })`, or `blueprintSource(…)` to say when it is used. */
  readonly blueprint?: Blueprint | BlueprintSource;
  /** Where the bytes go. Without one they wait for {@link Recording.take} or {@link Recording.bytes}. */
  readonly sink?: ByteSink;
  /** Sizes at which chunks are cut. */
  readonly limits?: Partial<BatchLimits>;
  /** Distinguishes the ids of two files that share a recording id. */
  readonly idSeed?: string;
}

export const RECORDING_DEFAULTS = {
  ...STREAM_DEFAULTS,
  limits: BATCH_LIMITS,
} as const satisfies Partial<RecordingOptions>;

/** A recording being written. Make one with {@link createRecording}. */
export interface Recording extends LogTarget {
  readonly applicationId: string;
  readonly recordingId: string;
  /** Logs a property group on `/__properties/<group>`, e.g. `setProperty('run', archetype(null, { … }))`. */
  setProperty(group: string, archetypes: Loggable): void;
  /** Cuts all open chunks: values logged so far are no longer gathered but ready to go out. */
  flush(): void;
  /** Bytes that are ready to go out. */
  readonly readyBytes: number;
  /** Size of the file so far: gone out and ready. */
  readonly byteLength: number;
  /** Ready bytes in file order, for a caller that writes them itself; they count as gone out. */
  take(): Uint8Array[];
  /** Hands ready bytes to the sink and waits until it took them. Call it now and then: this is the back-pressure. */
  drain(): Promise<void>;
  /** Ends the file (footer included). Nothing can be logged afterwards. */
  finish(): void;
  /** {@link finish}, {@link drain}, and closes the sink. */
  close(): Promise<void>;
  /** Gives up: tells the sink, forgets what is ready. */
  abort(reason?: unknown): Promise<void>;
  /** Without a sink: {@link finish}, and everything not taken yet in one piece. */
  bytes(): Uint8Array<ArrayBuffer>;
}

/**
 * A new recording. Nothing depends on clock, randomness or machine: same calls, same bytes.
 *
 * ```ts
 * const recording = createRecording({ applicationId: 'my_app', recordingId: 'run_1' });
 * recording.logStatic('world', ViewCoordinates('RDF'));
 * recording.log('world/points', Points3D({ positions: [[0, 0, 0]] }), { frame: 0 });
 * const rrd = recording.bytes();
 * ```
 * @throws InvalidStoreIdError when an id would be changed or refused by some reader.
 */
export function createRecording(options: RecordingOptions): Recording {
  return new StreamedRecording(options);
}

class StreamedRecording implements Recording {
  readonly applicationId: string;
  readonly recordingId: string;
  readonly #encoder: StreamEncoder;
  readonly #logger: StoreLogger;
  readonly #sink: ByteSink | undefined;
  #state: 'open' | 'finished' | 'aborted' = 'open';
  #written: Promise<void> = Promise.resolve();

  constructor(options: RecordingOptions) {
    const { applicationId, recordingId, blueprint } = options;
    checkApplicationId(applicationId);
    checkRecordingId('recordingId', recordingId);
    this.applicationId = applicationId;
    this.recordingId = recordingId;
    this.#sink = options.sink;
    this.#encoder = new StreamEncoder(streamEncoderOptions(options));
    const limits = { ...BATCH_LIMITS, ...options.limits };
    // The blueprint comes first: layout and pause state then hold from the start (rrd-format 9.8).
    if (blueprint !== undefined) writeBlueprint(this.#encoder, applicationId, blueprint, limits);
    const storeId: FullStoreId = { kind: 'recording', recordingId, applicationId };
    this.#encoder.store(storeId);
    const seed = `${applicationId}\0${recordingId}\0${options.idSeed ?? ''}`;
    const ids = new IdSource(seed, nanoseconds(options.startTime));
    this.#logger = new StoreLogger(ids, limits, (chunk) => this.#encoder.chunk(storeId, chunk));
    this.#logProperties(options);
  }

  get readyBytes(): number {
    return this.#encoder.readyBytes;
  }

  get byteLength(): number {
    return this.#encoder.position;
  }

  log(path: EntityPathLike, archetypes: Loggable, time: TimePoint): void {
    this.#checkOpen('log');
    this.#logger.log(path, archetypes, time);
  }

  logStatic(path: EntityPathLike, archetypes: Loggable): void {
    this.#checkOpen('logStatic');
    this.#logger.logStatic(path, archetypes);
  }

  sendColumns(path: EntityPathLike, times: TimeColumns, columns: ArchetypeColumns | readonly ArchetypeColumns[]): void {
    this.#checkOpen('sendColumns');
    this.#logger.sendColumns(path, times, columns);
  }

  setProperty(group: string, archetypes: Loggable): void {
    this.#checkOpen('setProperty');
    this.#logger.logStatic(['__properties', group], archetypes);
  }

  flush(): void {
    this.#checkOpen('flush');
    this.#logger.flush();
  }

  take(): Uint8Array[] {
    return this.#encoder.take();
  }

  drain(): Promise<void> {
    const sink = this.#sink;
    if (sink !== undefined && this.#encoder.readyBytes > 0) {
      const pieces = this.#encoder.take();
      // One write at a time; once one has failed all later ones do, so that no file with a hole is ever closed.
      this.#written = this.#written.then(async () => {
        await sink.write(pieces);
        this.#encoder.recycle(pieces);
      });
    }
    return this.#written;
  }

  finish(): void {
    this.#checkOpen('finish');
    this.#logger.flush();
    this.#encoder.finish();
    this.#state = 'finished';
  }

  async close(): Promise<void> {
    if (this.#state === 'open') this.finish();
    else this.#checkNotAborted('close');
    await this.drain();
    await this.#sink?.close();
  }

  async abort(reason?: unknown): Promise<void> {
    this.#state = 'aborted';
    this.#encoder.take();
    await this.#sink?.abort(reason);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    if (this.#state === 'open') this.finish();
    else this.#checkNotAborted('bytes');
    const length = this.#encoder.readyBytes;
    return joinBytes(this.#encoder.take(), length);
  }

  #logProperties(options: RecordingOptions): void {
    if (options.name !== undefined || options.startTime !== undefined) {
      const { name, startTime } = options;
      this.#logger.logStatic('__properties', RecordingInfo({ name, startTime: nanoseconds(startTime) }));
    }
    for (const [group, archetypes] of Object.entries(options.properties ?? {})) this.setProperty(group, archetypes);
  }

  #checkOpen(call: string): void {
    if (this.#state !== 'open') throw new RecordingFinishedError(call);
  }

  #checkNotAborted(call: string): void {
    if (this.#state === 'aborted') throw new RecordingFinishedError(call);
  }
}

function nanoseconds(time: Date | bigint | undefined): bigint | undefined {
  return time instanceof Date ? BigInt(time.getTime()) * 1_000_000n : time;
}
