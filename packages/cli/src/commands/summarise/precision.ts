import { parseCount } from '../../grammar/selection.ts';

/** A double has no more. */
const MOST_DECIMALS = 15;

/** `--precision`: 0 to 15. */
export function parsePrecision(text: string): number {
  const decimals = parseCount(text, 0);
  if (decimals > MOST_DECIMALS) throw new RangeError(`expected at most ${MOST_DECIMALS} decimals, found ${text}.`);
  return decimals;
}
