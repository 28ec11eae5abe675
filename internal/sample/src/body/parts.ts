import type { Vec3 } from '../geometry/rotation.ts';
import { jointIndex } from './skeleton.ts';

/** Which piece of the body a vertex belongs to; colours and weights depend on it. */
export const PART_NAMES = ['torso', 'head', 'arm', 'hand', 'leg', 'foot'] as const;
export type PartName = (typeof PART_NAMES)[number];

/** One station of a swept tube: centre, half sizes along the two section axes. */
export interface Station {
  readonly centre: Vec3;
  readonly a: number;
  readonly b: number;
}

/** A chain of joints along one coordinate: below the first bound the first joint moves the skin, and so on. */
export interface WeightChain {
  readonly axis: 0 | 1 | 2;
  readonly joints: readonly number[];
  readonly bounds: readonly number[];
  /** Half width of the blend at a bound, metres. */
  readonly blend: number;
}

/** A closed tube swept along its stations, in the T-pose, pelvis at the origin. */
export interface Part {
  readonly name: PartName;
  readonly side: 'left' | 'right' | 'middle';
  readonly axisU: Vec3;
  readonly axisW: Vec3;
  readonly stations: readonly Station[];
  /** Vertices around and rings along, at detail 1; both grow with the square root of the detail. */
  readonly around: number;
  readonly along: number;
  /** 2 is an ellipse, larger is boxier. */
  readonly squareness: number;
  readonly weights: WeightChain;
}

const X: Vec3 = [1, 0, 0];
const Y: Vec3 = [0, 1, 0];
const Z: Vec3 = [0, 0, 1];
const at = (x: number, y: number, z: number, a: number, b: number): Station => ({ centre: [x, y, z], a, b });

const TORSO: Part = {
  name: 'torso',
  side: 'middle',
  axisU: X,
  axisW: Z,
  around: 8,
  along: 7,
  squareness: 2.4,
  stations: [
    at(0, -0.15, 0, 0.05, 0.05),
    at(0, -0.12, 0, 0.125, 0.095),
    at(0, -0.05, -0.005, 0.165, 0.12),
    at(0, 0.04, 0, 0.155, 0.11),
    at(0, 0.13, 0.005, 0.14, 0.1),
    at(0, 0.23, 0.005, 0.15, 0.108),
    at(0, 0.32, 0.005, 0.168, 0.115),
    at(0, 0.4, -0.005, 0.18, 0.1),
    at(0, 0.445, -0.015, 0.155, 0.078),
    at(0, 0.475, -0.018, 0.095, 0.062),
    at(0, 0.5, -0.02, 0.055, 0.05),
  ],
  weights: {
    axis: 1,
    joints: ['pelvis', 'spine1', 'spine2', 'spine3'].map(jointIndex),
    bounds: [0.08, 0.2, 0.3],
    blend: 0.05,
  },
};

const HEAD: Part = {
  name: 'head',
  side: 'middle',
  axisU: X,
  axisW: Z,
  around: 8,
  along: 6,
  squareness: 2.1,
  stations: [
    at(0, 0.46, -0.02, 0.05, 0.05),
    at(0, 0.5, -0.018, 0.054, 0.055),
    at(0, 0.555, -0.008, 0.052, 0.056),
    at(0, 0.585, 0.012, 0.058, 0.074),
    at(0, 0.63, 0.016, 0.072, 0.092),
    at(0, 0.69, 0.012, 0.08, 0.103),
    at(0, 0.74, 0.006, 0.078, 0.102),
    at(0, 0.785, 0, 0.06, 0.08),
    at(0, 0.81, -0.002, 0.03, 0.042),
  ],
  weights: { axis: 1, joints: ['spine3', 'neck', 'head'].map(jointIndex), bounds: [0.48, 0.57], blend: 0.03 },
};

function arm(side: 'left' | 'right'): Part {
  const s = side === 'left' ? 1 : -1;
  const stations = [
    at(0.13 * s, 0.41, -0.02, 0.035, 0.035),
    at(0.16 * s, 0.415, -0.02, 0.052, 0.052),
    at(0.21 * s, 0.418, -0.02, 0.055, 0.054),
    at(0.32 * s, 0.42, -0.025, 0.05, 0.05),
    at(0.45 * s, 0.42, -0.03, 0.041, 0.042),
    at(0.52 * s, 0.42, -0.03, 0.043, 0.043),
    at(0.62 * s, 0.42, -0.027, 0.033, 0.034),
    at(0.7 * s, 0.42, -0.025, 0.026, 0.028),
  ];
  return {
    name: 'arm',
    side,
    axisU: Z,
    axisW: Y,
    around: 6,
    along: 6,
    squareness: 2,
    stations,
    weights: {
      axis: 0,
      joints: [`${side}_shoulder`, `${side}_elbow`].map(jointIndex),
      bounds: [0.45 * s],
      blend: 0.05,
    },
  };
}

