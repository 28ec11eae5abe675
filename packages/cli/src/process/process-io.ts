import { spawn } from 'node:child_process';
import { availableParallelism, constants } from 'node:os';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { EXIT } from '../failures/exit-codes.ts';
import type { Io, Output, StopSignal } from './io.ts';
import { keepHeapSmall } from './small-heap.ts';

// After the first Ctrl-C the running command removes its temporary file; a disk that hangs must not hold the user.
const CLEANUP_LIMIT_MS = 2000;

// https://docs.libuv.org/en/v1.x/threadpool.html
const DEFAULT_FILE_THREADS = 4;

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
    date: Date.now,
    cpus: availableParallelism(),
    again: { fileThreads: Number(process.env.UV_THREADPOOL_SIZE) || DEFAULT_FILE_THREADS, run: runAgain },
    keepHeapSmall,
    openUrl,
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

const OPENERS: { readonly [platform in NodeJS.Platform]?: readonly [string, ...string[]] } = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', '""'],
};

function openUrl(url: string): void {
  const [command, ...args] = process.env.BROWSER ? [process.env.BROWSER] : (OPENERS[process.platform] ?? ['xdg-open']);
  const child = spawn(command!, [...args, url], { stdio: 'ignore', detached: true });
  // Whoever has no browser opens the address that is printed.
  child.once('error', () => {});
  child.unref();
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
  const orphaned = () => handle('SIGTERM');
  if (process.env[CHILD] === '1' && process.channel) {
    process.on('disconnect', orphaned);
    process.channel.unref();
  }
  return () => void process.off('SIGINT', handle).off('SIGTERM', handle).off('disconnect', orphaned);
}

/** Marks a process that ends with the one that started it. */
const CHILD = 'OUTLAY_CHILD';

/**
 * A group of its own, so that Ctrl-C reaches it once, from here; and a channel, whose end tells it that this process
 * was killed.
 */
function runAgain(env: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
      env: { ...process.env, ...env, [CHILD]: '1' },
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      detached: process.platform !== 'win32',
    });
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.once('error', fail);
    child.once('exit', (code, signal) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      done(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
