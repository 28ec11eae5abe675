/**
 * @module
 * Component types of Rerun that archetypes are made of (reference: rrd-format 7). Names are those that stamp 0.1.1 knew.
 */
import { bool, f32, f64, fixedList, i64, list, struct, u8, u16, u32, utf8 } from './arrow/data-type.ts';
import { choices, plainValues } from './values/choices.ts';
import { component } from './values/codec.ts';
import { colors } from './values/colors.ts';
import { encodeImageFormat } from './values/image-format.ts';
import { bools, integers64, numbers } from './values/numbers.ts';
import { blobs, texts } from './values/texts.ts';
import { vectors } from './values/vectors.ts';

const notNaN = { notNaN: true } as const;

/** x, y, z. */
export const Position3D = component('Position3D', vectors(3, f32));
export const Vector3D = component('Vector3D', vectors(3, f32));
export const Translation3D = component('Translation3D', vectors(3, f32));
export const Scale3D = component('Scale3D', vectors(3, f32));
export const HalfSize3D = component('HalfSize3D', vectors(3, f32));
/** x, y; pixels have y down. */
export const Position2D = component('Position2D', vectors(2, f32));
export const Vector2D = component('Vector2D', vectors(2, f32));
export const HalfSize2D = component('HalfSize2D', vectors(2, f32));
/** u, v from the top left. */
export const Texcoord2D = component('Texcoord2D', vectors(2, f32));
/** Width, height in pixels. */
export const Resolution = component('Resolution', vectors(2, f32));
/** x, y, z, w. */
export const RotationQuat = component('RotationQuat', vectors(4, f32));
/** Nine numbers, column major. */
export const TransformMat3x3 = component('TransformMat3x3', vectors(9, f32));
/** Nine numbers, column major: [fx, 0, 0, 0, fy, 0, cx, cy, 1]. */
export const PinholeProjection = component('PinholeProjection', vectors(9, f32));
/** Three vertex numbers; counter-clockwise is the front. */
export const TriangleIndices = component('TriangleIndices', vectors(3, u32));

/** An axis (x, y, z) and an angle in radians. */
export interface AxisAngle {
  readonly axis: readonly [number, number, number];
  readonly angle: number;
}
const axisAngle = plainValues<AxisAngle | readonly AxisAngle[]>(struct({ axis: fixedList(3, f32), angle: f32 }));
export const RotationAxisAngle = component('RotationAxisAngle', axisAngle);

/** sRGB, straight alpha. */
export const ColorComponent = component('Color', colors());
export const AlbedoFactor = component('AlbedoFactor', colors());
/** Positive: scene units; negative: UI points (-3 is 3 points). */
export const Radius = component('Radius', numbers(f32, notNaN));
/** UI points. */
export const StrokeWidth = component('StrokeWidth', numbers(f32, { min: 0, max: Number.MAX_VALUE }));
export const MarkerSize = component('MarkerSize', numbers(f32, { min: 0, max: Number.MAX_VALUE }));
/** Scene units. */
export const Length = component('Length', numbers(f32, notNaN));
/** 0 (invisible) to 1. */
export const Opacity = component('Opacity', numbers(f32, { min: 0, max: 1 }));
/** Higher is on top. */
export const DrawOrder = component('DrawOrder', numbers(f32, notNaN));
export const FillRatio = component('FillRatio', numbers(f32, { min: 0, max: Number.MAX_VALUE }));
/** How many units of the buffer make one metre, e.g. 1000 for millimetres. */
export const DepthMeter = component('DepthMeter', numbers(f32, { min: 0, max: Number.MAX_VALUE }));
/** Distance of the drawn image plane from the camera, scene units. */
export const ImagePlaneDistance = component('ImagePlaneDistance', numbers(f32, notNaN));
export const AxisLength = component('AxisLength', numbers(f32, notNaN));
/** 64-bit float; NaN makes a gap in a plot. */
export const Scalar = component('Scalar', numbers(f64));
/** Minimum, maximum. */
export const ValueRange = component('ValueRange', vectors(2, f64));
export const ClassId = component('ClassId', numbers(u16));
export const KeypointId = component('KeypointId', numbers(u16));
/** Nanoseconds since 1970 UTC. */
export const Timestamp = component('Timestamp', integers64(i64));
/** Nanoseconds since the start of the video. */
export const VideoTimestamp = component('VideoTimestamp', integers64(i64));
export const ShowLabels = component('ShowLabels', bools(bool));
export const IsKeyframe = component('IsKeyframe', bools(bool));
export const ClearIsRecursive = component('ClearIsRecursive', bools(bool));
export const Visible = component('Visible', bools(bool));
/** Named `Visible` since 0.30; readers migrate it. */
export const SeriesVisible = component('SeriesVisible', bools(bool));
export const Text = component('Text', texts());
export const Name = component('Name', texts());
export const TextLogLevel = component('TextLogLevel', texts());
export const TransformFrameId = component('TransformFrameId', texts());
/** An entity path as text. */
export const EntityPathComponent = component('EntityPath', texts());
/** `type/subtype`. */
export const MediaType = component(
  'MediaType',
  texts((text) => (/^[a-z]+\/[a-z0-9.+-]+$/i.test(text) ? undefined : 'a media type such as "image/png"')),
);
/** The bytes of a file. */
export const Blob = component('Blob', blobs());
/** Pixels, row major, tightly packed, little endian, top row first. */
export const ImageBuffer = component('ImageBuffer', blobs());
/** One encoded frame. */
export const VideoSample = component('VideoSample', blobs());
export const ImageFormat = component('ImageFormat', encodeImageFormat());

