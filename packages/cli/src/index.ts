/**
 * The command line of outlay as a value: for tests and for whoever documents it. Running commands is `outlay` itself.
 *
 * ```ts
 * import { createProgram, processIo } from '@outlay/cli';
 * createProgram(processIo()).commands.map((command) => command.name()); // ['init', 'inspect', …]
 * ```
 * @module
 */
export { EXIT, EXIT_CODE_DOCS, type ExitCode } from './failures/exit-codes.ts';
export { main, processIo } from './main.ts';
export type { Io, Output, StopSignal } from './process/io.ts';
export { createProgram } from './program.ts';
