/** A stream of text the CLI writes to. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width in characters; `undefined` when it is no terminal. */
  readonly columns?: number | undefined;
}

/** A signal that asks the process to end. */
export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Everything the CLI takes from its process, so that a test can hand it something else. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: {
    readonly isTTY: boolean;
    /** All of it, as UTF-8. */
    readonly text?: () => Promise<string>;
  };
  /** Asks at the terminal; anything but a yes is a no. Absent where nobody can be asked. */
  readonly confirm?: (question: string, signal: AbortSignal) => Promise<boolean>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path. */
  readonly cwd: string;
  /** Milliseconds since an arbitrary start, never going back. */
  readonly now: () => number;
  /** Milliseconds since 1970, by the machine's clock. */
  readonly date: () => number;
  /** CPUs that may be used; the default of `--jobs`. */
  readonly cpus: number;
  /** Opens an address where the person sits, e.g. in their browser. Absent where there is nobody. */
  readonly openUrl?: (url: string) => void;
  /** Runs the same command line in a process of its own; absent where there is none to run. */
  readonly again?: {
    /** Threads that this process has for files. */
    readonly fileThreads: number;
    /** With these variables on top; output goes where this process's goes. Gives the exit code. */
    readonly run: (env: Readonly<Record<string, string>>) => Promise<number>;
  };
  /** Makes the process get by with little memory from here on; to be called again when a worker has started. */
  readonly keepHeapSmall?: () => void;
  /** Calls `listener` when the process is asked to stop. The returned function ends that. */
  readonly onStop: (listener: (signal: StopSignal) => void) => () => void;
}
