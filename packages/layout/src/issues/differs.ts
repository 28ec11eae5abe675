import type { Diagnostic } from '@outlay/schema';
import { printable } from '../source/source-path.ts';
import type { IssueBase } from './entry.ts';

/** A fact and what it should be. */
export interface Facts {
  readonly expected: string;
  readonly actual: string;
}
/** A file that is not as it should be. */
export type Differs<Name extends string> = IssueBase & Facts & { readonly name: Name };

const expected = ({ expected: text }: Facts): string => text;
const actual = ({ actual: text }: Facts): string => text;
const WRITE_AGAIN = 'Write the file again with the step that made it.';

/** An entry for {@link Differs}: `what` is the beginning of the sentence. */
export function differs<const Code extends Diagnostic['code']>(
  code: Code,
  severity: 'error' | 'warning' | 'info',
  reason: string,
  what: string,
  fix: string = WRITE_AGAIN,
) {
  return {
    code,
    severity,
    reason,
    message: (issue: IssueBase & Facts) =>
      `${what} in ${printable(issue.path)}: expected ${issue.expected}, found ${issue.actual}.`,
    expected,
    actual,
    fix: () => fix,
  };
}
