import { formatEntityPath } from '../entity-path.ts';
import type { Color } from '../values/colors.ts';
import { type BlueprintValue, blueprintValue, one } from './blueprint-archetypes.ts';
import { checkNumber, checkRange, checkText, checkVector, packedColor } from './checks.ts';
import { encodeVisibleTimeRanges, type VisibleTimeRange } from './time-range.ts';
import { makeView, type View, type ViewOptions } from './views.ts';
import { BACKGROUND_KIND, EYE_KIND, type WordOf, wordNumber } from './words.ts';

type Vector3 = readonly [number, number, number];

/** The eye of a 3D view, in the coordinates of the view's origin. Position and target need a viewer of 0.27 or newer. */
export interface EyeControls3D {
  readonly kind?: WordOf<typeof EYE_KIND>;
  readonly position?: Vector3;
  readonly lookTarget?: Vector3;
  /** Up direction of the eye. */
  readonly eyeUp?: Vector3;
  /** Translation speed, scene units per second. */
  readonly speed?: number;
  /** Entity that the eye follows. */
  readonly trackingEntity?: string;
  /** Radians per second at which the eye circles its target. */
  readonly spinSpeed?: number;
}

/** A kind, a color (then the kind is `solidColor`), or both. */
export type Background =
  | WordOf<typeof BACKGROUND_KIND>
  | { readonly kind?: WordOf<typeof BACKGROUND_KIND>; readonly color?: Color };

/** The ground grid of a 3D view. */
export interface LineGrid3D {
  readonly visible?: boolean;
  /** Distance of the lines, scene units. */
  readonly spacing?: number;
  /** Normal x, y, z and distance from the origin along it; `[0, 0, 1, 0]` is the xy plane. */
  readonly plane?: readonly [number, number, number, number];
  /** UI points. */
  readonly strokeWidth?: number;
  readonly color?: Color;
}

export interface SpatialInformation {
  /** Transform frame shown in; `tf#/world` is the frame of the entity `/world`. Viewer 0.28 or newer. */
  readonly targetFrame?: string;
  readonly showBoundingBox?: boolean;
  readonly showAxes?: boolean;
}

export interface Spatial3DViewOptions extends ViewOptions {
  readonly eyeControls?: EyeControls3D;
  readonly background?: Background;
  readonly lineGrid?: LineGrid3D;
  readonly spatialInformation?: SpatialInformation;
  readonly timeRanges?: VisibleTimeRange | readonly VisibleTimeRange[];
}

export interface Spatial2DViewOptions extends ViewOptions {
  readonly background?: Background;
  /** Part of the plane shown first, pixels. */
  readonly visualBounds?: { readonly xRange: readonly [number, number]; readonly yRange: readonly [number, number] };
  /** Nearest distance at which 3D content is projected into the view. */
  readonly nearClipPlane?: number;
  readonly spatialInformation?: SpatialInformation;
  readonly timeRanges?: VisibleTimeRange | readonly VisibleTimeRange[];
}

/** A 3D scene. Its up axis comes from the `ViewCoordinates` at or above the origin. Throws InvalidValueError. */
export function spatial3DView(options: Spatial3DViewOptions = {}): View {
  return makeView('spatial3D', options, [
    background(options.background),
    lineGrid(options.lineGrid),
    spatialInformation(options.spatialInformation),
    eyeControls(options.eyeControls),
    timeRanges(options.timeRanges),
  ]);
}

/** A plane: images, or the image plane of the pinhole at or above the origin. Throws InvalidValueError. */
export function spatial2DView(options: Spatial2DViewOptions = {}): View {
  const { visualBounds: bounds, nearClipPlane } = options;
  checkRange('visualBounds.xRange', bounds?.xRange);
  checkRange('visualBounds.yRange', bounds?.yRange);
  checkNumber('nearClipPlane', nearClipPlane, { above: 0 });
  return makeView('spatial2D', options, [
    background(options.background),
    bounds && blueprintValue('VisualBounds2D', { range: [{ x_range: bounds.xRange, y_range: bounds.yRange }] }),
    blueprintValue('NearClipPlane', { near_clip_plane: one(nearClipPlane) }),
    spatialInformation(options.spatialInformation),
    timeRanges(options.timeRanges),
  ]);
}

/** Visible time ranges as a view property. */
export function timeRanges(ranges: VisibleTimeRange | readonly VisibleTimeRange[] | undefined) {
  if (ranges === undefined) return undefined;
  return blueprintValue('VisibleTimeRanges', { ranges: encodeVisibleTimeRanges('timeRanges', ranges) });
}

function background(value: Background | undefined): BlueprintValue | undefined {
  if (value === undefined) return undefined;
  const { kind, color } = typeof value === 'string' ? { kind: value, color: undefined } : value;
  const word = kind ?? (color === undefined ? undefined : 'solidColor');
  return blueprintValue('Background', {
    kind: one(word && wordNumber(BACKGROUND_KIND, word, 'background.kind')),
    color: one(color === undefined ? undefined : packedColor('background.color', color)),
  });
}

function lineGrid(value: LineGrid3D | undefined): BlueprintValue | undefined {
  if (value === undefined) return undefined;
  checkNumber('lineGrid.spacing', value.spacing, { above: 0 });
  checkNumber('lineGrid.strokeWidth', value.strokeWidth, { above: 0 });
  checkVector('lineGrid.plane', value.plane, 4);
  return blueprintValue('LineGrid3D', {
    visible: one(value.visible),
    spacing: one(value.spacing),
    plane: one(value.plane),
    stroke_width: one(value.strokeWidth),
    color: one(value.color === undefined ? undefined : packedColor('lineGrid.color', value.color)),
  });
}

function spatialInformation(value: SpatialInformation | undefined): BlueprintValue | undefined {
  if (value === undefined) return undefined;
  checkText('spatialInformation.targetFrame', value.targetFrame);
  return blueprintValue('SpatialInformation', {
    target_frame: one(value.targetFrame),
    show_bounding_box: one(value.showBoundingBox),
    show_axes: one(value.showAxes),
  });
}

function eyeControls(value: EyeControls3D | undefined): BlueprintValue | undefined {
  if (value === undefined) return undefined;
  checkVector('eyeControls.position', value.position, 3);
  checkVector('eyeControls.lookTarget', value.lookTarget, 3);
  checkVector('eyeControls.eyeUp', value.eyeUp, 3);
  checkNumber('eyeControls.speed', value.speed, { min: 0 });
  checkNumber('eyeControls.spinSpeed', value.spinSpeed);
  return blueprintValue('EyeControls3D', {
    kind: one(value.kind && wordNumber(EYE_KIND, value.kind, 'eyeControls.kind')),
    position: one(value.position),
    look_target: one(value.lookTarget),
    eye_up: one(value.eyeUp),
    speed: one(value.speed),
    tracking_entity: one(value.trackingEntity === undefined ? undefined : formatEntityPath(value.trackingEntity)),
    spin_speed: one(value.spinSpeed),
  });
}
