import { fc, test } from '@fast-check/vitest';
import { vertexNormals } from '@outlay/schema/port';
import { describe, expect, it } from 'vitest';
import { isRerunError } from '../../src/errors.ts';
import { personColor } from '../../src/exporters/colors.ts';
import {
  describeFrames,
  formatFrameSelection,
  frameFilter,
  frameStride,
  gapStarts,
  parseFrameSelection,
} from '../../src/exporters/steps/frame-selection.ts';
import { pictureScale, scaleIntrinsics } from '../../src/exporters/worlds/camera-track.ts';
import { describeScene } from '../../src/exporters/worlds/scene.ts';
import { guessUpAxis, upVector, VIEW_COORDINATES_OF } from '../../src/exporters/worlds/up-axis.ts';
import { cameraAt, TETRAHEDRON, tetrahedron } from './memory-experiment.ts';

describe('frame selection', () => {
  const optional = fc.option(fc.integer({ min: 0, max: 999_999 }), { nil: undefined });
  test.prop([optional, optional, fc.integer({ min: 1, max: 50 })])('survives its text', (from, to, step) => {
    const selection = {
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(step > 1 && { step }),
    };
    const text = formatFrameSelection(selection);
    if (text !== '') expect(parseFrameSelection(text)).toEqual(selection);
  });

  it('reads as a slice of frame numbers does', () => {
    const chosen = (text: string) => [1, 2, 3, 4, 5, 6, 7, 8, 9].filter(frameFilter(parseFrameSelection(text), 1));
    expect(chosen('3:7')).toEqual([3, 4, 5, 6]);
    expect(chosen('::3')).toEqual([1, 4, 7]);
    expect(chosen('2::3')).toEqual([2, 5, 8]);
    expect(chosen(':3')).toEqual([1, 2]);
    expect(chosen('4')).toEqual([4]);
  });

  it.each(['', 'a', '1:2:3:4', '1:2:0', '-1:3', '1.5'])('refuses %j with a sentence', (text) => {
    let thrown: unknown;
    try {
      parseFrameSelection(text);
    } catch (error) {
      thrown = error;
    }
    expect(isRerunError(thrown, 'SELECTION_INVALID')).toBe(true);
    expect((thrown as Error).message).toMatch(/^Option frames: expected .*, found /);
  });

  it('finds where something that was there is no more', () => {
    expect(gapStarts([1, 2, 4, 5], 1, 6)).toEqual([3, 6]);
    expect(gapStarts([1, 6, 11], 1, 11)).toEqual([2, 7]);
    expect(gapStarts([1, 6, 11], 5, 11)).toEqual([]);
    expect(gapStarts([], 1, 5)).toEqual([]);
  });

  test.prop([fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1 })])(
    'a gap start is missing itself and follows a present frame',
    (numbers) => {
      const frames = [...numbers].sort((a, b) => a - b);
      const stride = frameStride(frames);
      const last = frames.at(-1)!;
      for (const frame of frames) expect((frame - frames[0]!) % stride).toBe(0);
      for (const gap of gapStarts(frames, stride, last)) {
        expect(frames).not.toContain(gap);
        expect(frames).toContain(gap - stride);
      }
    },
  );

  it('says frames in few words', () => {
    expect(describeFrames([])).toBe('no frames');
    expect(describeFrames([7])).toBe('frame 7');
    expect(describeFrames([1, 2, 3])).toBe('frames 1-3');
    expect(describeFrames([1, 2, 5])).toBe('frames 1-5 (3 of 5)');
  });
});

describe('up axis', () => {
  it('is opposite to where the camera points down', () => {
    expect(guessUpAxis([cameraAt([0, 0, 0])])).toBe('-Y');
    expect(guessUpAxis([cameraAt([0, 0, 0], [1, 0, 0, 0, -1, 0, 0, 0, -1])])).toBe('+Y');
    expect(guessUpAxis([cameraAt([0, 0, 0], [1, 0, 0, 0, 0.1, -0.995, 0, 0.995, 0.1])])).toBe('+Z');
    expect(guessUpAxis([])).toBe('+Y');
  });

  it('names right-handed axes', () => {
    const axes: Record<string, readonly [number, number, number]> = {
      R: [1, 0, 0],
      L: [-1, 0, 0],
      U: [0, 1, 0],
      D: [0, -1, 0],
      B: [0, 0, 1],
      F: [0, 0, -1],
    };
    for (const [up, name] of Object.entries(VIEW_COORDINATES_OF)) {
      const [x, y, z] = [...name].map((letter) => axes[letter]!) as unknown as [number[], number[], number[]];
      const cross = [x[1]! * y[2]! - x[2]! * y[1]!, x[2]! * y[0]! - x[0]! * y[2]!, x[0]! * y[1]! - x[1]! * y[0]!];
      expect([up, cross.map((value) => value + 0)]).toEqual([up, z]);
      const u = upVector(up as keyof typeof VIEW_COORDINATES_OF);
      const inView = [0, 1, 2].map((k) => x[k]! * u[0] + y[k]! * u[1] + z[k]! * u[2] + 0);
      expect([up, inView]).toEqual([up, [0, 1, 0]]);
    }
  });
});

