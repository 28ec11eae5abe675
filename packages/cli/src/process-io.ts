import { availableParallelism } from 'node:os';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { EXIT } from './exit-codes.ts';
import type { Io, Output, StopSignal } from './io.ts';

// After the first Ctrl-C the running command removes its temporary file; a disk that hangs must not hold the user.
const CLEANUP_LIMIT_MS = 2000;

/** The {@link Io} of the running process. */
export function processIo(): Io {
  return {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    stdin: { isTTY: process.stdin.isTTY === true, text: () => text(process.stdin) },
    confirm,
    env: process.env,
    cwd: process.cwd(),
    now: () => performance.now(),
    cpus: availableParallelism(),
    onStop,
  };
}

function output(stream: NodeJS.WriteStream): Output {
  // `outlay … | head` closes the pipe early: that is the reader's right, not a failure.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.ok);
    throw error;
  });
  return {
    write: (text) => void stream.write(text),
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
  };
}

async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // readline takes Ctrl-C for itself while it reads.
    terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    return /^y(?:es)?$/i.test((await terminal.question(question, { signal })).trim());
  } finally {
    terminal.close();
  }
}

function onStop(listener: (signal: StopSignal) => void): () => void {
  let asked = false;
  const exitCode = (signal: StopSignal) => (signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated);
  const handle = (signal: StopSignal) => {
    if (asked) process.exit(exitCode(signal));
    asked = true;
    setTimeout(() => process.exit(exitCode(signal)), CLEANUP_LIMIT_MS).unref();
    listener(signal);
  };
  process.on('SIGINT', handle).on('SIGTERM', handle);
  return () => void process.off('SIGINT', handle).off('SIGTERM', handle);
}
