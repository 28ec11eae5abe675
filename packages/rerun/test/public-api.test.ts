import { expect, it } from 'vitest';
import * as arrow from '../src/apache-arrow/index.ts';
import * as main from '../src/index.ts';
import * as node from '../src/node/index.ts';

// A name that appears or goes is a decision: it belongs into a changeset.
it('the names of @outlay/rerun', () => {
  expect(Object.keys(main).sort().join(' ')).toMatchInlineSnapshot(
    `"AnnotationContext AnyValues Arrows2D Arrows3D Asset3D AssetVideo BATCH_LIMITS BLUEPRINT_SOURCE_DEFAULTS BarChart Boxes2D Boxes3D Capsules3D ChunkTooLargeError Clear CoordinateFrame Cylinders3D DecodeLimitExceededError DepthImage DynamicArchetype Ellipsoids3D EncodedDepthImage EncodedImage GaussianSplats3D Image InstancePoses3D InvalidEntityPathError InvalidStoreIdError InvalidTimeError InvalidValueError LineStrips2D LineStrips3D MalformedBytesError MemorySink Mesh3D Pinhole Points2D Points3D RECORDING_DEFAULTS RecordingFinishedError RecordingInfo RerunError Scalars SegmentationImage SeriesLines SeriesPoints SinkError Tensor TextDocument TextLog Transform3D TransformAxes3D VideoFrameReference VideoStream ViewCoordinates absolute archetype archetypeColumns barChartView blueprint blueprintSource bool container createRecording cursorRelative dataframeView denseUnion encodeBlueprintFile encodeRecording entityBehavior escapeEntityPathPart exclude f16 f32 f64 fixedList formatDataType formatEntityPath grid horizontal i16 i32 i64 i8 include infinite isRerunError joinEntityPath list nothing packColor spatial2DView spatial3DView splitEntityPath struct tabs tensorView textDocumentView textLogView timePanel timeSeriesView u16 u32 u64 u8 utf8 vertical visibleTimeRange visibleTimeRanges visualizer writableStreamSink"`,
  );
});

it('the names of @outlay/rerun/node', () => {
  expect(Object.keys(node).sort().join(' ')).toMatchInlineSnapshot(`"fileSink openRecordingFile"`);
});

it('the names of @outlay/rerun/arrow', () => {
  expect(Object.keys(arrow).sort().join(' ')).toBe('arrowColumns arrowTimes chunkTable recordingTables');
});
