import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { because } from '../../../vitest.shared.ts';
import { runJson } from './support/report.ts';
import { run } from './support/run.ts';
import { copySample, writeSample } from './support/sample.ts';

/** sarif-schema-2.1.0.json of OASIS. It is not part of this repository, nor of a package of npm that we know. */
const OFFICIAL = process.env.OUTLAY_SARIF_SCHEMA ?? '';

const Text = z.strictObject({ text: z.string().min(1) });
const Level = z.enum(['none', 'note', 'warning', 'error']);
const Index = z.int().min(0);
/** What of SARIF 2.1.0 we write: names, types and required members of its sections 3.13 to 3.52, nothing else allowed. */
const Sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          semanticVersion: z.string(),
          informationUri: z.url(),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              name: z.string(),
              shortDescription: Text,
              help: Text,
              helpUri: z.url(),
              defaultConfiguration: z.strictObject({ level: Level }),
            }),
          ),
        }),
      }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      originalUriBaseIds: z.record(z.string(), z.strictObject({ uri: z.url().endsWith('/') })),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: Index,
          level: Level,
          message: Text,
          locations: z.array(
            z.strictObject({
              physicalLocation: z.strictObject({
                artifactLocation: z.strictObject({
                  uri: z.string().regex(/^(?:[\w.!~*'()-]|%[0-9A-F]{2}|\/)+$/),
                  uriBaseId: z.string(),
                }),
              }),
            }),
          ),
          partialFingerprints: z.record(z.string(), z.string()),
          occurrenceCount: z.int().min(1).optional(),
        }),
      ),
    }),
  ),
});

let damaged: string;
beforeAll(async () => {
  const sample = copySample(await writeSample());
  damaged = sample.experiment;
  rmSync(join(damaged, 'evaluation/epoch_0030/nvs/metrics/novel_view_results.txt'));
  writeFileSync(join(damaged, 'evaluation/epoch_0030/notes, 100%.txt'), 'x');
  for (let i = 0; i < 4; i++) writeFileSync(join(damaged, `evaluation/.clutter${i}.tmp`), 'x');
});
const sarif = async (...words: string[]): Promise<unknown> =>
  JSON.parse((await run(['validate', ...words, '--format', 'sarif'])).stdout);

describe('SARIF', () => {
  it('has only members that SARIF 2.1.0 knows, of its types', async () => {
    for (const words of [[damaged], [damaged, '/nowhere'], ['/nowhere']])
      expect(Sarif.safeParse(await sarif(...words)).error).toBeUndefined();
  });

  it('ids of rules are unique, every place has a root', async () => {
    const [only] = Sarif.parse(await sarif(damaged)).runs;
    const ids = only?.tool.driver.rules.map(({ id }) => id) ?? [];
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { locations } of only?.results ?? [])
      for (const { physicalLocation } of locations)
        expect(only?.originalUriBaseIds).toHaveProperty(physicalLocation.artifactLocation.uriBaseId);
  });

  const noSchema = existsSync(OFFICIAL) ? undefined : 'OUTLAY_SARIF_SCHEMA does not name the schema of OASIS';
  it.skipIf(noSchema !== undefined)(`is valid by the schema of OASIS${because(noSchema)}`, async () => {
    const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
    // Its draft 04 has the keywords of draft 07 where this schema uses them.
    const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(OFFICIAL, 'utf8'));
    const isValid = ajv.compile(schema);
    expect(isValid({ version: '2.1.0', runs: [{}] })).toBe(false);
    for (const words of [[damaged], [damaged, '/nowhere'], ['/nowhere']])
      expect(isValid(await sarif(...words)), ajv.errorsText(isValid.errors)).toBe(true);
  });
});

it('counts are equal in all formats', async () => {
  const { counts, diagnostics } = (await runJson(['validate', damaged])).report;
  const format = async (name: string): Promise<string> => (await run(['validate', damaged, '--format', name])).stdout;
  const results = Sarif.parse(JSON.parse(await format('sarif'))).runs[0]?.results ?? [];
  const places = (level: string): number =>
    results.filter((one) => one.level === level).reduce((sum, one) => sum + (one.occurrenceCount ?? 1), 0);
  expect([places('error'), places('warning'), places('note')]).toEqual([counts.error, counts.warning, counts.info]);
  const [, error, warning, info] =
    /(\d+) errors?(?:, (\d+) warnings?)?(?:, (\d+) notes?)?/.exec(await format('text')) ?? [];
  expect([error, warning ?? '0', info ?? '0'].map(Number)).toEqual([counts.error, counts.warning, counts.info]);
  expect(JSON.parse(await format('gitlab'))).toHaveLength(diagnostics.length);
  expect((await format('github')).match(/^(?:error|warning|info) OUT/gm)).toHaveLength(diagnostics.length);
  const junit = await format('junit');
  const codes = (severity: string): number =>
    new Set(diagnostics.filter((one) => one.severity === severity).map(({ code }) => code)).size;
  expect(junit.match(/<failure/g)).toHaveLength(codes('error'));
});
