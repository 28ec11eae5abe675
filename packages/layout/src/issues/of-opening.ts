import { type Diagnostic, parseFrame } from '@outlay/schema';
import { baseName } from '../source/source-path.ts';
import type { Issue, IssueOf } from './issue.ts';
import type { OpeningIssue } from './opening.ts';

/** A finding of the inventory or a reader as an issue; `frame` is taken from the name. */
export function openingIssue(found: Diagnostic): Issue {
  const frame = parseFrame(baseName(found.path).replace(/\.[^.]*$/, ''));
  // Their names are the members of OpeningIssue that carry the finding itself; a test compares the two tables.
  const name = found.name as IssueOf<'epoch-named-twice'>['name'];
  return { name, path: found.path, found, ...(frame === undefined ? {} : { frame }) } satisfies OpeningIssue;
}
