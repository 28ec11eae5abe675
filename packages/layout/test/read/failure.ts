import { isLayoutError } from '../../src/read/index.ts';

/** Code of the error that a reader throws; `none` when it throws nothing. Errors of other kinds fail the test. */
export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isLayoutError(error)) return error.code;
    throw error;
  }
  return 'none';
}
