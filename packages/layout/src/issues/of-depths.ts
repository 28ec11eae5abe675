import type { IssueOf } from './issue.ts';
import { spelled } from './numbers.ts';

/** The finding about depth that is hardly in metres, the same from validation and from export. */
export function depthUnitIssue(path: string, middle: number): IssueOf<'depth-unit-unlikely'> {
  return {
    name: 'depth-unit-unlikely',
    path,
    expected: 'metres',
    actual: `${spelled(middle)} in the middle of the picture's distances, as millimetres would be`,
  };
}
