import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { because } from '../../../../vitest.shared.ts';
import { inspectExperiment, validate } from '../../src/index.ts';
import { NodeFileSource } from '../../src/node/index.ts';

const SHARED = process.env.OUTLAY_SHARED ?? resolve(import.meta.dirname, '../../../../../shared');
const SAMPLE = join(SHARED, 'samples/demo_pair01_run/v001_python_sample');
const isHere = existsSync(join(SAMPLE, 'manifest.json'));

const NO_SAMPLE = isHere ? undefined : 'the sample of the Python writers is not at ../shared: set OUTLAY_SHARED';

// Written by the Python libraries that trainers use; it is beside the repository in CI, and not part of it.
test.skipIf(!isHere).each(['structure', 'default', 'full'] as const)(
  `the experiment of the Python writers has no findings at level %s${because(NO_SAMPLE)}`,
  async (level) => {
    const report = await validate(new NodeFileSource(SAMPLE), { level });
    expect(report.diagnostics).toEqual([]);
    expect(report.scanned.files).toBe(1138);
  },
);

test.skipIf(!isHere)(`the experiment of the Python writers is inspected${because(NO_SAMPLE)}`, async () => {
  const summary = await inspectExperiment(new NodeFileSource(SAMPLE));
  expect(summary.epochs.map(({ name, state }) => [name, state])).toEqual([
    ['epoch_0000', 'complete'],
    ['epoch_0015', 'complete'],
    ['epoch_0030', 'complete'],
  ]);
  expect(summary.epochs[2]!.metrics.nvs).toEqual({ psnr: 19.481, ssim: 0.802, lpips: 0.0559 });
});
