import type { ArchetypeColumns } from './archetypes/define-archetype.ts';
import { RecordingInfo } from './archetypes/recording-info.ts';
import type { Blueprint } from './blueprint/blueprint.ts';
import { blueprintSource } from './blueprint/blueprint-source.ts';
import { BATCH_LIMITS, type BatchLimits } from './chunk/batcher.ts';
import { type CompressionChoice, joinBytes } from './chunk/compression.ts';
import { InvalidStoreIdError, RecordingFinishedError } from './errors.ts';
import type { ByteSink } from './sink.ts';
import { type EntityPathLike, type Loggable, type LogTarget, StoreLogger } from './store-logger.ts';
import { type FullStoreId, StreamEncoder } from './stream-encoder.ts';
import type { TimeColumns, TimePoint } from './timeline.ts';

/**
 * A blueprint that travels with a recording. It is a store of its own: `log` is handed a target and logs the
 * blueprint's entities to it, on the sequence timeline `blueprint` at 0 or static.
 */
export interface BlueprintSource {
  /** Identity of the blueprint store; fixed, so that the bytes are. */
  readonly recordingId: string;
  log(target: LogTarget): void;
  /** Show it at once. Default true. */
  readonly makeActive?: boolean;
  /** What "reset to default" gives. Default true. */
  readonly makeDefault?: boolean;
}

export interface RecordingOptions {
  /** Viewers keep blueprints per application. `A–Z a–z 0–9 _ -`, at most 180 bytes. */
  readonly applicationId: string;
  /** Identity within the application; files with equal ids are merged by viewers. */
  readonly recordingId: string;
  /** Shown as the name of the recording. */
  readonly name?: string;
  /** Shown as its start: a `Date` or nanoseconds since 1970. Nothing is written unless you give it. */
  readonly startTime?: Date | bigint;
  /** Own properties by group, each an archetype or `archetype(null, …)`. */
  readonly properties?: Readonly<Record<string, Loggable>>;
  /** How viewers open it: `blueprint({ … })`, or `blueprintSource(…)` to say when it is used. */
  readonly blueprint?: Blueprint | BlueprintSource;
  /** Where the bytes go. Without one they wait for {@link Recording.take} or {@link Recording.bytes}. */
  readonly sink?: ByteSink;
  /** `auto`: LZ4 where it pays (never for JPEG, PNG, MP4). */
  readonly compression?: CompressionChoice;
  /**
   * Oldest reader that must stay silent, which decides on the chunk index at the end. `0.28`: with it (default).
   * `0.24`: without, as viewers before 0.28 complain about it; `rerun rrd verify` from 0.31 on misses it.
   */
  readonly target?: '0.24' | '0.28';
  /** Sizes at which chunks are cut. */
  readonly limits?: Partial<BatchLimits>;
  /** Distinguishes the ids of two files that share a recording id. */
  readonly idSeed?: string;
  /** Name of your program, shown as the source. */
  readonly source?: string;
}