describe('vertexNormals', () => {
  it('weighs by angle: a corner of a cube points along the diagonal however its faces are cut', () => {
    const corner = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0);
    // The face in the xy plane is cut in two triangles at the corner, the other two are not.
    const triangles = Uint32Array.of(0, 4, 1, 0, 2, 4, 0, 1, 3, 0, 3, 2);
    const [x, y, z] = vertexNormals(corner, triangles);
    for (const value of [x, y, z]) expect(value).toBeCloseTo(-1 / Math.sqrt(3), 4);
  });

  it('gives unit vectors for any mesh, and again for the next', () => {
    const { positions } = tetrahedron(3);
    const triangles = Uint32Array.of(...TETRAHEDRON, 0, 0, 0, 0, 1, 99);
    const normals = vertexNormals(positions, triangles);
    for (let v = 0; v < normals.length; v += 3)
      expect(Math.hypot(normals[v]!, normals[v + 1]!, normals[v + 2]!)).toBeCloseTo(1, 6);
    vertexNormals(new Float32Array(30_000), new Uint32Array());
    expect(vertexNormals(positions, triangles)).toEqual(normals);
    expect([...vertexNormals(Float32Array.of(1, 2, 3), new Uint32Array())]).toEqual([0, 0, 1]);
  });
});

describe('pictureScale', () => {
  const camera = cameraAt([0, 0, 0]);
  it('finds the whole divisor a trainer used, sizes rounded down', () => {
    const full = { width: 941, height: 1281 };
    expect(pictureScale(camera, full, { width: 470, height: 640 })).toMatchObject({ x: 1 / 2, y: 1 / 2 });
    expect(pictureScale(camera, full, { width: 313, height: 427 })).toMatchObject({ x: 1 / 3, y: 1 / 3 });
    expect(pictureScale(camera, full, full)).toMatchObject({ x: 1, y: 1 });
  });

  it('takes twice the principal point for the full size when no picture tells', () => {
    expect(pictureScale(camera, undefined, { width: 40, height: 60 })).toMatchObject({ x: 1 / 2, y: 1 / 2 });
    expect(pictureScale(camera, undefined, undefined).picture).toEqual({ width: 80, height: 120 });
  });

  it('scales the first two rows of the intrinsics', () => {
    expect([...scaleIntrinsics(camera.intrinsics, { x: 0.5, y: 0.25 })]).toEqual([50, 0, 20, 0, 25, 15, 0, 0, 1]);
  });
});

describe('scene', () => {
  it('puts the eye above the bodies, farther than the cameras, and looks at the middle of the bodies', () => {
    const scene = describeScene({
      up: '+Y',
      points: [-1, 0, 0, 1, 2, 0],
      cameras: [{ centre: [0, 1, 4], forward: [0, 0, -1] }],
    });
    expect(scene.centre).toEqual([0, 1, 0]);
    expect(scene.eye[1]).toBeGreaterThan(2);
    expect(Math.hypot(scene.eye[0], scene.eye[1] - 1, scene.eye[2])).toBeGreaterThan(4);
    expect(scene.eye[2]).toBeGreaterThan(0);
  });

  it('copes with nothing at all', () => {
    const scene = describeScene({ up: '-Z', points: [Number.NaN, 0, 0], cameras: [] });
    for (const value of [...scene.centre, ...scene.eye, scene.imagePlaneDistance])
      expect(Number.isFinite(value)).toBe(true);
  });
});

it('colors persons by shade of their role, repeating after five', () => {
  expect(personColor('pred', 1)).toEqual([255, 165, 0, 255]);
  expect(personColor('gt_inputs', 0)).toEqual([0, 156, 0, 255]);
  expect(personColor('pred', 2)).toEqual([255, 201, 0, 255]);
  expect(personColor('gt_inputs', 6)).toEqual(personColor('gt_inputs', 1));
});
