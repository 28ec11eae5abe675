/**
 * A series under the name of its run: several runs have files of the same path.
 * @module
 */
import type { Item, ReadOptions, Series } from '@outlay/schema/port';

/** `series` with `<name>/` before its paths, also in its problems. */
export function namedSeries<T, Options extends ReadOptions>(
  name: string,
  series: Series<T, Options>,
): Series<T, Options> {
  const rename = (item: Item<T>): Item<T> => {
    const path = `${name}/${item.path}`;
    return item.problem === undefined ? { ...item, path } : { ...item, path, problem: { ...item.problem, path } };
  };
  return {
    path: `${name}/${series.path}`,
    frames: series.frames,
    async *read(options?: Options) {
      for await (const batch of series.read(options)) yield batch.map(rename);
    },
    ...(series.storedBytes && { storedBytes: (frame: number) => series.storedBytes?.(frame) }),
  };
}
