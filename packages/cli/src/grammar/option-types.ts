import { InvalidArgumentError, Option } from 'commander';

/** Wraps a parser so that its `RangeError` becomes a usage error that names the option. */
export function parsed<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof RangeError) throw new InvalidArgumentError(error.message);
      throw error;
    }
  };
}

/** An option whose value is one of a few words. */
export function choice(flags: string, description: string, words: readonly string[]): Option {
  return new Option(flags, description).choices([...words]);
}

/** Words of a fixed list, separated by commas; the option may be repeated. */
export function words<T extends string>(known: readonly T[]): (text: string, before?: readonly T[]) => readonly T[] {
  return (text, before = []) => {
    const chosen = text.split(',').map((word) => word.trim());
    const stranger = chosen.find((word) => !(known as readonly string[]).includes(word));
    if (stranger !== undefined)
      throw new InvalidArgumentError(`expected ${known.join(', ')} separated by commas, found '${stranger}'.`);
    return [...new Set([...before, ...(chosen as T[])])];
  };
}
