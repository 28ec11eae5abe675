import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import type { Envelope } from '../../src/report/envelope.ts';
import { reportJsonSchema } from '../../src/report/schema.ts';
import { type Run, type RunOptions, run } from './run.ts';

const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
const open = ajv.compile(reportJsonSchema('open'));
// The same `$id` may not be compiled twice in one instance.
const closed = new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(
  reportJsonSchema('closed'),
);

/** The envelope on stdout: exactly one object, valid against the published schema, every member described in it. */
export function envelopeOf(result: Run): Envelope & { readonly data: never } {
  const report = JSON.parse(result.stdout) as Envelope & { readonly data: never };
  expect(open(report), ajv.errorsText(open.errors)).toBe(true);
  expect(closed(report), ajv.errorsText(closed.errors)).toBe(true);
  expect(report.exitCode).toBe(result.exitCode);
  expect(report.ok).toBe(result.exitCode === 0);
  return report;
}

/** Runs with `--json` and checks the envelope. */
export async function runJson(argv: readonly string[], options?: RunOptions) {
  const result = await run([...argv, '--json'], options);
  return { ...result, report: envelopeOf(result) };
}
