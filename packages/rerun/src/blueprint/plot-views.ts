import type { Color } from '../values/colors.ts';
import { type BlueprintValue, blueprintValue, one } from './blueprint-archetypes.ts';
import { checkRange, packedColor } from './checks.ts';
import { timeRanges } from './spatial-views.ts';
import { encodeTimeRange, type TimeRange, type VisibleTimeRange } from './time-range.ts';
import { makeView, type View, type ViewOptions } from './views.ts';
import { CORNER_2D, LINK_AXIS, POINTS_DISPLAY, TOOLTIP_MODE, type WordOf, wordNumber } from './words.ts';

export interface PlotLegend {
  readonly corner?: WordOf<typeof CORNER_2D>;
  readonly visible?: boolean;
}

export interface PlotBackground {
  readonly color?: Color;
  readonly showGrid?: boolean;
}

/** The time axis of a plot. Viewer 0.27 or newer. */
export interface TimeAxis {
  /** `linkToGlobal` shares the range with all linked plots, and `viewRange` is ignored. */
  readonly link?: WordOf<typeof LINK_AXIS>;
  readonly viewRange?: TimeRange;
  readonly zoomLock?: boolean;
}

export interface ScalarAxis {
  /** Smallest and largest value shown. */
  readonly range?: readonly [number, number];
  readonly zoomLock?: boolean;
}

/** Viewer 0.38 or newer; `rerun rrd verify` before 0.38 refuses it. */
export interface PlotInteraction {
  readonly tooltipMode?: WordOf<typeof TOOLTIP_MODE>;
  readonly pointsDisplay?: WordOf<typeof POINTS_DISPLAY>;
}

export interface TimeSeriesViewOptions extends ViewOptions {
  readonly axisX?: TimeAxis;
  readonly axisY?: ScalarAxis;
  /** A corner stands for `{ corner }`. */
  readonly plotLegend?: WordOf<typeof CORNER_2D> | PlotLegend;
  readonly background?: PlotBackground;
  readonly interaction?: PlotInteraction;
  readonly timeRanges?: VisibleTimeRange | readonly VisibleTimeRange[];
}

export interface BarChartViewOptions extends ViewOptions {
  readonly plotLegend?: WordOf<typeof CORNER_2D> | PlotLegend;
  readonly background?: PlotBackground;
}

/** Scalars over the active timeline; entities without data on that timeline do not show. Throws InvalidValueError. */
export function timeSeriesView(options: TimeSeriesViewOptions = {}): View {
  return makeView('timeSeries', options, [
    timeAxis(options.axisX),
    scalarAxis(options.axisY),
    plotLegend(options.plotLegend),
    plotBackground(options.background),
    plotInteraction(options.interaction),
    timeRanges(options.timeRanges),
  ]);
}

/** A histogram of a `BarChart`. Throws InvalidValueError. */
export function barChartView(options: BarChartViewOptions = {}): View {
  return makeView('barChart', options, [plotLegend(options.plotLegend), plotBackground(options.background)]);
}

function timeAxis(value: TimeAxis | undefined): BlueprintValue | undefined {
  if (value === undefined) return undefined;
  return blueprintValue('TimeAxis', {
    link: one(value.link && wordNumber(LINK_AXIS, value.link, 'axisX.link')),
    view_range: one(value.viewRange && encodeTimeRange('axisX.viewRange', value.viewRange)),
    zoom_lock: one(value.zoomLock),
  });
}

function scalarAxis(value: ScalarAxis | undefined): BlueprintValue | undefined {
  if (value === undefined) return undefined;
  checkRange('axisY.range', value.range);
  return blueprintValue('ScalarAxis', { range: one(value.range), zoom_lock: one(value.zoomLock) });
}

function plotLegend(value: WordOf<typeof CORNER_2D> | PlotLegend | undefined): BlueprintValue | undefined {
  if (value === undefined) return undefined;
  const legend: PlotLegend = typeof value === 'string' ? { corner: value } : value;
  return blueprintValue('PlotLegend', {
    corner: one(legend.corner && wordNumber(CORNER_2D, legend.corner, 'plotLegend.corner')),
    visible: one(legend.visible),
  });
}

function plotBackground(value: PlotBackground | undefined): BlueprintValue | undefined {
  if (value === undefined) return undefined;
  return blueprintValue('PlotBackground', {
    color: one(value.color === undefined ? undefined : packedColor('background.color', value.color)),
    show_grid: one(value.showGrid),
  });
}

function plotInteraction(value: PlotInteraction | undefined): BlueprintValue | undefined {
  if (value === undefined) return undefined;
  const { tooltipMode, pointsDisplay } = value;
  return blueprintValue('PlotInteraction', {
    tooltip_mode: one(tooltipMode && wordNumber(TOOLTIP_MODE, tooltipMode, 'interaction.tooltipMode')),
    points_display: one(pointsDisplay && wordNumber(POINTS_DISPLAY, pointsDisplay, 'interaction.pointsDisplay')),
  });
}