export const TransformRelation = component('TransformRelation', choices({ ParentFromChild: 1, ChildFromParent: 2 }));
export const Colormap = component(
  'Colormap',
  choices({
    Grayscale: 1,
    Inferno: 2,
    Magma: 3,
    Plasma: 4,
    Turbo: 5,
    Viridis: 6,
    CyanToYellow: 7,
    Spectral: 8,
    Twilight: 9,
  }),
);
export const MagnificationFilter = component('MagnificationFilter', choices({ Nearest: 1, Linear: 2, Bicubic: 3 }));
export const MeshFaceRendering = component('MeshFaceRendering', choices({ DoubleSided: 1, Front: 2, Back: 3 }));
export const PointShading = component('PointShading', choices({ Gradient: 1, Flat: 2 }));
export const FillMode = component(
  'FillMode',
  choices({ MajorWireframe: 1, DenseWireframe: 2, Solid: 3, TransparentFillMajorWireframe: 4 }),
);
export const MarkerShape = component(
  'MarkerShape',
  choices({
    Circle: 1,
    Diamond: 2,
    Square: 3,
    Cross: 4,
    Plus: 5,
    Up: 6,
    Down: 7,
    Left: 8,
    Right: 9,
    Asterisk: 10,
  }),
);
export const AggregationPolicy = component(
  'AggregationPolicy',
  choices({ Off: 1, Average: 2, Max: 3, Min: 4, MinMax: 5, MinMaxAverage: 6 }),
);
export const InterpolationMode = component(
  'InterpolationMode',
  choices({ Linear: 1, StepAfter: 2, StepBefore: 3, StepMid: 4 }),
);
export const VideoCodec = component(
  'VideoCodec',
  choices({ AV1: 0x61763031, H264: 0x61766331, H265: 0x68657631, VP8: 0x76703038, VP9: 0x76703039 }, u32),
);

const VIEW_DIRECTION = { U: 1, D: 2, R: 3, L: 4, F: 5, B: 6 } as const;
/**
 * Three letters for where +x, +y and +z point: U(p), D(own), R(ight), L(eft), F(orward), B(ack). `'RDF'` is the OpenCV
 * camera, `'RUB'` the OpenGL camera.
 */
export type ViewCoordinatesName = `${Axis}${Axis}${Axis}`;
type Axis = keyof typeof VIEW_DIRECTION;

export const ViewCoordinatesComponent = component(
  'ViewCoordinates',
  plainValues<ViewCoordinatesName>(fixedList(3, u8), (name) => [
    Array.from(name, (letter) => VIEW_DIRECTION[letter as Axis] ?? letter),
  ]),
);

/** Name and color of one class or keypoint. */
export interface AnnotationInfo {
  readonly id: number;
  readonly label?: string;
  /** `0xRRGGBBAA` or [r, g, b(, a)]; alpha 0 hides the class. */
  readonly color?: import('./values/colors.ts').Color;
}

const annotationInfo = struct({ id: u16, 'label?': utf8, 'color?': u32 });
/** Arrow type of one annotation context: a list of classes. */
export const ANNOTATION_CONTEXT_TYPE = list(
  struct({
    class_id: u16,
    class_description: struct({
      info: annotationInfo,
      keypoint_annotations: list(annotationInfo),
      keypoint_connections: list(struct({ keypoint0: u16, keypoint1: u16 })),
    }),
  }),
);
/** One context; see `archetypes/annotation-context.ts` for the friendly form. */
export const AnnotationContextComponent = component(
  'AnnotationContext',
  plainValues<readonly unknown[]>(ANNOTATION_CONTEXT_TYPE, (classes) => [classes]),
);

const lineStrips = (size: 2 | 3) => plainValues<readonly unknown[]>(list(fixedList(size, f32)));
/** One instance is one strip: an array of points. */
export const LineStrip3D = component('LineStrip3D', lineStrips(3));
export const LineStrip2D = component('LineStrip2D', lineStrips(2));
