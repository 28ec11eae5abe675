/**
 * A layer is what a pane shows: pictures of one kind, of an epoch, of a run. In the URL it is `prediction`,
 * `prediction@15` (another epoch) or `prediction@15!scene/exp` (of another run).
 * @module
 */
import {
  type CameraPictures,
  framesOf,
  type PictureKind,
  type Pixels,
  pictureUrl,
  type Run,
  type RunId,
} from '@outlay/view/api';

export interface Layer {
  readonly kind: PictureKind;
  /** Absent: the epoch that is looked at. */
  readonly epoch?: number;
  /** Absent: the run that is looked at. */
  readonly run?: RunId;
}

/** Pictures of a kind, in words. */
export const KIND_WORDS: Readonly<Record<PictureKind, string>> = {
  prediction: 'Prediction',
  'ground-truth': 'Ground truth',
  'metric-inputs': 'Metric inputs',
  'render-and-ground-truth': 'Render and ground truth',
  'white-background': 'On white',
  diffusion: 'Diffusion',
  input: 'Input picture',
  masks: 'Masks',
  depth: 'Depth',
  'source-view': 'Source view',
  'background-depth': 'Background depth',
  'generated-view': 'Generated view',
  'generated-mask': 'Generated mask',
  'generated-depth': 'Generated depth',
};

export function parseLayer(text: string): Layer | undefined {
  const match = /^([a-z-]+)(?:@(\d+))?(?:!(.+))?$/.exec(text);
  const kind = match?.[1];
  if (kind === undefined || !Object.hasOwn(KIND_WORDS, kind)) return undefined;
  return {
    kind: kind as PictureKind,
    ...(match![2] === undefined ? {} : { epoch: Number(match![2]) }),
    ...(match![3] === undefined ? {} : { run: match![3] }),
  };
}

export const formatLayer = ({ kind, epoch, run }: Layer): string =>
  `${kind}${epoch === undefined ? '' : `@${epoch}`}${run === undefined ? '' : `!${run}`}`;

/** A layer at a camera: its pictures, if there are any. */
export interface LayerPictures {
  readonly layer: Layer;
  readonly label: string;
  readonly pixels: Pixels;
  readonly pictures?: CameraPictures;
  readonly frames: ReadonlySet<number>;
}

const NO_FRAMES: ReadonlySet<number> = new Set();
const frameSets = new WeakMap<CameraPictures, ReadonlySet<number>>();

/** The frames of a series, as a set that is made once. */
export function frameSet(pictures: CameraPictures): ReadonlySet<number> {
  let set = frameSets.get(pictures);
  if (set === undefined) {
    set = new Set(framesOf(pictures.frames));
    frameSets.set(pictures, set);
  }
  return set;
}

/**
 * Finds a layer's pictures in a run.
 * @param epoch used where the layer names none.
 * @param camera `source-view` and `background-depth` have the source camera only, whatever is asked for.
 */
export function findLayer(run: Run, layer: Layer, epoch: number | undefined, camera: number): LayerPictures {
  const at = layer.epoch ?? epoch;
  const isOfEpoch = !INPUT_KINDS.has(layer.kind);
  const series = run.pictures.filter(({ kind, epoch: e }) => kind === layer.kind && (!isOfEpoch || e === at));
  // Held-out cameras are in `test`; what only `train` has is shown from there.
  series.sort((a, b) => Number(b.split === 'test') - Number(a.split === 'test'));
  const isSource = layer.kind === 'source-view' || layer.kind === 'background-depth';
  let found: CameraPictures | undefined;
  let pixels: Pixels = 'color';
  for (const one of series) {
    found ??= one.cameras.find((c) => isSource || c.camera === camera);
    pixels = one.pixels;
  }
  const words = [KIND_WORDS[layer.kind]];
  if (layer.epoch !== undefined && isOfEpoch) words.push(`epoch ${layer.epoch}`);
  if (layer.run !== undefined) words.push(run.name);
  return {
    layer,
    label: words.join(' · '),
    pixels,
    ...(found ? { pictures: found } : {}),
    frames: found ? frameSet(found) : NO_FRAMES,
  };
}

const INPUT_KINDS = new Set<PictureKind>([
  'input',
  'masks',
  'depth',
  'generated-view',
  'generated-mask',
  'generated-depth',
]);

/** The picture of a frame, or `undefined` when there is none. */
export const layerUrl = (layer: LayerPictures | undefined, frame: number): string | undefined =>
  layer?.pictures && layer.frames.has(frame) ? pictureUrl(layer.pictures, frame) : undefined;
