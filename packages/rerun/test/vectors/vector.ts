import { encodeBlueprintFile } from '../../src/blueprint/index.ts';
import {
  type Blueprint,
  type BlueprintSource,
  createRecording,
  type Recording,
  type RecordingOptions,
} from '../../src/index.ts';

/** Reads a file of `vectors/media`. */
export type Media = (name: string) => Uint8Array;

/** The input of one golden recording, in our calls. The SDK's calls are in the function of that name in make_vectors.py. */
export interface Vector {
  readonly name: string;
  readonly suffix?: 'rrd' | 'rbl';
  readonly options?: Omit<RecordingOptions, 'applicationId' | 'recordingId'>;
  log?(recording: Recording, media: Media): void;
  /** For files that are no single recording. */
  encode?(applicationId: string, target?: RecordingOptions['target']): Uint8Array;
}

export const APPLICATION_ID = 'outlay-vectors';

/** The file of a vector. */
export function encodeVector(vector: Vector, media: Media): Uint8Array {
  if (vector.encode !== undefined) return vector.encode(APPLICATION_ID);
  const recording = createRecording({ applicationId: APPLICATION_ID, recordingId: vector.name, ...vector.options });
  vector.log?.(recording, media);
  return recording.bytes();
}

/** A `.rbl` as a vector. */
export function blueprintFileVector(name: string, blueprint: Blueprint | BlueprintSource): Vector {
  return {
    name,
    suffix: 'rbl',
    encode: (applicationId, target) => encodeBlueprintFile(applicationId, blueprint, target && { target }),
  };
}
