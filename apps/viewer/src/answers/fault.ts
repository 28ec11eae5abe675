/**
 * What goes wrong, as a sentence with a code. Nothing else reaches the screen.
 * @module
 */
import type { Fault } from '@outlay/view/api';

export type { Fault };

/** Thrown by what asks the server. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** The fault of whatever was thrown. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Failure) return error.fault;
  return {
    code: 'PAGE',
    message: `The page stumbled: ${error instanceof Error ? error.message : String(error)}.`,
    fix: 'Reload the page.',
  };
}

/** The fault of an answer that is not the one asked for: its own words, or those of its status. */
export async function faultOfAnswer(response: Response, what: string): Promise<Fault> {
  const body = await response.text().catch(() => '');
  try {
    const { code, message, fix } = JSON.parse(body) as Partial<Fault>;
    if (typeof code === 'string' && typeof message === 'string') return { code, message, ...(fix ? { fix } : {}) };
  } catch {
    // A proxy's page, or a file that is not there.
  }
  const code = `HTTP ${response.status}`;
  if (response.status === 404) return { code, message: `${what} is not there.` };
  if (response.status === 401 || response.status === 403)
    return {
      code,
      message: 'This page may not ask the server any more.',
      fix: 'Open the link that `outlay view` printed again.',
    };
  return { code, message: `The server could not answer for ${what}.`, fix: 'Look at what `outlay view` printed.' };
}

/** The server does not answer at all. */
export const unreachable = (what: string): Fault => ({
  code: 'OFFLINE',
  message: `${what} did not arrive: the server does not answer.`,
  fix: 'Check that `outlay view` still runs and that the forwarded port is open, then try again.',
});
