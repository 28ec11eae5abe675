import { PART_NAMES } from './parts.ts';

type Colour = readonly [number, number, number];

/** What a person wears; colours are linear-ish RGB in 0..1. */
export interface Look {
  readonly skin: Colour;
  readonly hair: Colour;
  readonly shirt: Colour;
  readonly stripe: Colour;
  readonly trousers: Colour;
  readonly shoes: Colour;
  /** Where the sleeve ends along the arm, metres from the body's middle. */
  readonly sleeve: number;
}

/** Looks by person index, repeated after the fifth (the trainers' limit of persons). */
export const LOOKS: readonly Look[] = [
  {
    skin: [0.86, 0.64, 0.52],
    hair: [0.2, 0.13, 0.09],
    shirt: [0.78, 0.2, 0.18],
    stripe: [0.95, 0.9, 0.82],
    trousers: [0.16, 0.2, 0.36],
    shoes: [0.92, 0.92, 0.9],
    sleeve: 0.33,
  },
  {
    skin: [0.55, 0.37, 0.27],
    hair: [0.07, 0.06, 0.07],
    shirt: [0.16, 0.46, 0.62],
    stripe: [0.98, 0.8, 0.25],
    trousers: [0.62, 0.56, 0.45],
    shoes: [0.24, 0.16, 0.12],
    sleeve: 0.66,
  },
  {
    skin: [0.93, 0.74, 0.63],
    hair: [0.72, 0.52, 0.25],
    shirt: [0.32, 0.58, 0.3],
    stripe: [0.9, 0.95, 0.85],
    trousers: [0.2, 0.2, 0.22],
    shoes: [0.75, 0.3, 0.2],
    sleeve: 0.45,
  },
  {
    skin: [0.74, 0.52, 0.38],
    hair: [0.35, 0.33, 0.33],
    shirt: [0.92, 0.74, 0.3],
    stripe: [0.45, 0.25, 0.5],
    trousers: [0.35, 0.22, 0.4],
    shoes: [0.15, 0.15, 0.17],
    sleeve: 0.33,
  },
  {
    skin: [0.42, 0.28, 0.21],
    hair: [0.05, 0.04, 0.04],
    shirt: [0.9, 0.9, 0.92],
    stripe: [0.2, 0.3, 0.6],
    trousers: [0.3, 0.38, 0.5],
    shoes: [0.85, 0.6, 0.2],
    sleeve: 0.66,
  },
];

const [TORSO, HEAD, ARM, HAND, LEG] = PART_NAMES.map((_, i) => i) as [number, number, number, number, number];

/** Colour of a surface point from its part and its T-pose place (pelvis at the origin, unit size). */
export function colourAt(look: Look, part: number, x: number, y: number, z: number): Colour {
  switch (part) {
    case TORSO:
      if (y < 0.02) return look.trousers;
      if (y < 0.045) return look.shoes;
      return y > 0.26 && y < 0.31 ? look.stripe : look.shirt;
    case HEAD: {
      if (y > 0.735 || (z < 0.012 && y > 0.6) || (y > 0.7 && z < 0.06)) return look.hair;
      const eye = Math.abs(Math.abs(x) - 0.032);
      if (z > 0.05 && eye < 0.011 && Math.abs(y - 0.688) < 0.008) return [0.08, 0.07, 0.08];
      if (z > 0.05 && eye < 0.016 && Math.abs(y - 0.709) < 0.005) return look.hair;
      if (z > 0.05 && Math.abs(x) < 0.024 && Math.abs(y - 0.622) < 0.006) return [0.62, 0.28, 0.26];
      return look.skin;
    }
    case ARM:
      return Math.abs(x) < look.sleeve ? look.shirt : look.skin;
    case HAND:
      return look.skin;
    case LEG:
      return look.trousers;
    default:
      return y < -0.93 ? [0.12, 0.12, 0.12] : look.shoes;
  }
}
