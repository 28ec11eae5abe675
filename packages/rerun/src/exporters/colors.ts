/**
 * Colors of what the exporters draw.
 * @module
 */

/** Red, green, blue, alpha, each 0..255. */
export type Rgba = readonly [number, number, number, number];

/** Colors of the roles: prediction orange, ground truth green, in every recording of the field. */
export const ROLE_COLORS = {
  pred: [255, 165, 0, 255],
  gt_inputs: [0, 200, 0, 255],
} as const satisfies Record<string, Rgba>;

/** Brightness of persons 0, 1, 2, … of one role, repeating. */
export const PERSON_SHADES = [0.78, 1, 1.22, 0.62, 1.38] as const;

/** Colors of persons in masks and of bodies that belong to no role, repeating. */
export const PERSON_COLORS = [
  [66, 135, 245, 255],
  [240, 96, 72, 255],
  [64, 186, 120, 255],
  [178, 102, 232, 255],
  [242, 190, 60, 255],
] as const satisfies readonly Rgba[];

/** Foreground that no person's mask covers. */
export const UNASSIGNED_COLOR: Rgba = [160, 160, 160, 255];

/** Frusta: the source camera, held-out real cameras, and synthesised ones. */
export const CAMERA_COLORS = {
  source: [255, 214, 64, 255],
  evaluation: [120, 190, 255, 255],
  virtual: [226, 120, 240, 255],
} as const satisfies Record<string, Rgba>;

/** Curves of cameras in one plot, and of metrics; repeating. Distinguishable with red-green blindness (Okabe–Ito). */
export const SERIES_COLORS = [
  [230, 159, 0, 255],
  [86, 180, 233, 255],
  [0, 158, 115, 255],
  [240, 228, 66, 255],
  [0, 114, 178, 255],
  [213, 94, 0, 255],
  [204, 121, 167, 255],
  [200, 200, 200, 255],
] as const satisfies readonly Rgba[];

/** Color of a person's body in a role: the role's color in the person's shade. */
export function personColor(role: keyof typeof ROLE_COLORS, person: number): Rgba {
  const shade = PERSON_SHADES[person % PERSON_SHADES.length]!;
  const [r, g, b, a] = ROLE_COLORS[role];
  const channel = (value: number): number => Math.min(255, Math.round(value * shade));
  return [channel(r), channel(g), channel(b), a];
}

/** Item `index` of a palette that repeats. */
export function fromPalette(palette: readonly Rgba[], index: number): Rgba {
  return palette[index % palette.length]!;
}
