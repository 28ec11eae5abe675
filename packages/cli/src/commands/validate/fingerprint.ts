import { createHash } from 'node:crypto';
import type { Diagnostic } from '@outlay/schema';

/** Identity of a finding across runs: code and place, not its sentence. 32 hex digits. */
export function fingerprint({ code, path }: Pick<Diagnostic, 'code' | 'path'>): string {
  return createHash('sha256').update(`${code}\0${path}`).digest('hex').slice(0, 32);
}

/** A finding as one paragraph: sentence, then advice. */
export function paragraph({ message, fix }: Diagnostic): string {
  return fix === undefined ? message : `${message} ${fix}`;
}
