/** Colors of curves per camera: the same camera has the same in every plot, readable on light and dark. */
const COLORS = [
  '#3b82d6',
  '#d9822b',
  '#2a9d6e',
  '#b565c9',
  '#c94f5a',
  '#7d8b2c',
  '#4aa3b5',
  '#8f6fd9',
  '#b07d4f',
  '#6b7785',
];

export const cameraColor = (cameras: readonly number[], camera: number): string =>
  COLORS[Math.max(0, cameras.indexOf(camera)) % COLORS.length]!;
