import { expect, it } from 'vitest';
import * as arrow from '../src/apache-arrow/index.ts';
import * as blueprint from '../src/blueprint/index.ts';
import * as main from '../src/index.ts';
import * as node from '../src/node/index.ts';
import * as files from '../src/node/recording-files/index.ts';
import * as read from '../src/read/index.ts';
import * as types from '../src/types.ts';

// A name that appears or goes is a decision: it belongs into a changeset.
const names = (door: object) => Object.keys(door).sort().join(' ');

it('the names of @outlay/rerun', () => {
  expect(names(main)).toMatchInlineSnapshot(
    `"AnnotationContext AnyValues Arrows2D Arrows3D Asset3D AssetVideo BATCH_LIMITS BarChart Boxes2D Boxes3D Capsules3D ChunkTooLargeError Clear CoordinateFrame Cylinders3D DecodeLimitExceededError DepthImage DynamicArchetype Ellipsoids3D EncodedDepthImage EncodedImage GaussianSplats3D Image InstancePoses3D InvalidEntityPathError InvalidStoreIdError InvalidTimeError InvalidValueError LineStrips2D LineStrips3D MalformedBytesError MemorySink Mesh3D Pinhole Points2D Points3D RECORDING_DEFAULTS RecordingFinishedError RecordingInfo RerunError Scalars SegmentationImage SeriesLines SeriesPoints SinkError Tensor TextDocument TextLog Transform3D TransformAxes3D VideoFrameReference VideoStream ViewCoordinates archetype archetypeColumns createRecording encodeRecording escapeEntityPathPart formatEntityPath isRerunError joinEntityPath splitEntityPath writableStreamSink"`,
  );
});

it('the names of @outlay/rerun/blueprint', () => {
  expect(names(blueprint)).toMatchInlineSnapshot(
    `"BLUEPRINT_SOURCE_DEFAULTS absolute barChartView blueprint blueprintSource container cursorRelative dataframeView encodeBlueprintFile entityBehavior exclude grid horizontal include spatial2DView spatial3DView tabs tensorView textDocumentView textLogView timePanel timeSeriesView vertical visibleTimeRange visibleTimeRanges visualizer"`,
  );
});

it('the names of @outlay/rerun/types', () => {
  expect(names(types)).toMatchInlineSnapshot(
    `"bool denseUnion f16 f32 f64 fixedList formatDataType i16 i32 i64 i8 list packColor struct u16 u32 u64 u8 utf8"`,
  );
});

it('the names of @outlay/rerun/read', () => {
  expect(names(read)).toMatchInlineSnapshot(
    `"DECODE_LIMITS MAX_ITEMS_WITHOUT_BYTES PRINT_DEFAULTS RECORDING_CODES RecordingError decode decodeChunk formatArrowType isRecordingError printRecording readCompleteness readInfo recover verify"`,
  );
});

it('the names of @outlay/rerun/node', () => {
  expect(names(node)).toMatchInlineSnapshot(`"fileSink openRecordingFile removeAbandoned"`);
});

it('the names of @outlay/rerun/files', () => {
  expect(Object.keys(files).sort().join(' ')).toMatchInlineSnapshot(
    `"DEFAULT_MAX_SIZE FILE_FINDINGS describeChange describeReason formatBytes makeRecordings readIdentity recordingStates"`,
  );
});

it('the names of @outlay/rerun/arrow', () => {
  expect(names(arrow)).toMatchInlineSnapshot(`"arrowColumns arrowTimes chunkTable recordingTables"`);
});
