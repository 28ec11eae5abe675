/**
 * Writing Rerun recordings: the logging API, archetypes, sinks, errors. Layouts of the viewer are in
 * `@outlay/rerun/blueprint`, Arrow types and colors in `@outlay/rerun/types`.
 * @module
 */
export type { Archetype, ArchetypeColumns, ArchetypeConstructor } from './archetypes/define-archetype.ts';
export {
  AnnotationContext,
  type AnyValue,
  AnyValues,
  Arrows2D,
  Arrows3D,
  Asset3D,
  AssetVideo,
  archetype,
  archetypeColumns,
  BarChart,
  type BarChartArgs,
  Boxes2D,
  Boxes3D,
  Capsules3D,
  type ClassDescription,
  Clear,
  CoordinateFrame,
  Cylinders3D,
  DepthImage,
  type DepthImageArgs,
  DynamicArchetype,
  Ellipsoids3D,
  EncodedDepthImage,
  EncodedImage,
  type EncodedImageArgs,
  GaussianSplats3D,
  type GenericField,
  Image,
  type ImageArgs,
  InstancePoses3D,
  LineStrips2D,
  LineStrips3D,
  Mesh3D,
  Pinhole,
  type PinholeArgs,
  Points2D,
  Points3D,
  RecordingInfo,
  Scalars,
  SegmentationImage,
  type SegmentationImageArgs,
  SeriesLines,
  SeriesPoints,
  Tensor,
  type TensorArgs,
  TextDocument,
  TextLog,
  Transform3D,
  TransformAxes3D,
  VideoFrameReference,
  type VideoFrameReferenceArgs,
  VideoStream,
  ViewCoordinates,
} from './archetypes/index.ts';
export type { Blueprint } from './blueprint/blueprint.ts';
export type { BlueprintSource } from './blueprint/blueprint-source.ts';
export { BATCH_LIMITS, type BatchLimits } from './chunk/batch-limits.ts';
export { encodeRecording } from './encode-recording.ts';
export { escapeEntityPathPart, formatEntityPath, joinEntityPath, splitEntityPath } from './entity-path.ts';
export {
  ChunkTooLargeError,
  DecodeLimitExceededError,
  InvalidEntityPathError,
  InvalidStoreIdError,
  InvalidTimeError,
  InvalidValueError,
  isRerunError,
  MalformedBytesError,
  RecordingFinishedError,
  RerunError,
  type RerunErrorCode,
  SinkError,
} from './errors.ts';
export {
  createRecording,
  RECORDING_DEFAULTS,
  type Recording,
  type RecordingOptions,
} from './recording.ts';
export { type ByteSink, MemorySink, writableStreamSink } from './sink.ts';
export type { EntityPathLike, Loggable, LogTarget } from './store-logger.ts';
export type { TimeColumns, TimeKind, Timeline, TimePoint, TimeValue } from './timeline.ts';
