import type { Command } from 'commander';
import { EXIT } from '../../failures/exit-codes.ts';
import type { Outcome } from '../../session/outcome.ts';
import type { Shell } from './shells.ts';

/** One place where words are completed: the command words so far, and what may follow. */
interface Position {
  readonly words: string;
  readonly commands: readonly { readonly name: string; readonly doc: string }[];
  readonly flags: readonly string[];
  readonly choices: readonly string[];
}

/** `outlay completion <shell>`: a script made from the grammar itself. */
export function completion(program: Command, shell: Shell): Outcome {
  const positions = collect(program, '', globalFlags(program));
  const script = { bash, zsh, fish }[shell](positions);
  return { exitCode: EXIT.ok, data: { shell, script }, diagnostics: [], text: () => script };
}

const flagsOf = (command: Command): readonly string[] =>
  command.options.flatMap(({ short, long }) => [short, long]).filter((flag) => flag !== undefined && flag !== null);

const globalFlags = (program: Command): readonly string[] => [...flagsOf(program), '-h', '--help'];

function collect(command: Command, words: string, shared: readonly string[]): readonly Position[] {
  const here: Position = {
    words,
    commands: command.commands.map((child) => ({ name: child.name(), doc: child.description() })),
    flags: [...new Set([...flagsOf(command), ...shared])],
    choices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  };
  return [here, ...command.commands.flatMap((child) => collect(child, `${words} ${child.name()}`.trim(), shared))];
}

// The words before the cursor that are commands select the position; anything else is completed as a file.
function bash(positions: readonly Position[]): string {
  const cases = positions.map(
    ({ words, commands, flags, choices }) =>
      `    '${words}') names='${[...commands.map(({ name }) => name), ...choices].join(' ')}'; flags='${flags.join(' ')}' ;;`,
  );
  const known = positions.map(({ words }) => `'${words}'`).join('|');
  return `# outlay completion for bash: source <(outlay completion bash)
_outlay() {
  local current="\${COMP_WORDS[COMP_CWORD]}" at='' word next names='' flags=''
  for word in "\${COMP_WORDS[@]:1:$((COMP_CWORD - 1))}"; do
    next="\${at:+$at }$word"
    case "$next" in ${known}) at="$next" ;; esac
  done
  case "$at" in
${cases.join('\n')}
  esac
  COMPREPLY=()
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$current"))
  elif [[ -n "$names" ]]; then
    COMPREPLY=($(compgen -W "$names" -- "$current"))
  fi
}
complete -o default -F _outlay outlay
`;
}

function zsh(positions: readonly Position[]): string {
  return `#compdef outlay
# outlay completion for zsh: source <(outlay completion zsh)
autoload -U +X bashcompinit && bashcompinit
${bash(positions).split('\n').slice(1).join('\n')}`;
}

function fish(positions: readonly Position[]): string {
  const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = positions.flatMap(({ words, commands, flags, choices }) => {
    const condition = quote(`__outlay_at ${words}`);
    return [
      ...commands.map(({ name, doc }) => `complete -c outlay -f -n ${condition} -a ${name} -d ${quote(doc)}`),
      ...choices.map((name) => `complete -c outlay -f -n ${condition} -a ${name}`),
      ...flags.map(
        (flag) =>
          `complete -c outlay -n ${condition} ${flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`}`,
      ),
    ];
  });
  const known = positions.map(({ words }) => quote(words)).join(' ');
  return `# outlay completion for fish: outlay completion fish | source
function __outlay_at
  set -l at ''
  for word in (commandline -opc)[2..]
    set -l next (string trim "$at $word")
    contains -- "$next" ${known}; and set at "$next"
  end
  test "$at" = "$argv"
end
${lines.join('\n')}
`;
}
