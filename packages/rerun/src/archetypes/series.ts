import {
  AggregationPolicy,
  ColorComponent,
  InterpolationMode,
  MarkerShape,
  MarkerSize,
  Name,
  SeriesVisible,
  StrokeWidth,
} from '../components.ts';
import { defineArchetype, optional, required } from './define-archetype.ts';

/** How the scalars of this entity are drawn as lines; one instance per series. Log it static. */
export const SeriesLines = defineArchetype('SeriesLines', {
  colors: optional(ColorComponent),
  /** UI points. */
  widths: optional(StrokeWidth),
  names: optional(Name),
  visibleSeries: optional(SeriesVisible),
  aggregationPolicy: optional(AggregationPolicy),
  /** Since 0.30. */
  interpolationMode: optional(InterpolationMode),
});

/** How the scalars of this entity are drawn as points; one instance per series. Log it static. */
export const SeriesPoints = defineArchetype('SeriesPoints', {
  colors: optional(ColorComponent),
  markers: required(MarkerShape),
  names: optional(Name),
  visibleSeries: optional(SeriesVisible),
  /** UI points. */
  markerSizes: optional(MarkerSize),
});
