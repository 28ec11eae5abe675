import type { Diagnostic } from '@outlay/schema';
import { EXIT, type ExitCode } from '../failures/exit-codes.ts';
import type { Colors } from './colors.ts';

/** A finding with the experiment it belongs to; several experiments may be handled at once. */
export interface LocatedDiagnostic extends Diagnostic {
  /** Absolute path of the experiment; absent when the finding is about the command itself. */
  readonly experiment?: string;
}

/** How a human reading is made: colours and width of the stream it goes to. */
export interface Style {
  readonly colors: Colors;
  readonly columns: number;
  /** Findings shown at most; counts stay totals. */
  readonly maxDiagnostics: number;
  readonly verbose: number;
}

/** What a command came to: one value, from which text and JSON are made. */
export interface Outcome {
  readonly exitCode: ExitCode;
  /** The `data` of the JSON envelope. */
  readonly data: unknown;
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** Findings switched off by configuration or a baseline. */
  readonly ignored?: number;
  /** Text for stdout without `--json`; ends with a newline unless empty. */
  readonly text: (style: Style) => string;
  /** The command is about several experiments, so findings name theirs. */
  readonly isAboutSeveral?: boolean;
  /** A process of its own did the work and has said it all; nothing is left to show. */
  readonly isShown?: true;
  /** `true`: `text` already shows the diagnostics, so that they are not repeated on stderr. */
  readonly textHasDiagnostics?: boolean;
}

/** The exit code that findings ask for. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  return diagnostics.some(({ severity }) => severity === 'error') ? EXIT.findings : EXIT.ok;
}
