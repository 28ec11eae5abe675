/**
 * What decides how all frames of a step are drawn, when another frame than the first is written first.
 * @module
 */
import type { ReadOptions, Series } from '@outlay/schema/port';
import type { WriteContext } from './context.ts';

/** Damaged values that are passed over before giving up. */
const MAX_TRIES = 8;

/** Shows the first value of a step that can be read. Its problems are told when its frame is written. */
export async function firstValue<T>(
  { signal }: WriteContext,
  step: { readonly frames: readonly number[]; readonly series: Pick<Series<T, ReadOptions>, 'read'> },
  show: (value: T) => void,
): Promise<void> {
  for (const frame of step.frames.slice(0, MAX_TRIES)) {
    let isShown = false;
    for await (const batch of step.series.read({ frames: [frame], ...(signal && { signal }) }))
      for (const { value } of batch)
        if (value !== undefined) {
          show(value);
          isShown = true;
        }
    if (isShown) return;
  }
}