export const RECORDING_DEFAULTS = {
  compression: 'auto',
  target: '0.28',
  limits: BATCH_LIMITS,
  source: '@outlay/rerun',
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

/**
 * A recording as an async iterable of its bytes: `produce` logs, and yields whenever what it logged may go out. It is
 * only continued when the consumer asks for more, so memory stays bounded by what is logged between two yields.
 *
 * ```ts
 * const body = encodeRecording(options, function* (recording) {
 *   for (const frame of frames) { recording.log('cam', EncodedImage({ blob: frame.jpeg }), { frame: frame.number }); yield; }
 * });
 * ```
 */
export async function* encodeRecording(
  options: Omit<RecordingOptions, 'sink'>,
  produce: (recording: Recording) => Iterable<unknown> | AsyncIterable<unknown>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const recording = createRecording(options);
  for await (const _ of produce(recording)) yield* recording.take();
  recording.finish();
  yield* recording.take();
}

class StreamedRecording implements Recording {
  readonly applicationId: string;
  readonly recordingId: string;
  readonly #encoder: StreamEncoder;
  readonly #logger: StoreLogger;
  readonly #sink: ByteSink | undefined;
  #state: 'open' | 'finished' | 'aborted' = 'open';

  constructor(options: RecordingOptions) {
    const { applicationId, recordingId, blueprint } = options;
    checkApplicationId(applicationId);
    checkRecordingId('recordingId', recordingId);
    this.applicationId = applicationId;
    this.recordingId = recordingId;
    this.#sink = options.sink;
    this.#encoder = new StreamEncoder({
      compression: options.compression ?? RECORDING_DEFAULTS.compression,
      footer: (options.target ?? RECORDING_DEFAULTS.target) !== '0.24',
      source: options.source ?? RECORDING_DEFAULTS.source,
    });
    const limits = { ...BATCH_LIMITS, ...options.limits };
    // The blueprint comes first: layout and pause state then hold from the start (rrd-format 9.8).
    if (blueprint !== undefined) writeBlueprint(this.#encoder, applicationId, blueprint, limits);
    const storeId: FullStoreId = { kind: 'recording', recordingId, applicationId };
    this.#encoder.store(storeId);
    this.#logger = new StoreLogger(`${applicationId}\0${recordingId}\0${options.idSeed ?? ''}`, limits, (chunk) =>
      this.#encoder.chunk(storeId, chunk),
    );
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

  async drain(): Promise<void> {
    if (this.#sink === undefined || this.#encoder.readyBytes === 0) return;
    await this.#sink.write(this.#encoder.take());
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
      this.#logger.logStatic(
        '__properties',
        RecordingInfo({
          name,
          startTime: startTime instanceof Date ? BigInt(startTime.getTime()) * 1_000_000n : startTime,
        }),
      );
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

function writeBlueprint(
  encoder: StreamEncoder,
  applicationId: string,
  given: Blueprint | BlueprintSource,
  limits: BatchLimits,
): void {
  const blueprint = 'type' in given ? blueprintSource(given) : given;
  checkRecordingId('blueprint.recordingId', blueprint.recordingId);
  const id: FullStoreId = { kind: 'blueprint', recordingId: blueprint.recordingId, applicationId };
  encoder.store(id);
  const logger = new StoreLogger(`${applicationId}\0${blueprint.recordingId}\0blueprint`, limits, (chunk) =>
    encoder.chunk(id, chunk),
  );
  blueprint.log(logger);
  logger.flush();
  encoder.activate(id, { makeActive: blueprint.makeActive ?? true, makeDefault: blueprint.makeDefault ?? true });
}

/** A `.rbl` file: one blueprint for recordings of `applicationId`, nothing else. */
export function encodeBlueprintFile(
  applicationId: string,
  blueprint: Blueprint | BlueprintSource,
  options: Pick<RecordingOptions, 'compression' | 'target' | 'source'> = {},
): Uint8Array<ArrayBuffer> {
  checkApplicationId(applicationId);
  const encoder = new StreamEncoder({
    compression: options.compression ?? RECORDING_DEFAULTS.compression,
    footer: (options.target ?? RECORDING_DEFAULTS.target) !== '0.24',
    source: options.source ?? RECORDING_DEFAULTS.source,
  });
  writeBlueprint(encoder, applicationId, blueprint, BATCH_LIMITS);
  encoder.finish();
  const length = encoder.readyBytes;
  return joinBytes(encoder.take(), length);
}

/** Readers from 0.36 on rewrite application ids that break this rule (rrd-format 12.1). */
const APPLICATION_ID = /^[A-Za-z0-9_ [\]:-]{1,180}$/;

function checkApplicationId(id: string): void {
  if (!APPLICATION_ID.test(id)) {
    throw new InvalidStoreIdError('applicationId', String(id), 'readers from 0.36 on would change it');
  }
}

function checkRecordingId(argument: string, id: string): void {
  if (typeof id !== 'string' || id.length === 0) throw new InvalidStoreIdError(argument, String(id), 'it is empty');
}
