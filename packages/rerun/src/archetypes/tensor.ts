import { ColorComponent, Length, ValueRange } from '../components.ts';
import { component } from '../values/codec.ts';
import type { Color } from '../values/colors.ts';
import type { Numbers } from '../values/numbers.ts';
import { type TensorBuffer, type TensorValue, tensorData, vectorTensor } from '../values/tensor-data.ts';
import { defineArchetype, FieldProblem, optional, required, single } from './define-archetype.ts';

const TensorData = component('TensorData', tensorData());

export interface TensorArgs extends TensorValue {
  /** [smallest, largest] value, for the colors. Default: what the data has. */
  readonly valueRange?: readonly [number, number];
}

/** An n-dimensional array: `Tensor({ data: new Float32Array(6), shape: [2, 3], names: ['row', 'col'] })`. */
export const Tensor = defineArchetype(
  'Tensor',
  { data: required(TensorData), valueRange: single(ValueRange) },
  ({ valueRange, ...data }: TensorArgs) => ({ data, valueRange }),
);

export interface BarChartArgs {
  /** Heights of the bars; plain arrays are written as f64. */
  readonly values: TensorBuffer | readonly number[];
  readonly color?: Color;
  /** Positions of the bars, as many as values. Default: 0, 1, 2 … Since 0.25. */
  readonly abscissa?: TensorBuffer | readonly number[];
  /** Since 0.28. */
  readonly widths?: Numbers;
}

/** A bar chart: `BarChart({ values: [3, 1, 2] })`. */
export const BarChart = defineArchetype(
  'BarChart',
  {
    values: required(TensorData),
    color: single(ColorComponent),
    abscissa: single(TensorData),
    widths: optional(Length),
  },
  ({ values, color, abscissa, widths }: BarChartArgs) => {
    if (abscissa !== undefined && abscissa.length !== values.length) {
      throw new FieldProblem('BarChart.abscissa', `${values.length} positions, one per value`, `${abscissa.length}`);
    }
    return {
      values: vectorTensor(values),
      color,
      widths,
      abscissa: abscissa === undefined ? undefined : vectorTensor(abscissa),
    };
  },
);
