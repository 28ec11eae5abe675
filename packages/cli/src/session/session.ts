import type { Io } from '../process/io.ts';
import type { SettingName, SettingOrigin, Settings } from '../settings/settings.ts';
import { type ColorMode, colorsFor } from './colors.ts';
import type { Style } from './outcome.ts';
import { createProgress, type Progress, type ProgressMode } from './progress.ts';

/** Options every command has. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: number;
  readonly color?: string;
  readonly progress?: string;
  readonly config?: string;
}

/** One run of one command: its process, its settings, and where it may talk. */
export interface Session {
  readonly io: Io;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: number;
  readonly settings: Settings;
  readonly out: Style;
  readonly err: Style;
  readonly progress: Progress;
  /** Aborted at Ctrl-C. */
  readonly signal: AbortSignal;
  /** A line on stderr, unless `-q`. */
  say(line: string): void;
}

/** Puts flags over the settings and opens the session. */
export function openSession(io: Io, options: GlobalOptions, loaded: Settings, signal: AbortSignal): Session {
  const settings = withFlags(loaded, { color: options.color, progress: options.progress });
  const quiet = options.quiet === true;
  const verbose = options.verbose ?? 0;
  const style = (stream: Io['stdout']): Style => ({
    colors: colorsFor(settings.color.value as ColorMode, io.env, stream),
    columns: stream.columns ?? 120,
    maxDiagnostics: verbose > 0 ? Number.POSITIVE_INFINITY : (settings.maxDiagnostics.value as number),
    verbose,
  });
  const progress = createProgress(io, settings.progress.value as ProgressMode, quiet);
  return {
    io,
    json: options.json === true,
    quiet,
    verbose,
    settings,
    out: style(io.stdout),
    err: style(io.stderr),
    progress,
    signal,
    say: (line) => {
      if (quiet) return;
      progress.clear();
      io.stderr.write(`${line}\n`);
    },
  };
}

/** Settings with the given flags over them; `undefined` leaves a setting alone. */
export function withFlags(
  settings: Settings,
  flags: { readonly [name in SettingName]?: string | number | boolean | undefined },
): Settings {
  const over: Partial<Record<SettingName, SettingOrigin>> = {};
  for (const [name, value] of Object.entries(flags))
    if (value !== undefined) over[name as SettingName] = { value, from: 'flag' };
  return { ...settings, ...over };
}
