import type { Moment } from '../../location/moment.ts';

/** Pictures of runs beside each other: two with the slider, more side by side; the ground truth is always within reach. */
export function compareChange(ids: readonly string[]): Partial<Moment> {
  const [run = '', ...others] = ids;
  const panes = ['prediction', ...others.map((id) => `prediction!${id}`), 'ground-truth'];
  return { place: 'pictures', run, panes, mode: ids.length === 2 ? 'slider' : 'side', epoch: undefined };
}
