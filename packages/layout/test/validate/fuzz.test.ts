import { fc, test as property } from '@fast-check/vitest';
import { beforeAll, expect, vi } from 'vitest';
import { ISSUE_CODES, inspectExperiment, MemorySource, validate } from '../../src/index.ts';
import { type Files, tinyFiles } from '../tiny-files.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** More with OUTLAY_FUZZ_RUNS=1000. */
const RUNS = Number(process.env.OUTLAY_FUZZ_RUNS ?? 40);

let files: Files;
let paths: readonly string[];
beforeAll(async () => {
  files = await tinyFiles({ frames: 3, epochs: [0, 15], artifactEpochs: [2] });
  paths = [...files.keys()].sort();
});

const harm = fc.record({
  kind: fc.constantFrom('remove', 'empty', 'cut', 'flip', 'rename', 'exchange', 'folder'),
  pick: fc.nat(),
  other: fc.nat(),
  name: fc.constantFrom(
    'x',
    '1.jpg',
    'cam_4',
    'epoch_1',
    '000001.obj',
    '.hidden',
    'a b',
    'é',
    '000001.png',
    'manifest.json',
  ),
});
type Harm = typeof harm extends fc.Arbitrary<infer T> ? T : never;

function harmed(original: Files, harms: readonly Harm[]): Files {
  const result = new Map(original);
  for (const { kind, pick, other, name } of harms) {
    const path = paths[pick % paths.length] as string;
    const bytes = result.get(path) ?? new Uint8Array(0);
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    if (kind === 'remove') result.delete(path);
    else if (kind === 'empty') result.set(path, new Uint8Array(0));
    else if (kind === 'cut') result.set(path, bytes.slice(0, other % (bytes.length + 1)));
    else if (kind === 'flip')
      result.set(
        path,
        bytes.map((value, i) => (i === other % bytes.length ? value ^ (1 << (pick % 8)) : value)),
      );
    else if (kind === 'exchange') result.set(path, original.get(paths[other % paths.length] as string) as Uint8Array);
    else if (kind === 'rename') {
      result.delete(path);
      result.set(folder + name, bytes);
    } else for (const key of [...result.keys()]) if (folder !== '' && key.startsWith(folder)) result.delete(key);
  }
  return result;
}

property.prop(
  [fc.array(harm, { minLength: 1, maxLength: 6 }), fc.constantFrom('structure', 'default', 'full')] as [
    fc.Arbitrary<Harm[]>,
    fc.Arbitrary<'structure' | 'default' | 'full'>,
  ],
  { numRuns: RUNS },
)(
  'whatever happens to an experiment, validation and inspection come back, with known codes and whole sentences',
  async (harms, level) => {
    const source = new MemorySource(harmed(files, harms), '/results/demo_pair02_tiny/v001_tiny');
    const report = await validate(source, { level });
    for (const { code, message, fix, path } of report.diagnostics) {
      expect(ISSUE_CODES).toContain(code);
      expect(`${message} ${fix} ${path}`).not.toMatch(/undefined|\[object/);
    }
    const { counts, diagnostics } = report;
    expect(counts.error + counts.warning + counts.info).toBe(
      diagnostics.reduce((sum, one) => sum + (one.affects?.count ?? 1), 0),
    );
    const summary = await inspectExperiment(source);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  },
);
