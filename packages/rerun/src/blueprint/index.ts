/**
 * Blueprints: how the viewer is laid out, as plain values. Names are those of `rerun.blueprint` in Python, in camelCase.
 *
 * ```ts
 * import { blueprint, horizontal, spatial3DView, timeSeriesView } from '@outlay/rerun/blueprint';
 * const layout = blueprint({ root: horizontal([spatial3DView({ origin: '/world' }), timeSeriesView({ origin: '/loss' })]) });
 * createRecording({ applicationId: 'train', recordingId: 'run_1', blueprint: layout });
 * ```
 * @module
 */

export { encodeBlueprintFile } from '../blueprint-store.ts';
export { type Blueprint, type BlueprintOptions, blueprint } from './blueprint.ts';
export {
  BLUEPRINT_SOURCE_DEFAULTS,
  type BlueprintSource,
  type BlueprintSourceOptions,
  blueprintSource,
} from './blueprint-source.ts';
export {
  type Container,
  container,
  type GridOptions,
  grid,
  type HorizontalOptions,
  horizontal,
  type LayoutPart,
  type TabsOptions,
  tabs,
  type VerticalOptions,
  vertical,
} from './containers.ts';
export type { FlattenOptions } from './flatten.ts';
export {
  type ComponentMapping,
  type EntityBehavior,
  entityBehavior,
  type Override,
  type Overrides,
  type ViewDefaults,
  type VisibleTimeRanges,
  type Visualizer,
  visibleTimeRanges,
  visualizer,
} from './overrides.ts';
export { type TimePanel, type TimePanelOptions, timePanel } from './panels.ts';
export {
  type BarChartViewOptions,
  barChartView,
  type PlotBackground,
  type PlotInteraction,
  type PlotLegend,
  type ScalarAxis,
  type TimeAxis,
  type TimeSeriesViewOptions,
  timeSeriesView,
} from './plot-views.ts';
export {
  type Background,
  type EyeControls3D,
  type LineGrid3D,
  type Spatial2DViewOptions,
  type Spatial3DViewOptions,
  type SpatialInformation,
  spatial2DView,
  spatial3DView,
} from './spatial-views.ts';
export {
  type ComponentColumnSelector,
  type DataframeQuery,
  type DataframeViewOptions,
  dataframeView,
  type TensorViewOptions,
  type TextDocumentViewOptions,
  type TextLogViewOptions,
  tensorView,
  textDocumentView,
  textLogView,
} from './table-views.ts';
export {
  absolute,
  cursorRelative,
  type TimeRange,
  type TimeRangeBoundary,
  type VisibleTimeRange,
  visibleTimeRange,
} from './time-range.ts';
export { exclude, include, type View, type ViewOptions } from './views.ts';
export type { ContainerKind, LoopMode, PanelState, PlayState, ViewKind } from './words.ts';
