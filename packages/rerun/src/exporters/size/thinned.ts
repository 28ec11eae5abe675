/**
 * An experiment with fewer frames, whatever it is stored in and whatever its port hands out: every series that comes
 * out of it is replaced on its way.
 * @module
 */
import type { Experiment, Series } from '@outlay/schema/port';

/** Any series. */
export type AnySeries = Series<unknown>;

/** `experiment` with only those frames in its series that `framesOf` names. */
export function thinned(experiment: Experiment, framesOf: (series: AnySeries) => readonly number[]): Experiment {
  return thin(experiment, framesOf) as Experiment;
}

function thin(value: unknown, framesOf: (series: AnySeries) => readonly number[]): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Promise)
    return value;
  if (Array.isArray(value)) return value.map((one) => thin(one, framesOf));
  if (isSeries(value)) return thinSeries(value, framesOf(value));
  const member = (key: string | symbol): unknown => {
    const found: unknown = Reflect.get(value, key);
    if (typeof found !== 'function') return thin(found, framesOf);
    return (...args: unknown[]) => thin(Reflect.apply(found, value, args), framesOf);
  };
  // Over nothing, because a proxy may not change what a frozen object hands out.
  return new Proxy(
    {},
    {
      get: (_, key) => member(key),
      has: (_, key) => Reflect.has(value, key),
      ownKeys: () => Reflect.ownKeys(value),
      getOwnPropertyDescriptor: (_, key) =>
        Object.hasOwn(value, key)
          ? { value: member(key), enumerable: true, configurable: true, writable: true }
          : undefined,
    },
  );
}

function isSeries(value: object): value is AnySeries {
  return 'frames' in value && Array.isArray(value.frames) && 'read' in value && typeof value.read === 'function';
}

function thinSeries(series: AnySeries, frames: readonly number[]): AnySeries {
  const kept = new Set(frames);
  return {
    path: series.path,
    frames,
    read: (options = {}) =>
      series.read({ ...options, frames: options.frames?.filter((frame) => kept.has(frame)) ?? frames }),
  };
}
