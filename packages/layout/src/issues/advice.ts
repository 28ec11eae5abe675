import { formatEpoch } from '@outlay/schema/names';
import { entryOf, ISSUE_CATALOGUE, type IssueCode } from './catalogue.ts';
import type { Issue } from './issue.ts';

const [EPOCH, NAMED] = [30, 15];
/** Facts of no issue in particular. What is not here is a placeholder by its own name. */
const FACTS = {
  canonical: '<name as the layout writes it>',
  at: '<place>',
  listed: '<name>',
  known: ['<method>'],
  epoch: EPOCH,
  named: NAMED,
  found: {},
  why: 'name',
  wanted: ['jpg'],
  numbers: [1],
};

/** What to do about a code in general: the advice of its findings with placeholders such as `<path>` for their facts. */
export function adviceOf(code: IssueCode): string {
  const { name } = ISSUE_CATALOGUE[code];
  const nearMiss = name === 'manifest-key-near-miss' ? '<known key>' : undefined;
  const own: Record<string, unknown> = { ...FACTS, name, nearMiss };
  const facts = new Proxy(own, {
    get: (known, fact) => (fact in known ? known[String(fact)] : `<${String(fact)}>`),
  }) as unknown as Issue;
  return entryOf(facts)
    .fix(facts)
    .replaceAll(formatEpoch(EPOCH), '<epoch>')
    .replaceAll(formatEpoch(NAMED), '<other epoch>');
}
