import type { Split } from '@outlay/schema';
import type { PictureKind, Run, RunCamera } from '@outlay/view/api';
import { frameSet, KIND_WORDS, type LayerPictures } from '../pictures/layer.ts';

/** Pictures of a kind of a half of the input data, at a camera. */
export function findInput(run: Run, split: Split, kind: PictureKind, camera: number): LayerPictures {
  const series = run.pictures.filter((one) => one.kind === kind && one.split === split);
  const pictures = series.flatMap(({ cameras }) => cameras).find((one) => one.camera === camera);
  return {
    layer: { kind },
    label: KIND_WORDS[kind],
    pixels: series[0]?.pixels ?? 'color',
    frames: pictures ? frameSet(pictures) : new Set(),
    ...(pictures ? { pictures } : {}),
  };
}

/** Kinds of pictures that a half of the input data has. */
export const kindsOf = (run: Run, split: Split): ReadonlySet<PictureKind> =>
  new Set(run.pictures.filter((one) => one.split === split && one.epoch === undefined).map(({ kind }) => kind));

/** Cameras of a half: real ones, and views that were synthesized. */
export function camerasOf(
  run: Run,
  split: Split,
): { readonly real: readonly RunCamera[]; readonly virtual: readonly RunCamera[] } {
  const ids = new Set(
    run.pictures.filter((one) => one.split === split).flatMap(({ cameras }) => cameras.map(({ camera }) => camera)),
  );
  const cameras = run.cameras.filter(({ camera }) => ids.has(camera));
  return {
    real: cameras.filter(({ role }) => role !== 'virtual'),
    virtual: cameras.filter(({ role }) => role === 'virtual'),
  };
}

/** All frames of which a half has a picture, ascending. */
export function inputFrames(run: Run, split: Split): readonly number[] {
  const frames = new Set<number>();
  for (const series of run.pictures)
    if (series.split === split)
      for (const camera of series.cameras) for (const frame of frameSet(camera)) frames.add(frame);
  return [...frames].sort((a, b) => a - b);
}
