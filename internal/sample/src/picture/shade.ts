import { colourAt } from '../body/look.ts';
import type { PosedBody, Visibility } from './raster.ts';

/** Direction towards the key light, unit length, and towards the weaker light from the other side. */
const KEY = [0.41, 0.79, 0.456] as const;
const FILL = [-0.62, 0.35, -0.7] as const;

/** How far a rendered appearance is from the real one: 0 is the real one. */
export interface AppearanceError {
  readonly level: number;
}

/**
 * Colours the visible surface into `rgb` (interleaved, width·height·3); other pixels are left as they are.
 * With an error the colours drift and carry a blotchy pattern, as an unfinished splat model does.
 */
export function shade(
  bodies: readonly PosedBody[],
  seen: Visibility,
  rgb: Uint8Array,
  error: AppearanceError = { level: 0 },
): void {
  const { width, face, owner, projected } = seen;
  const [left, top, right, bottom] = seen.box as unknown as [number, number, number, number];
  const { level } = error;
  for (let y = top; y < bottom; y++) {
    for (let x = left, at = y * width + left; x < right; x++, at++) {
      const who = owner[at]!;
      if (who === 0) continue;
      const posed = bodies[who - 1]!;
      const points = projected[who - 1]!;
      const { faces, points: rest, parts } = posed.body.template;
      const f = face[at]!;
      const va = faces[f]!;
      const a = 3 * va;
      const b = 3 * faces[f + 1]!;
      const c = 3 * faces[f + 2]!;
      const ax = points[a]!;
      const ay = points[a + 1]!;
      const ux = points[b]! - ax;
      const uy = points[b + 1]! - ay;
      const vx = points[c]! - ax;
      const vy = points[c + 1]! - ay;
      const dx = x + 0.5 - ax;
      const dy = y + 0.5 - ay;
      const area = ux * vy - vx * uy;
      let wb = ((dx * vy - dy * vx) / area) * points[b + 2]!;
      let wc = ((dy * ux - dx * uy) / area) * points[c + 2]!;
      let wa = (1 - (dx * vy - dy * vx) / area - (dy * ux - dx * uy) / area) * points[a + 2]!;
      const sum = 1 / (wa + wb + wc);
      wa *= sum;
      wb *= sum;
      wc *= sum;
      const rx = wa * rest[a]! + wb * rest[b]! + wc * rest[c]!;
      const ry = wa * rest[a + 1]! + wb * rest[b + 1]! + wc * rest[c + 1]!;
      const rz = wa * rest[a + 2]! + wb * rest[b + 2]! + wc * rest[c + 2]!;
      const colour = colourAt(posed.look, parts[va]!, rx, ry, rz);
      const n = posed.normals;
      const nx = wa * n[a]! + wb * n[b]! + wc * n[c]!;
      const ny = wa * n[a + 1]! + wb * n[b + 1]! + wc * n[c + 1]!;
      const nz = wa * n[a + 2]! + wb * n[b + 2]! + wc * n[c + 2]!;
      const key = Math.max(0, nx * KEY[0] + ny * KEY[1] + nz * KEY[2]);
      const fill = Math.max(0, nx * FILL[0] + ny * FILL[1] + nz * FILL[2]);
      const light = 0.36 + 0.66 * key + 0.2 * fill;
      let [r, g, bl] = [colour[0] * light, colour[1] * light, colour[2] * light];
      if (level > 0) {
        const blotch = level * 0.16 * Math.sin(41 * rx + 3) * Math.sin(37 * ry + 1) * Math.cos(33 * rz);
        const grey = 0.3 * r + 0.5 * g + 0.2 * bl;
        const fade = 0.45 * level;
        r = (r + (grey - r) * fade) * (1 - 0.1 * level) + blotch;
        g = (g + (grey - g) * fade) * (1 - 0.1 * level) + blotch;
        bl = (bl + (grey - bl) * fade) * (1 - 0.04 * level) + blotch;
      }
      rgb[3 * at] = toByte(r);
      rgb[3 * at + 1] = toByte(g);
      rgb[3 * at + 2] = toByte(bl);
    }
  }
}

function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 1 ? 255 : (value * 255 + 0.5) | 0;
}
