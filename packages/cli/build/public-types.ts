/**
 * What `dist/index.d.ts` is made from: the types of `src/index.ts` without its implementation, whose type closure is
 * every package of the repository and takes most of a build. `test/public-api.test.ts` holds the two equal.
 * @module
 */
import type { Command } from 'commander';
import type { ExitCode } from '../src/failures/exit-codes.ts';
import type { Io } from '../src/process/io.ts';

export { EXIT, EXIT_CODE_DOCS, type ExitCode } from '../src/failures/exit-codes.ts';
export type { Io, Output, StopSignal } from '../src/process/io.ts';

/**
 * Runs one command. Never throws and never ends the process.
 * @param argv Arguments without node and script.
 */
export declare function main(argv: readonly string[], io: Io): Promise<ExitCode>;
/** The {@link Io} of the running process. */
export declare function processIo(): Io;
/**
 * The command-line program. Creating it has no side effects; nothing ends the process: parsing throws
 * `CommanderError` for wrong usage and after `--help`.
 */
export declare function createProgram(io: Io): Command;
