import { formatEpoch } from '@outlay/schema/names';
import type { Issue, IssueCode } from './issue.ts';
import { entryOf } from './issue-catalogue.ts';

const [EPOCH, NAMED] = [30, 15];
/** Facts of no issue in particular: every fact that an advice names, as a placeholder. */
const FACTS = {
  path: '<path>',
  canonical: '<name as the layout writes it>',
  key: '<key>',
  at: '<place>',
  value: '<value>',
  camera: '<camera>',
  task: '<task>',
  known: ['<method>'],
  epoch: EPOCH,
  named: NAMED,
  found: {},
};

/** What to do about a code in general: the advice of its findings with placeholders such as `<path>` for their facts. */
export function adviceOf(code: IssueCode): string {
  // An advice names only facts of its own issue; a test goes through all codes.
  const facts = { ...FACTS, code, ...(code === 'OUT2006' ? { nearMiss: '<known key>' } : {}) } as unknown as Issue;
  return entryOf(facts)
    .fix(facts)
    .replaceAll(formatEpoch(EPOCH), '<epoch>')
    .replaceAll(formatEpoch(NAMED), '<other epoch>');
}
