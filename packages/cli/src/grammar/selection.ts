/**
 * The little languages of option values: id lists `4,16`, epochs `latest`, sizes `1.5GiB`.
 * Each parser returns the value or throws a plain `RangeError` whose message completes "--option: …".
 * @module
 */
import { parseCamera, parseEpoch, parsePerson } from '@outlay/schema/names';

const NUMBER = /^\d{1,9}$/;

// A list is typed by a person; a range that would fill memory is a slip of the finger.
const MAX_LIST = 100_000;

function parseIds(text: string, what: string, parse: (name: string) => number | undefined): readonly number[] {
  const ids = new Set<number>();
  for (const item of text.split(',').map((part) => part.trim())) {
    const [, first, last] = /^(\d{1,9})-(\d{1,9})$/.exec(item) ?? [];
    if (first !== undefined && last !== undefined) {
      if (Number(last) < Number(first) || Number(last) - Number(first) > MAX_LIST)
        throw new RangeError(`expected an ascending range of at most ${MAX_LIST} ids, found '${item}'.`);
      for (let id = Number(first); id <= Number(last); id++) ids.add(id);
      continue;
    }
    const id = parse(item);
    if (id === undefined) throw new RangeError(`expected ${what} separated by commas, found '${item}'.`);
    ids.add(id);
  }
  return [...ids].sort((a, b) => a - b);
}

/** `4,16,100-105` → ascending camera ids. `cam_4` is accepted. */
export const parseCameras = (text: string): readonly number[] => parseIds(text, 'camera ids', parseCamera);

/** `0,1` → ascending person indices. `person_00` is accepted. */
export const parsePersons = (text: string): readonly number[] => parseIds(text, 'person indices', parsePerson);

/** Which epochs are meant. */
export type EpochSelection = 'all' | 'latest' | readonly number[];

/** `all`, `latest`, `30`, `epoch_0030`, `0,15`. */
export function parseEpochs(text: string): EpochSelection {
  if (text === 'all' || text === 'latest') return text;
  return parseIds(text, "'all', 'latest' or epochs such as 30 or epoch_0030", (name) =>
    NUMBER.test(name) ? Number(name) : parseEpoch(name),
  );
}

/** Epochs of `available` (ascending) that are selected, and the selected ones that are not there. */
export function selectEpochs(
  selection: EpochSelection,
  available: readonly number[],
): { readonly epochs: readonly number[]; readonly absent: readonly number[] } {
  if (selection === 'all') return { epochs: available, absent: [] };
  if (selection === 'latest') return { epochs: available.slice(-1), absent: [] };
  return {
    epochs: selection.filter((epoch) => available.includes(epoch)),
    absent: selection.filter((epoch) => !available.includes(epoch)),
  };
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** `1.5GiB`, `500MB`, `1048576` → bytes. */
export function parseSize(text: string): number {
  const [, amount = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,9})?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  if (amount === '' || factor === undefined)
    throw new RangeError(`expected a size such as 1.5GiB, 500MB or a number of bytes, found '${text}'.`);
  const bytes = Math.round(Number(amount) * factor);
  if (bytes < 1 || !Number.isSafeInteger(bytes)) throw new RangeError(`expected a size above 0, found '${text}'.`);
  return bytes;
}

/** A whole number of at least `least`. */
export function parseCount(text: string, least: number): number {
  if (!NUMBER.test(text) || Number(text) < least)
    throw new RangeError(`expected a whole number of at least ${least}, found '${text}'.`);
  return Number(text);
}

/** Files in flight: a number, or what the disk asks for. */
export type ReadAhead = 'auto' | number;

// As many threads as libuv allows.
const MOST_IN_FLIGHT = 1024;

/** `auto`, `0`, `32`. */
export function parseReadAhead(text: string): ReadAhead {
  if (text === 'auto') return 'auto';
  const isCount = NUMBER.test(text) && Number(text) <= MOST_IN_FLIGHT;
  if (!isCount) throw new RangeError(`expected 'auto' or a number from 0 to ${MOST_IN_FLIGHT}, found '${text}'.`);
  return Number(text);
}
