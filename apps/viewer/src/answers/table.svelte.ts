/**
 * All runs: names first, then numbers line by line, then what the server says has changed.
 * @module
 */
import type { RunId, RunName, RunNumbers, Runs, Site, ViewEvent } from '@outlay/view/api';
import { askJson, askLines } from './ask.ts';
import { type Fault, faultOf } from './fault.ts';
import { refresh } from './run.ts';

/** The table as it is known so far. `numbers` is replaced, never changed, so that one comparison tells. */
class Table {
  site = $state.raw<Site>();
  names = $state.raw<readonly RunName[]>();
  numbers = $state.raw<ReadonlyMap<RunId, RunNumbers>>(new Map());
  problems = $state.raw<readonly Fault[]>([]);
  /** Nothing can be shown. */
  fault = $state.raw<Fault>();
  /** Names are there, some numbers are not. */
  numbersFault = $state.raw<Fault>();
  isReading = $state(true);
  /** Does the server still tell what changes? */
  isLive = $state(false);
}

export const table = new Table();

export async function readTable(): Promise<void> {
  table.fault = table.numbersFault = undefined;
  table.isReading = true;
  try {
    const [site, runs] = await Promise.all([
      askJson<Site>('data/site.json', 'The page’s description'),
      askJson<Runs>('data/runs.json', 'The list of runs'),
    ]);
    table.site = site;
    table.names = runs.runs;
    table.problems = runs.problems;
    if (site.events) listen();
  } catch (error) {
    table.fault = faultOf(error);
    table.isReading = false;
    return;
  }
  try {
    for await (const lines of askLines<RunNumbers>('data/numbers.ndjson', 'The numbers of the runs')) put(lines);
  } catch (error) {
    table.numbersFault = faultOf(error);
  }
  flush();
  table.isReading = false;
}

let waiting: RunNumbers[] = [];
let frame = 0;

/** Lines come by the hundred; the screen is drawn once for all that a frame of it brings. */
function put(lines: readonly RunNumbers[]): void {
  waiting.push(...lines);
  frame ||= requestAnimationFrame(flush);
}

function flush(): void {
  cancelAnimationFrame(frame);
  frame = 0;
  if (waiting.length === 0) return;
  const numbers = new Map(table.numbers);
  for (const line of waiting) numbers.set(line.id, line);
  waiting = [];
  table.numbers = numbers;
}

let events: EventSource | undefined;

function listen(): void {
  events?.close();
  events = new EventSource('events');
  events.onopen = () => {
    table.isLive = true;
  };
  events.onerror = () => {
    table.isLive = false;
  };
  events.onmessage = ({ data }) => heed(JSON.parse(data) as ViewEvent);
}

function heed(event: ViewEvent): void {
  const names = table.names ?? [];
  if (event.kind === 'run-added') {
    const others = names.filter(({ id }) => id !== event.run.id);
    table.names = [...others, event.run].sort((a, b) => (a.id < b.id ? -1 : 1));
  } else if (event.kind === 'run-removed') {
    table.names = names.filter(({ id }) => id !== event.id);
  } else if (event.kind === 'numbers') {
    put([event.numbers]);
    refresh(event.numbers.id, 'files');
  } else if (event.kind === 'files') {
    refresh(event.id, 'files');
  } else if (event.kind === 'findings') {
    const numbers = table.numbers.get(event.id);
    if (numbers) put([{ ...numbers, findings: event.counts }]);
    refresh(event.id, 'findings');
  }
}
