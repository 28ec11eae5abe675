import type { Diagnostic } from '@outlay/schema';
import { type OpenProblem, problem } from '../issues/problem.ts';
import { printable } from '../source/source-path.ts';
import type { SkippedEntry } from './scanned-folder.ts';

const WORDS: { readonly [reason in SkippedEntry['reason']]: readonly [OpenProblem, string, string] } = {
  outside: [
    'link-leads-outside',
    'is a link that leads out of the experiment and is not followed',
    'Replace the link by the files it leads to.',
  ],
  broken: ['link-broken', 'is a link to nothing', 'Remove the link, or restore its target.'],
  unreadable: ['file-unreadable', 'is a link that cannot be followed', 'Check permissions and the disk.'],
  loop: ['link-loop', 'leads back to a folder that has been read and is not followed again', 'Remove the link.'],
  special: ['special-file', 'is neither a file nor a folder and is skipped', 'Remove it.'],
  'too-deep': ['folders-too-deep', 'lies deeper than any folder of the layout and is not read', 'Remove it.'],
};

/** An entry that a scan did not follow, as a finding. */
export function skippedProblem({ path, reason }: SkippedEntry): Diagnostic {
  const [what, does, fix] = WORDS[reason];
  return problem(what, path, `${printable(path)} ${does}.`, { fix });
}
