/**
 * Values that were decoded beside this thread, as the batches of a series.
 * @module
 */
import type { Item } from '@outlay/schema/port';

/** How values that came from elsewhere become items. */
export interface Besides<Part, T> {
  /** What the values were made of, in order. */
  readonly parts: readonly Part[];
  item(part: Part, value: T): Item<T>;
  /** A value that failed elsewhere, made again here, to say what is wrong with it. */
  judge(part: Part): Promise<Item<T>>;
  bytesOf(value: T): number;
  readonly batchBytes: number;
}

/** Batches of the same items as those of one thread: a batch of the source is cut where it is full. */
export async function* itemsBeside<Part, T>(
  batches: AsyncIterable<readonly (T | undefined)[]>,
  { parts, item, judge, bytesOf, batchBytes }: Besides<Part, T>,
): AsyncGenerator<readonly Item<T>[]> {
  let next = 0;
  for await (const batch of batches) {
    let items: Item<T>[] = [];
    let used = 0;
    for (const value of batch) {
      const part = parts[next++]!;
      const made = value === undefined ? await judge(part) : item(part, value);
      items.push(made);
      used += made.problem === undefined ? bytesOf(made.value) : 0;
      if (used < batchBytes) continue;
      yield items;
      items = [];
      used = 0;
    }
    if (items.length > 0) yield items;
  }
}
