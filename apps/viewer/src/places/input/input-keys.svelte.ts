import type { Split } from '@outlay/schema';
import { go, here } from '../../location/here.svelte.ts';
import { addShortcuts } from '../../parts/keys.svelte.ts';
import { FITTED } from '../../pixels/lens.ts';
import { stepFrame } from '../looking.svelte.ts';

/** What the keys need to know of the place. Functions, because it changes. */
export interface InputKeys {
  frames(): readonly number[];
  frame(): number;
  cameras(): readonly number[];
  /** Absent: all. */
  camera(): number | undefined;
  splits(): readonly Split[];
  split(): Split;
  toFrame(frame: number): void;
}

/** Keys of the place; for the component's start. */
export function useInputKeys(at: InputKeys): void {
  const step = (by: number) => at.toFrame(stepFrame(at.frames(), at.frame(), by));
  const camera = (by: number) => {
    const all = [undefined, ...at.cameras()];
    go({ camera: all[(all.indexOf(at.camera()) + by + all.length) % all.length] });
  };
  const overlay = (to: 'masks' | 'depth') => go({ overlay: here.now.overlay === to ? 'none' : to });

  $effect(() =>
    addShortcuts('Input data', [
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
      { keys: ['ArrowDown', 'c'], words: 'Next camera; after the last, all', press: () => camera(1) },
      { keys: ['ArrowUp', 'C'], words: 'Previous camera', press: () => camera(-1) },
      { keys: ['a'], words: 'All cameras', press: () => go({ camera: undefined }) },
      { keys: ['m'], words: 'Masks over the pictures', press: () => overlay('masks') },
      { keys: ['d'], words: 'Depth over the pictures', press: () => overlay('depth') },
      {
        keys: ['s'],
        words: 'Train, test',
        press: () => go({ split: at.splits().find((one) => one !== at.split()) ?? at.split() }),
      },
      { keys: ['0'], words: 'Whole picture', press: () => go(FITTED, 'drift') },
    ]),
  );
}
