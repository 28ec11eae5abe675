import { LimitExceededError, MalformedFileError, UnsupportedFileError } from './errors.ts';
import { READ_LIMITS } from './limits.ts';

/** The dictionary at the start of a `.npy` file. */
export interface NpyHeader {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

const TOKEN = /\s*(?:'([^'\\]*)'|"([^"\\]*)"|(\d{1,15})L?|(True|False)|([{}()[\]:,]))/y;

/** Reads the dictionary. It is a Python literal; only the subset that NumPy writes is understood, nothing is evaluated. */
export function parseNpyHeader(bytes: Uint8Array, path: string): NpyHeader {
  const text = new TextDecoder().decode(bytes);
  const fail = (actual: string): never => {
    throw new MalformedFileError(path, 'The header of the NumPy array is broken', {
      expected: "a dictionary with 'descr', 'fortran_order' and 'shape'",
      actual,
    });
  };
  let at = 0;
  const next = (): {
    readonly text?: string;
    readonly number?: number;
    readonly flag?: boolean;
    readonly mark?: string;
  } => {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) return fail(`"${text.slice(at, at + 20).trim()}" at character ${at + 1}`);
    at = TOKEN.lastIndex;
    const [, single, double, number, flag, mark] = match;
    if (single !== undefined || double !== undefined) return { text: single ?? double ?? '' };
    if (number !== undefined) return { number: Number(number) };
    if (flag !== undefined) return { flag: flag === 'True' };
    return { mark: mark ?? '' };
  };
  const expect = (mark: string): void => {
    const token = next();
    if (token.mark !== mark) fail(`no "${mark}" before character ${at + 1}`);
  };

  let descr: string | undefined;
  let fortranOrder: boolean | undefined;
  let shape: number[] | undefined;
  expect('{');
  for (let token = next(); token.mark !== '}'; token = next()) {
    if (token.mark === ',') continue;
    const key = token.text;
    expect(':');
    if (key === 'descr') {
      const value = next();
      if (value.mark === '[')
        throw new UnsupportedFileError(path, 'The NumPy array has fields', {
          expected: 'one element type',
          actual: 'a structured type',
        });
      descr = value.text ?? fail('no type string');
    } else if (key === 'fortran_order') fortranOrder = next().flag ?? fail('no truth value for fortran_order');
    else if (key === 'shape') {
      expect('(');
      shape = [];
      for (let value = next(); value.mark !== ')'; value = next()) {
        if (value.mark === ',') continue;
        shape.push(value.number ?? fail('a shape that is not made of whole numbers'));
        if (shape.length > READ_LIMITS.npyDimensions)
          throw new LimitExceededError(path, 'npyDimensions', READ_LIMITS.npyDimensions, 'more dimensions');
      }
    } else fail(`the key "${key ?? ''}"`);
  }
  if (descr === undefined || fortranOrder === undefined || shape === undefined) return fail('one of them missing');
  return { descr, fortranOrder, shape };
}
