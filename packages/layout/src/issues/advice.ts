import { formatEpoch } from '@outlay/schema/names';
import { entryOf, ISSUE_CATALOGUE, type IssueCode } from './catalogue.ts';
import type { Issue } from './issue.ts';

const [EPOCH, NAMED] = [30, 15];
/** A placeholder for every fact that an advice names. */
const FACTS = {
  actual: '<actual>',
  at: '<place>',
  camera: '<camera>',
  canonical: '<name as the layout writes it>',
  epoch: EPOCH,
  found: {},
  example: '<name>',
  extension: '<extension>',
  key: '<key>',
  known: ['<method>'],
  listed: '<name>',
  named: NAMED,
  now: '<now>',
  path: '<path>',
  task: '<task>',
  value: '<value>',
  why: 'name',
  wanted: ['jpg'],
  numbers: [1],
};

/** What to do about a code in general: the advice of its findings with placeholders such as `<path>` for their facts. */
export function adviceOf(code: IssueCode): string {
  const { name } = ISSUE_CATALOGUE[code];
  const nearMiss = name === 'manifest-key-near-miss' ? '<known key>' : undefined;
  const facts = { ...FACTS, name, nearMiss } as unknown as Issue;
  return entryOf(facts)
    .fix(facts)
    .replaceAll(formatEpoch(EPOCH), '<epoch>')
    .replaceAll(formatEpoch(NAMED), '<other epoch>');
}
