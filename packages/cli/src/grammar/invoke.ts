import type { Command } from 'commander';
import type { Outcome } from '../session/outcome.ts';
import type { Session } from '../session/session.ts';

/** Runs a command's work: opens the session, renders the outcome, keeps its exit code. */
export type Invoke = (command: Command, work: (session: Session) => Promise<Outcome>) => Promise<void>;
