import { main } from '../../src/main.ts';
import type { Io, StopSignal } from '../../src/process/io.ts';

/** What a run of the CLI left behind. */
export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How the process around a run looks. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Are stdout and stderr a terminal of this width? */
  readonly terminal?: number;
  /** What is piped in. */
  readonly stdin?: string;
  /** Answer of somebody at the terminal; questions are collected. */
  readonly answer?: { readonly yes: boolean; readonly questions: string[] };
  /** How the command line is run in a process of its own. */
  readonly again?: NonNullable<Io['again']>;
  /** Is given a function that sends a signal. */
  readonly control?: (stop: (signal: StopSignal) => void) => void;
}

/** Runs the CLI in process, over memory streams and a clock that stands still. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<Run> {
  const written = { stdout: '', stderr: '' };
  const listeners = new Set<(signal: StopSignal) => void>();
  options.control?.((signal) => {
    for (const listener of listeners) listener(signal);
  });
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
    isTTY: options.terminal !== undefined,
    columns: options.terminal,
  });
  const io: Io = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    stdin: { isTTY: options.answer !== undefined, text: async () => options.stdin ?? '' },
    ...(options.answer === undefined
      ? {}
      : {
          confirm: async (question: string) => {
            options.answer?.questions.push(question);
            return options.answer?.yes === true;
          },
        }),
    // HOME keeps a developer's own configuration out of the tests.
    env: { HOME: '/nonexistent', ...options.env },
    cwd: options.cwd ?? '/',
    now: () => 0,
    date: () => 0,
    cpus: 2,
    ...(options.again === undefined ? {} : { again: options.again }),
    onStop: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const exitCode = await main(argv, io);
  return { exitCode, ...written };
}
