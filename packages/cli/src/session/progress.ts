/**
 * Progress of long work on stderr: one line redrawn on a terminal, plain lines, NDJSON, or nothing.
 * @module
 */
import type { Io } from '../process/io.ts';
import { printable } from '../render/printable.ts';

/** Values of `--progress`. */
export const PROGRESS_MODES = ['auto', 'plain', 'json', 'none'] as const;
/** A value of `--progress`. */
export type ProgressMode = (typeof PROGRESS_MODES)[number];

/** A step of long work. */
export interface ProgressStep {
  /** What is worked on: an experiment, a recording. */
  readonly subject: string;
  readonly done: number;
  readonly total?: number;
  /** Words after the numbers, e.g. a size. */
  readonly note?: string;
}

/** Something that is over, for logs that are read later or by a program. */
export interface ProgressEvent {
  /** Kind of what is over: `recording`, `experiment`. */
  readonly event: string;
  /** The same in words. */
  readonly line: string;
  /** Facts for programs. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Draws steps; `clear` before anything else is written to stderr, `end` when the work is over. */
export interface Progress {
  step(step: ProgressStep): void;
  over(event: ProgressEvent): void;
  clear(): void;
  end(): void;
}

// Faster redrawing is not seen, only paid for; plain lines go to job logs that are read later.
const REDRAW_MS = 100;
const PLAIN_MS = 10_000;
const NDJSON_MS = 1000;

const SILENT: Progress = { step() {}, over() {}, clear() {}, end() {} };

/** The progress display that `mode` and the streams ask for. `quiet` silences all but NDJSON. */
export function createProgress(io: Io, mode: ProgressMode, quiet: boolean): Progress {
  if (mode === 'json') return ndjson(io);
  if (mode === 'none' || quiet) return SILENT;
  if (mode === 'plain') return plain(io);
  return io.stderr.isTTY && io.env.TERM !== 'dumb' ? redrawn(io) : SILENT;
}

function ndjson(io: Io): Progress {
  const last = new Map<string, number>();
  const write = (value: object) => io.stderr.write(`${JSON.stringify(value)}\n`);
  return {
    ...SILENT,
    step: (step) => {
      const isFirst = !last.has(step.subject);
      if (!isFirst && step.done !== step.total && io.now() - last.get(step.subject)! < NDJSON_MS) return;
      last.set(step.subject, io.now());
      write({ event: 'progress', ...step });
    },
    over: ({ event, facts }) => void write({ event, ...facts }),
  };
}

function plain(io: Io): Progress {
  let last = Number.NEGATIVE_INFINITY;
  return {
    ...SILENT,
    step: (step) => {
      if (io.now() - last < PLAIN_MS) return;
      last = io.now();
      io.stderr.write(`${printable(describeStep(step))}\n`);
    },
    over: ({ line }) => void io.stderr.write(`${printable(line)}\n`),
  };
}

function redrawn(io: Io): Progress {
  let last = Number.NEGATIVE_INFINITY;
  let drawn = false;
  const clear = () => {
    if (drawn) io.stderr.write('\r\u001b[2K');
    drawn = false;
  };
  return {
    ...SILENT,
    clear,
    end: clear,
    step: (step) => {
      if (io.now() - last < REDRAW_MS) return;
      last = io.now();
      const text = printable(describeStep(step)).slice(0, Math.max(20, (io.stderr.columns ?? 80) - 1));
      io.stderr.write(`\r\u001b[2K${text}`);
      drawn = true;
    },
  };
}

const BAR = 20;

function describeStep({ subject, done, total, note }: ProgressStep): string {
  const tail = note === undefined ? '' : `  ${note}`;
  if (total === undefined || total === 0) return `${subject}  ${done}${tail}`;
  const filled = Math.floor((Math.min(done, total) / total) * BAR);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${done}/${total}  ${subject}${tail}`;
}
