/**
 * @module
 * Reading, checking and repairing Rerun recordings (`.rrd`, `.rbl`) of any writer since 0.24.
 * Format: the Rerun repository, `crates/store/re_log_encoding`; this package's docs repeat it.
 */
export { MAX_ITEMS_WITHOUT_BYTES } from './arrow/array.ts';
export {
  type ArrowField,
  type ArrowSchema,
  type ArrowTimeUnit,
  type ArrowType,
  formatArrowType,
} from './arrow/types.ts';
export type { ArrowValue, ArrowValues, NumberView } from './arrow/values.ts';
export {
  type Cell,
  type Chunk,
  type ComponentColumn,
  decodeChunk,
  type TimeColumn,
  type TimelineKind,
} from './chunk.ts';
export { type FindingSeverity, RECORDING_CODES, type RecordingErrorCode } from './codes.ts';
export { type RecordingCompleteness, readCompleteness } from './completeness.ts';
export { type DecodeOptions, decode, type RecordingMessage } from './decode.ts';
export { isRecordingError, RecordingError } from './errors.ts';
export {
  type ComponentInfo,
  type EntityInfo,
  type RecordingProblem,
  type RecordingSummary,
  readInfo,
  type StoreInfo,
  type TimelineInfo,
} from './info.ts';
export { DECODE_LIMITS, type DecodeLimits } from './limits.ts';
export type { PlainValue } from './plain.ts';
export { PRINT_DEFAULTS, type PrintOptions, printRecording } from './print.ts';
export type { LostChunk } from './recover/listed-chunks.ts';
export { type LostBytes, type RecoverReport, recover } from './recover/recover.ts';
export type { RandomAccess, RecordingSource } from './source.ts';
export type { RecordingFinding } from './verify/findings.ts';
export { type VerifyReport, verify } from './verify/verify.ts';
