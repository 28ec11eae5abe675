import type { Blueprint } from './blueprint/blueprint.ts';
import { type BlueprintSource, blueprintSource } from './blueprint/blueprint-source.ts';
import { BATCH_LIMITS, type BatchLimits } from './chunk/batch-limits.ts';
import { joinBytes } from './chunk/compression.ts';
import { IdSource } from './chunk/identity.ts';
import { checkApplicationId, checkRecordingId } from './store-id.ts';
import { StoreLogger } from './store-logger.ts';
import { type FullStoreId, StreamEncoder } from './stream-encoder.ts';
import { type StreamOptions, streamEncoderOptions } from './stream-options.ts';

/** A store for a blueprint, its chunks, and the command that makes viewers use it. */
export function writeBlueprint(
  encoder: StreamEncoder,
  applicationId: string,
  given: Blueprint | BlueprintSource,
  limits: BatchLimits,
): void {
  const blueprint = 'type' in given ? blueprintSource(given) : given;
  checkRecordingId('blueprint.recordingId', blueprint.recordingId);
  const id: FullStoreId = { kind: 'blueprint', recordingId: blueprint.recordingId, applicationId };
  encoder.store(id);
  const ids = new IdSource(`${applicationId}\0${blueprint.recordingId}\0blueprint`);
  const logger = new StoreLogger(ids, limits, (chunk) => encoder.chunk(id, chunk));
  blueprint.log(logger);
  logger.flush();
  encoder.activate(id, { makeActive: blueprint.makeActive ?? true, makeDefault: blueprint.makeDefault ?? true });
}

/** A `.rbl` file: one blueprint for recordings of `applicationId`, nothing else. */
export function encodeBlueprintFile(
  applicationId: string,
  blueprint: Blueprint | BlueprintSource,
  options: Partial<StreamOptions> = {},
): Uint8Array<ArrayBuffer> {
  checkApplicationId(applicationId);
  const encoder = new StreamEncoder(streamEncoderOptions(options));
  writeBlueprint(encoder, applicationId, blueprint, BATCH_LIMITS);
  encoder.finish();
  const length = encoder.readyBytes;
  return joinBytes(encoder.take(), length);
}
