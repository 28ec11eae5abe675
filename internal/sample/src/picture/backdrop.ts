import { apply, transpose, type Vec3 } from '../geometry/rotation.ts';
import { type Camera, eyeOf } from '../world/camera.ts';

/** Half height of the round wall is open; its distance from the middle, metres. */
const WALL = 6.5;
/** Persons throw shadows within this distance of the middle. */
const STAGE = 2.2;

/** The empty studio as one camera sees it. */
export interface Backdrop {
  readonly rgb: Uint8Array;
  /** z along the camera's axis, metres. */
  readonly depth: Float32Array;
  /** Pixels of the floor near the middle and where they lie. */
  readonly stage: Uint32Array;
  readonly stageX: Float32Array;
  readonly stageZ: Float32Array;
}

/** A checkered floor at y = 0 and a round wall with a soft gradient and panels, so that views can be told apart. */
export function drawBackdrop(camera: Camera, width: number, height: number): Backdrop {
  const rgb = new Uint8Array(width * height * 3);
  const depth = new Float32Array(width * height);
  const stage: number[] = [];
  const stageX: number[] = [];
  const stageZ: number[] = [];
  const eye = eyeOf(camera);
  const back = transpose(camera.pose.rotation);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const ray = apply(back, [(x + 0.5 - camera.cx) / camera.fx, (y + 0.5 - camera.cy) / camera.fy, 1]);
      const toWall = wallDistance(eye, ray);
      const toFloor = ray[1] < 0 ? -eye[1] / ray[1] : Number.POSITIVE_INFINITY;
      const t = Math.min(toWall, toFloor);
      const px = eye[0] + t * ray[0];
      const py = eye[1] + t * ray[1];
      const pz = eye[2] + t * ray[2];
      depth[at] = t;
      const colour = toFloor < toWall ? floorColour(px, pz) : wallColour(px, py, pz);
      for (let k = 0; k < 3; k++) rgb[3 * at + k] = Math.min(255, Math.max(0, Math.round(255 * colour[k]!)));
      if (toFloor < toWall && Math.hypot(px, pz) < STAGE) {
        stage.push(at);
        stageX.push(px);
        stageZ.push(pz);
      }
    }
  }
  return {
    rgb,
    depth,
    stage: Uint32Array.from(stage),
    stageX: Float32Array.from(stageX),
    stageZ: Float32Array.from(stageZ),
  };
}

/** Copies the empty studio into `rgb` with a soft shadow under each person, given by the root joints' places. */
export function fillBackdrop(backdrop: Backdrop, roots: readonly Vec3[], rgb: Uint8Array): void {
  rgb.set(backdrop.rgb);
  const { stage, stageX, stageZ } = backdrop;
  for (let i = 0; i < stage.length; i++) {
    let shadow = 0;
    for (const root of roots) {
      const d = (stageX[i]! - root[0]) ** 2 + (stageZ[i]! - root[2]) ** 2;
      if (d < 0.3) shadow += 0.5 * (1 - d / 0.3) ** 2;
    }
    if (shadow === 0) continue;
    const keep = 1 - Math.min(0.6, shadow);
    const at = 3 * stage[i]!;
    for (let k = 0; k < 3; k++) rgb[at + k] = rgb[at + k]! * keep;
  }
}

function wallDistance(eye: Vec3, ray: Vec3): number {
  const a = ray[0] ** 2 + ray[2] ** 2;
  const b = eye[0] * ray[0] + eye[2] * ray[2];
  const c = eye[0] ** 2 + eye[2] ** 2 - WALL ** 2;
  return (-b + Math.sqrt(Math.max(0, b * b - a * c))) / a;
}

function floorColour(x: number, z: number): Vec3 {
  const dark = (Math.floor(x / 0.5) + Math.floor(z / 0.5)) % 2 !== 0;
  const fade = Math.min(1, Math.hypot(x, z) / WALL);
  const base = (dark ? 0.5 : 0.6) * (1 - 0.25 * fade);
  return [base * 1.02, base, base * 0.95];
}

function wallColour(x: number, y: number, z: number): Vec3 {
  const angle = Math.atan2(x, z) / (2 * Math.PI) + 0.5;
  const panel = Math.floor(angle * 24) % 2 === 0 && y > 0.4 && y < 3.2;
  const light = 0.62 + 0.1 * Math.min(1, y / 4) - (panel ? 0.05 : 0);
  const tint = 0.05 * Math.sin(2 * Math.PI * angle);
  return [light + tint, light + 0.02, light + 0.05 - tint];
}
