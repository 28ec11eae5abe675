import { poseBody, type ShapedBody } from '../body/body.ts';
import type { PosedSkeleton, Posture } from '../body/skeleton.ts';
import { encodeJpeg, SOURCE_QUALITY } from '../format/jpeg.ts';
import { type Backdrop, drawBackdrop, fillBackdrop } from '../picture/backdrop.ts';
import type { Picture } from '../picture/canvas.ts';
import { createVisibility, type PosedBody, rasterise, surfaceNormals, type Visibility } from '../picture/raster.ts';
import { type Box, soften } from '../picture/resample.ts';
import { shade } from '../picture/shade.ts';
import type { Camera } from '../world/camera.ts';
import type { Person, SamplePlan } from '../world/plan.ts';

/** A real picture and what belongs to it. */
export interface Shot {
  readonly picture: Picture;
  /** Per person, then all: 0 or 255 per pixel. */
  readonly personMasks: readonly Uint8Array[];
  readonly mask: Uint8Array;
  /** Metres along the camera's axis, everywhere. */
  readonly depth: Float32Array;
  /** The same with the persons cut out (0). */
  readonly emptyDepth: Float32Array;
  /** The file of the real picture, quality 95. */
  readonly jpeg: Promise<Uint8Array>;
}

/** A rendering on black. */
export interface Render {
  readonly picture: Picture;
  /** Soft coverage, 0..255. */
  readonly alpha: Uint8Array;
  /** Accumulated depth: fades towards 0 at silhouettes, 0 in the background. */
  readonly depth: Float32Array;
}

/** Draws real pictures and renderings of one size; keeps buffers and backdrops between frames. */
export interface Studio {
  shoot(camera: Camera, bodies: readonly PosedBody[], skeletons: readonly PosedSkeleton[]): Shot;
  render(camera: Camera, bodies: readonly PosedBody[], level: number): Render;
}

/** Poses every person's rendered surface. With `inflate` it is puffed up unevenly along its normals, metres. */
export function poseForPicture(persons: readonly Person[], postures: readonly Posture[], inflate = 0) {
  const posed = persons.map((person, i) => posePerson(person.rendered, person, postures[i]!, inflate));
  return { bodies: posed.map((p) => p.posed), skeletons: posed.map((p) => p.skeleton) };
}

function posePerson(body: ShapedBody, person: Person, posture: Posture, inflate: number) {
  const { verts, skeleton } = poseBody(body, posture);
  const normals = surfaceNormals(verts, body.template.faces);
  if (inflate > 0) {
    const { points } = body.template;
    for (let i = 0; i < verts.length; i++) {
      const at = i - (i % 3);
      const wave = 0.6 + Math.sin(19 * points[at]! + 23 * points[at + 1]! + 17 * points[at + 2]!);
      verts[i]! += inflate * wave * normals[i]!;
    }
  }
  return { posed: { body, look: person.look, verts, normals } satisfies PosedBody, skeleton };
}

/** Opens a studio for a plan's picture size. */
export function openStudio(plan: SamplePlan): Studio {
  const { width, height } = plan.options;
  const seen = createVisibility(width, height);
  const backdrops = new Map<Camera, Backdrop>();
  return {
    shoot(camera, bodies, skeletons) {
      let backdrop = backdrops.get(camera);
      if (!backdrop) {
        backdrop = drawBackdrop(camera, width, height);
        backdrops.set(camera, backdrop);
      }
      const rgb = new Uint8Array(width * height * 3);
      fillBackdrop(
        backdrop,
        skeletons.map((s) => s.places[0]!),
        rgb,
      );
      rasterise(bodies, camera, seen);
      shade(bodies, seen, rgb);
      const depth = backdrop.depth.slice();
      const emptyDepth = backdrop.depth.slice();
      const mask = new Uint8Array(width * height);
      const personMasks = bodies.map(() => new Uint8Array(width * height));
      for (let i = 0; i < mask.length; i++) {
        const owner = seen.owner[i]!;
        if (owner === 0) continue;
        mask[i] = 255;
        personMasks[owner - 1]![i] = 255;
        depth[i] = 1 / seen.inverseDepth[i]!;
        emptyDepth[i] = 0;
      }
      return {
        picture: { width, height, rgb },
        personMasks,
        mask,
        depth,
        emptyDepth,
        jpeg: encodeJpeg(width, height, rgb, SOURCE_QUALITY),
      };
    },
    render(camera, bodies, level) {
      rasterise(bodies, camera, seen);
      return develop(seen, bodies, level);
    },
  };
}

function develop(seen: Visibility, bodies: readonly PosedBody[], level: number): Render {
  const { width, height, owner, inverseDepth } = seen;
  const rgb = new Uint8Array(width * height * 3);
  shade(bodies, seen, rgb, { level });
  const radius = Math.max(1, Math.round(width / 90));
  const [left, top, right, bottom] = seen.box as unknown as Box;
  const box: Box = [
    Math.max(0, left - 2 * radius),
    Math.max(0, top - 2 * radius),
    Math.min(width, right + 2 * radius),
    Math.min(height, bottom + 2 * radius),
  ];
  const alpha = new Uint8Array(width * height);
  eachPixel(width, box, (i) => {
    if (owner[i] !== 0) alpha[i] = 255;
  });
  const amount = 0.12 + 0.75 * level;
  soften(width, 3, rgb, box, radius, amount);
  soften(width, 1, alpha, box, radius, amount);
  const depth = new Float32Array(width * height);
  eachPixel(width, box, (i) => {
    if (owner[i] !== 0) depth[i] = alpha[i]! / 255 / inverseDepth[i]!;
  });
  return { picture: { width, height, rgb }, alpha, depth };
}

function eachPixel(width: number, [left, top, right, bottom]: Box, visit: (index: number) => void): void {
  for (let y = top; y < bottom; y++) for (let x = left, i = y * width + left; x < right; x++, i++) visit(i);
}
