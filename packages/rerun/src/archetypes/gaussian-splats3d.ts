import { u32 } from '../arrow/data-type.ts';
import { ColorComponent, Position3D, RotationQuat, Scale3D } from '../components.ts';
import { component } from '../values/codec.ts';
import { numbers } from '../values/numbers.ts';
import { sphericalHarmonics } from '../values/spherical-harmonics.ts';
import { defineArchetype, perInstance, required, single } from './define-archetype.ts';

/** Three degrees is all that 15 triples hold. */
const MAX_DEGREE = 3;

/** Gaussian splats. Unstable in Rerun; since 0.36, older viewers show nothing. */
export const GaussianSplats3D = defineArchetype('GaussianSplats3D', {
  /** n x 3, scene units. */
  centers: required(Position3D),
  /** n x 3: standard deviations, linear (not their logarithm), scene units. */
  scales: perInstance(Scale3D),
  /** n x 4: x, y, z, w. */
  quaternions: perInstance(RotationQuat),
  /** Color of degree 0, opacity in alpha. */
  colors: perInstance(ColorComponent),
  /** Degrees 1 to 3, view dependent color. */
  shCoefficients: perInstance(component('SphericalHarmonics3Rgb', sphericalHarmonics())),
  /** Degrees in use, 0 to 3. */
  sphericalHarmonicsDegree: single(component('SphericalHarmonicsDegree', numbers(u32, { min: 0, max: MAX_DEGREE }))),
});
