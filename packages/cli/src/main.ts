/**
 * The entry of the process: arguments in, exit code out. The only catch-all of the project.
 * @module
 */
import type { ExitCode } from './failures/exit-codes.ts';
import type { Io } from './process/io.ts';
import { VERSION } from './process/version.ts';

export { processIo } from './process/process-io.ts';

/**
 * Runs one command. Never throws and never ends the process.
 * @param argv Arguments without node and script.
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  // Before any import: a version is asked for by scripts, at every start.
  if (argv.length === 1 && argv[0] === '--version') {
    io.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const { runProgram } = await import('./run-program.ts');
  return runProgram(argv, io);
}