function hand(side: 'left' | 'right'): Part {
  const s = side === 'left' ? 1 : -1;
  return {
    name: 'hand',
    side,
    axisU: Z,
    axisW: Y,
    around: 5,
    along: 4,
    squareness: 2.4,
    stations: [
      at(0.675 * s, 0.42, -0.025, 0.026, 0.02),
      at(0.71 * s, 0.42, -0.025, 0.034, 0.022),
      at(0.77 * s, 0.42, -0.022, 0.045, 0.02),
      at(0.82 * s, 0.418, -0.022, 0.04, 0.016),
      at(0.865 * s, 0.416, -0.022, 0.022, 0.01),
    ],
    weights: {
      axis: 0,
      joints: [`${side}_wrist`, `${side}_hand`].map(jointIndex),
      bounds: [0.79 * s],
      blend: 0.03,
    },
  };
}

function leg(side: 'left' | 'right'): Part {
  const s = side === 'left' ? 1 : -1;
  return {
    name: 'leg',
    side,
    axisU: X,
    axisW: Z,
    around: 7,
    along: 8,
    squareness: 2,
    stations: [
      at(0.085 * s, 0.02, 0, 0.05, 0.06),
      at(0.088 * s, -0.03, 0, 0.085, 0.098),
      at(0.09 * s, -0.12, 0, 0.09, 0.1),
      at(0.095 * s, -0.3, 0.005, 0.073, 0.08),
      at(0.1 * s, -0.45, 0.008, 0.057, 0.062),
      at(0.1 * s, -0.5, 0.004, 0.055, 0.06),
      at(0.1 * s, -0.62, -0.018, 0.056, 0.062),
      at(0.1 * s, -0.78, -0.028, 0.042, 0.046),
      at(0.1 * s, -0.88, -0.03, 0.037, 0.042),
      at(0.1 * s, -0.9, -0.03, 0.03, 0.034),
    ],
    weights: {
      axis: 1,
      joints: [`${side}_ankle`, `${side}_knee`, `${side}_hip`].map(jointIndex),
      bounds: [-0.86, -0.47],
      blend: 0.06,
    },
  };
}

function foot(side: 'left' | 'right'): Part {
  const s = side === 'left' ? 1 : -1;
  return {
    name: 'foot',
    side,
    axisU: X,
    axisW: Y,
    around: 6,
    along: 5,
    squareness: 2.6,
    stations: [
      at(0.1 * s, -0.9, -0.095, 0.018, 0.025),
      at(0.1 * s, -0.895, -0.08, 0.034, 0.045),
      at(0.1 * s, -0.89, -0.03, 0.04, 0.054),
      at(0.105 * s, -0.902, 0.05, 0.044, 0.043),
      at(0.112 * s, -0.918, 0.11, 0.05, 0.028),
      at(0.114 * s, -0.924, 0.15, 0.04, 0.021),
      at(0.114 * s, -0.928, 0.17, 0.02, 0.014),
    ],
    weights: { axis: 2, joints: [`${side}_ankle`, `${side}_foot`].map(jointIndex), bounds: [0.09], blend: 0.025 },
  };
}

/** The ten tubes of a body. */
export const PARTS: readonly Part[] = [
  TORSO,
  HEAD,
  arm('left'),
  arm('right'),
  hand('left'),
  hand('right'),
  leg('left'),
  leg('right'),
  foot('left'),
  foot('right'),
];

/** Points of the soles that touch the ground: rest place and joint that carries it. */
export const SOLES: readonly { readonly point: Vec3; readonly joint: number }[] = (['left', 'right'] as const).flatMap(
  (side) => {
    const x = side === 'left' ? 0.11 : -0.11;
    return [
      { point: [x, -0.944, -0.06] as const, joint: jointIndex(`${side}_ankle`) },
      { point: [x, -0.946, 0.1] as const, joint: jointIndex(`${side}_ankle`) },
      { point: [x, -0.945, 0.15] as const, joint: jointIndex(`${side}_foot`) },
    ];
  },
);
