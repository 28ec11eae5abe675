import type { Spot } from '../../answers/frames.ts';
import { go, here } from '../../location/here.svelte.ts';
import { addShortcuts } from '../../parts/keys.svelte.ts';
import { FITTED } from '../../pixels/lens.ts';
import { stepFrame } from '../looking.svelte.ts';

/** What the keys need to know of the place. Functions, because it changes. */
export interface PictureKeys {
  frames(): readonly number[];
  frame(): number;
  cameras(): readonly number[];
  /** Absent: all. */
  camera(): number | undefined;
  epochs(): readonly number[];
  epoch(): number | undefined;
  spots(): readonly Spot[];
  toFrame(frame: number): void;
  toSpot(spot: Spot): void;
  flip(to: boolean): void;
  /** Are the pictures of the current frame there? Playing waits for them. */
  isReady(): boolean;
}

/** 20 frames a second, as recordings play. */
const FRAME_MS = 50;

let isPlaying = $state(false);
export const playing = {
  get now(): boolean {
    return isPlaying;
  },
  toggle(): void {
    isPlaying = !isPlaying;
  },
};

/** Keys of the place, and playing; for the component's start. */
export function usePictureKeys(at: PictureKeys): void {
  const step = (by: number) => at.toFrame(stepFrame(at.frames(), at.frame(), by));
  const around = <T>(list: readonly T[], value: T, by: number): T | undefined =>
    list[(list.indexOf(value) + by + list.length) % list.length];
  const camera = (by: number) => {
    const all = [undefined, ...at.cameras()];
    go({ camera: around(all, at.camera(), by) });
  };
  const epoch = (by: number) => {
    const all = at.epochs();
    const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(at.epoch() ?? -1) + by))];
    if (next !== undefined) go({ epoch: next });
  };
  let spot = -1;
  const spots = (by: number) => {
    const all = at.spots();
    spot = Math.min(all.length - 1, Math.max(0, spot + by));
    const to = all[spot];
    if (to) at.toSpot(to);
  };
  const gain = (by: number) => go({ gain: Math.min(255, Math.max(4, here.now.gain * by)) }, 'drift');
  const zoom = (by: number) => {
    const to = Math.min(64, Math.max(1, here.now.zoom * by));
    go(to === 1 ? FITTED : { zoom: to }, 'drift');
  };

  $effect(() =>
    addShortcuts('Pictures', [
      { keys: ['ArrowRight'], words: 'Next frame', press: () => step(1) },
      { keys: ['ArrowLeft'], words: 'Previous frame', press: () => step(-1) },
      {
        keys: ['Shift+ArrowRight', 'Shift+ArrowLeft'],
        shown: ['⇧ ←', '⇧ →'],
        words: '10 frames',
        press: ({ key }) => step(key === 'ArrowRight' ? 10 : -10),
      },
      { keys: ['Home'], words: 'First frame', press: () => step(-Infinity) },
      { keys: ['End'], words: 'Last frame', press: () => step(Infinity) },
      { keys: ['p'], words: 'Play, stop', press: () => playing.toggle() },
      { keys: ['ArrowDown', 'c'], words: 'Next camera; after the last, all', press: () => camera(1) },
      { keys: ['ArrowUp', 'C'], words: 'Previous camera', press: () => camera(-1) },
      { keys: ['a'], words: 'All cameras', press: () => go({ camera: undefined }) },
      { keys: ['e'], words: 'Next epoch', press: () => epoch(1) },
      { keys: ['E'], words: 'Previous epoch', press: () => epoch(-1) },
      { keys: [']'], words: 'Next of the worst frames', press: () => spots(1) },
      { keys: ['['], words: 'Previous of the worst frames', press: () => spots(-1) },
    ]),
  );
  $effect(() =>
    addShortcuts('Comparing', [
      {
        keys: [' '],
        words: 'Hold: the second picture alone',
        press: () => at.flip(true),
        release: () => at.flip(false),
      },
      { keys: ['s'], words: 'Slider', press: () => go({ mode: 'slider' }) },
      { keys: ['d'], words: 'Difference', press: () => go({ mode: 'difference' }) },
      { keys: ['f'], words: 'Flip', press: () => go({ mode: 'flip' }) },
      { keys: ['w'], words: 'Side by side', press: () => go({ mode: 'side' }) },
      { keys: ['n'], words: 'Which is nearer to the ground truth', press: () => go({ mode: 'nearer' }) },
      { keys: ['x'], words: 'Swap the two', press: () => go({ panes: swapped(here.now.panes) }) },
      {
        keys: ['m'],
        words: 'Masks over the pictures',
        press: () => go({ overlay: here.now.overlay === 'masks' ? 'none' : 'masks' }),
      },
      { keys: ['g'], words: 'Weaker differences brighter', press: () => gain(1 / Math.SQRT2) },
      { keys: ['G'], words: 'Only strong differences', press: () => gain(Math.SQRT2) },
      { keys: ['+', '='], shown: ['+'], words: 'Zoom in', press: () => zoom(2) },
      { keys: ['-'], words: 'Zoom out', press: () => zoom(0.5) },
      { keys: ['0'], words: 'Whole picture', press: () => go(FITTED, 'drift') },
    ]),
  );

  $effect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => {
      if (!at.isReady()) return;
      const frames = at.frames();
      at.toFrame(at.frame() === frames.at(-1) ? frames[0]! : stepFrame(frames, at.frame(), 1));
    }, FRAME_MS);
    return () => clearInterval(timer);
  });
  $effect(() => () => {
    isPlaying = false;
  });
}

const swapped = ([a = 'prediction', b = 'ground-truth', ...rest]: readonly string[]): readonly string[] => [
  b,
  a,
  ...rest,
];
