import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Diagnostic } from '@outlay/schema';
import { CliError, fileSystemReason } from '../../failures/errors.ts';

/**
 * Findings accepted earlier: a report of `outlay validate --format json` kept in a file. A finding is known when code
 * and place are the same; its sentence may have changed.
 * @returns A test for findings; without a file nothing is known.
 * @throws CliError when the file is not such a report.
 */
export async function baselineFilter(cwd: string, file: string | undefined): Promise<(finding: Diagnostic) => boolean> {
  if (file === undefined) return () => false;
  let document: unknown;
  try {
    document = JSON.parse(await readFile(resolve(cwd, file), 'utf8'));
  } catch (cause) {
    const reason = fileSystemReason(cause);
    if (reason === undefined && !(cause instanceof SyntaxError)) throw cause;
    const message = `The baseline cannot be read, ${reason ?? 'it is not JSON'}: ${file}`;
    throw new CliError(reason === undefined ? 'config' : 'notFound', message, {
      path: file,
      cause,
      fix: 'Make one with `outlay validate --format json > baseline.json`.',
    });
  }
  const findings = (document as { diagnostics?: unknown } | null)?.diagnostics;
  if (!Array.isArray(findings))
    throw new CliError('config', `The baseline is not a report of outlay: ${file}`, {
      path: file,
      fix: 'Make one with `outlay validate --format json > baseline.json`.',
    });
  const known = new Set(findings.map(fingerprint));
  return (finding) => known.has(fingerprint(finding));
}

const fingerprint = ({ code, path }: Pick<Diagnostic, 'code' | 'path'>): string => `${code} ${path}`;
