/**
 * The moment that is shown. It is what the URL says: `go` changes both.
 * @module
 */
import { formatMoment, type Moment, parseMoment } from './moment.ts';

let moment = $state.raw(parseMoment(location.hash));
let pending: ReturnType<typeof setTimeout> | undefined;

/** Browsers refuse more than some hundred changes of the URL in half a minute: dragging writes it when it rests. */
const REST_MS = 200;

/** What is shown now. */
export const here = {
  get now(): Moment {
    return moment;
  },
};

/**
 * Shows something else. `step` makes an entry for the back button; `drift` (frame, zoom, slider: what moves by and by)
 * changes the current one.
 */
export function go(change: Partial<Moment>, how: 'step' | 'drift' = 'step'): void {
  const next = { ...moment, ...change };
  const hash = formatMoment(next);
  const isNew = hash !== formatMoment(moment);
  if (how === 'step' && isNew) {
    writeNow();
    moment = next;
    history.pushState(null, '', hash);
  } else {
    moment = next;
    pending ??= setTimeout(writeNow, REST_MS);
  }
}

/** The hash that `go` would lead to: for links that can be copied and opened in a new tab. */
export const linkTo = (change: Partial<Moment>): string => formatMoment({ ...moment, ...change });

function writeNow(): void {
  clearTimeout(pending);
  pending = undefined;
  const hash = formatMoment(moment);
  if (hash !== location.hash) history.replaceState(null, '', hash);
}

function read(): void {
  clearTimeout(pending);
  pending = undefined;
  const next = parseMoment(location.hash);
  // The table's own fields are not in the URL of a run: they stay as they were left.
  const isRuns = next.place === 'runs';
  const { search, states, sort, group, at, baseline, columns, selected } = moment;
  moment = isRuns
    ? { ...moment, ...runsPart(next), place: 'runs' }
    : { ...next, search, states, sort, group, at, baseline, columns, selected };
}

const runsPart = ({ search, states, sort, group, at, baseline, columns, selected }: Moment): Partial<Moment> => ({
  search,
  states,
  sort,
  group,
  at,
  baseline,
  columns,
  selected,
});

addEventListener('popstate', read);
addEventListener('hashchange', read);
