import { Scalar } from '../components.ts';
import type { Numbers } from '../values/numbers.ts';
import { defineArchetype, required } from './define-archetype.ts';

/** Values for a line plot: `Scalars(0.5)`; several numbers are several series on one entity. NaN makes a gap. */
export const Scalars = defineArchetype('Scalars', { scalars: required(Scalar) }, (scalars: Numbers) => ({ scalars }));
