import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './support/folder.ts';
import { run } from './support/run.ts';

/** How a shell says what it would complete `line` to, after its script was read. */
const SHELLS = {
  bash: (script: string, line: string) => `source ${script}
COMP_WORDS=(${line}${line.endsWith(' ') ? " ''" : ''}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _outlay; printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: (script: string, line: string) => `autoload -U +X compinit && compinit -u -D; source ${script}
COMP_WORDS=(${line}${line.endsWith(' ') ? " ''" : ''}); COMP_CWORD=$((\${#COMP_WORDS} - 1))
setopt KSH_ARRAYS SH_WORD_SPLIT; _outlay; printf '%s\\n' "\${COMPREPLY[@]}"`,
  fish: (script: string, line: string) => `source ${script}; complete -C '${line}'`,
} as const;

const isThere = (shell: string): boolean => {
  try {
    execFileSync(shell, ['-c', 'exit 0'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe.each(Object.keys(SHELLS) as (keyof typeof SHELLS)[])('completion in %s', (shell) => {
  const there = isThere(shell);
  it.skipIf(!there)(
    `completes commands, words and flags${there ? '' : ` (skipped: ${shell} is not installed)`}`,
    async () => {
      const script = join(temporaryFolder(), `outlay.${shell}`);
      writeFileSync(script, (await run(['completion', shell])).stdout);
      const completed = (line: string): readonly string[] =>
        execFileSync(shell, [...(shell === 'zsh' ? ['-f'] : []), '-c', SHELLS[shell](script, line)], {
          encoding: 'utf8',
        })
          .split('\n')
          .map((text) => text.split('\t')[0]!)
          // zsh matches what is typed itself; its compgen gives all.
          .filter((text) => text !== '' && text.startsWith(line.slice(line.lastIndexOf(' ') + 1)));
      expect([...completed('outlay ex')].sort()).toEqual(['explain', 'export']);
      expect([...completed('outlay export ')].sort()).toEqual(['all', 'evaluation', 'input-data', 'training']);
      expect(completed('outlay export evaluation --max')).toEqual(['--max-size']);
      expect(completed('outlay rrd verify --entit')).toEqual([]);
      expect([...completed('outlay completion ')].sort()).toEqual(['bash', 'fish', 'zsh']);
      expect(completed('outlay --js')).toEqual(['--json']);
    },
  );
});
