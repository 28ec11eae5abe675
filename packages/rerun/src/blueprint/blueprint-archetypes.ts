/**
 * @module
 * Archetypes of blueprint stores: fields with component type and Arrow value type (reference: rrd-format 9.4 to 9.7).
 * A viewer rejects a whole blueprint for one column whose type differs in a name or in nullability (9.2).
 */
import {
  bool,
  type DataType,
  denseUnion,
  f32,
  f64,
  fixedList,
  i64,
  list,
  nothing,
  struct,
  u8,
  u32,
  utf8,
} from '../arrow/data-type.ts';

type FieldType = readonly [componentType: string, type: DataType];

/** A component type of blueprints only. */
const bp = (name: string, type: DataType): FieldType => [`rerun.blueprint.components.${name}`, type];
/** A component type that recordings use too. */
const data = (name: string, type: DataType): FieldType => [`rerun.components.${name}`, type];

const uuid = fixedList(16, u8);
const enabled = bp('Enabled', bool);
const visible = data('Visible', bool);
const color = data('Color', u32);
const zoomLock = bp('LockRangeDuringZoom', bool);

const boundary = denseUnion({ '_null_markers?': nothing, CursorRelative: i64, Absolute: i64, 'Infinite?': nothing });
const timeRange = struct({ 'start?': boundary, 'end?': boundary });
const columnSelector = struct({ entity_path: utf8, component: utf8 });

export const BLUEPRINT_ARCHETYPES = {
  ViewportBlueprint: {
    root_container: bp('RootContainer', uuid),
    auto_layout: bp('AutoLayout', bool),
    auto_views: bp('AutoViews', bool),
  },
  ContainerBlueprint: {
    container_kind: bp('ContainerKind', u8),
    display_name: data('Name', utf8),
    contents: bp('IncludedContent', utf8),
    col_shares: bp('ColumnShare', f32),
    row_shares: bp('RowShare', f32),
    active_tab: bp('ActiveTab', utf8),
    visible,
    grid_columns: bp('GridColumns', u32),
  },
  ViewBlueprint: {
    class_identifier: bp('ViewClass', utf8),
    display_name: data('Name', utf8),
    space_origin: bp('ViewOrigin', utf8),
    visible,
    titlebar: enabled,
  },
  ViewContents: { query: bp('QueryExpression', utf8) },
  PanelBlueprint: { state: bp('PanelState', u8) },
  TimePanelBlueprint: {
    state: bp('PanelState', u8),
    timeline: bp('TimelineName', utf8),
    playback_speed: bp('PlaybackSpeed', f64),
    fps: bp('Fps', f64),
    play_state: bp('PlayState', u8),
    loop_mode: bp('LoopMode', u8),
    time_selection: bp('AbsoluteTimeRange', struct({ min: i64, max: i64 })),
  },
  EyeControls3D: {
    kind: bp('Eye3DKind', u8),
    position: data('Position3D', fixedList(3, f32)),
    look_target: data('Position3D', fixedList(3, f32)),
    eye_up: data('Vector3D', fixedList(3, f32)),
    speed: data('LinearSpeed', f64),
    tracking_entity: data('EntityPath', utf8),
    spin_speed: bp('AngularSpeed', f64),
  },
  Background: { kind: bp('BackgroundKind', u8), color },
  LineGrid3D: {
    visible,
    spacing: bp('GridSpacing', f32),
    plane: data('Plane3D', fixedList(4, f32)),
    stroke_width: data('StrokeWidth', f32),
    color,
  },
  SpatialInformation: {
    target_frame: data('TransformFrameId', utf8),
    show_bounding_box: enabled,
    show_axes: enabled,
    axes: data('ViewCoordinates', fixedList(3, u8)),
  },
  VisualBounds2D: {
    range: bp('VisualBounds2D', struct({ x_range: fixedList(2, f64), y_range: fixedList(2, f64) })),
  },
  NearClipPlane: { near_clip_plane: bp('NearClipPlane', f32) },
  ScalarAxis: { range: data('Range1D', fixedList(2, f64)), zoom_lock: zoomLock },
  TimeAxis: { link: bp('LinkAxis', u8), view_range: bp('TimeRange', timeRange), zoom_lock: zoomLock },
  PlotLegend: { corner: bp('Corner2D', u8), visible },
  PlotBackground: { color, show_grid: enabled },
  PlotInteraction: { tooltip_mode: bp('TooltipMode', u8), points_display: bp('PointsDisplay', u8) },
  VisibleTimeRanges: { ranges: bp('VisibleTimeRange', struct({ timeline: utf8, range: timeRange })) },
  TextLogColumns: {
    timeline_columns: bp('TimelineColumn', struct({ visible: bool, timeline: utf8 })),
    text_log_columns: bp('TextLogColumn', struct({ visible: bool, kind: u8 })),
  },
  TextLogFormat: { monospace_body: enabled },
  TextLogRows: { filter_by_log_level: data('TextLogLevel', utf8) },
  TextDocumentFormat: { monospace: enabled, word_wrap: enabled },
  TensorViewFit: { scaling: bp('ViewFit', u8) },
  TensorScalarMapping: {
    mag_filter: data('MagnificationFilter', u8),
    colormap: data('Colormap', u8),
    gamma: data('GammaCorrection', f32),
  },
  DataframeQuery: {
    timeline: bp('TimelineName', utf8),
    filter_by_range: bp('FilterByRange', struct({ start: i64, end: i64 })),
    filter_is_not_null: bp('FilterIsNotNull', struct({ active: bool, column: columnSelector })),
    apply_latest_at: bp('ApplyLatestAt', bool),
    select: bp('SelectedColumns', struct({ time_columns: list(utf8), component_columns: list(columnSelector) })),
    entity_order: bp('ColumnOrder', list(utf8)),
    auto_scroll: bp('AutoScroll', bool),
  },
  EntityBehavior: { interactive: data('Interactive', bool), visible },
  ActiveVisualizers: { instruction_ids: bp('VisualizerInstructionId', uuid) },
  VisualizerInstruction: {
    visualizer_type: bp('VisualizerType', utf8),
    component_map: bp(
      'VisualizerComponentMapping',
      struct({ target: utf8, source_kind: u8, 'source_component?': utf8, 'selector?': utf8 }),
    ),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, FieldType>>>>;

export type BlueprintArchetypeName = keyof typeof BLUEPRINT_ARCHETYPES;

/** Instances per field of one archetype; what is undefined is left out. */
export type FieldsOf<N extends BlueprintArchetypeName> = {
  readonly [F in keyof (typeof BLUEPRINT_ARCHETYPES)[N]]?: readonly unknown[] | undefined;
};

/** One archetype of a blueprint with encoded values (numbers for words, bigints for times). Plain data. */
export interface BlueprintValue {
  readonly archetype: BlueprintArchetypeName;
  readonly fields: Readonly<Record<string, readonly unknown[]>>;
}

/** Fields that are undefined are left out. */
export function blueprintValue<N extends BlueprintArchetypeName>(archetype: N, fields: FieldsOf<N>): BlueprintValue {
  const given = Object.entries(fields).filter((entry): entry is [string, readonly unknown[]] => entry[1] !== undefined);
  return { archetype, fields: Object.fromEntries(given) };
}

/** A single instance, or undefined. */
export const one = <T>(value: T | undefined): readonly [T] | undefined => (value === undefined ? undefined : [value]);
