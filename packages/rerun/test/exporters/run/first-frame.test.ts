import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import type { RecordingKind, RecordingName } from '@outlay/schema/names';
import { describe, expect, it } from 'vitest';
import { because } from '../../../../../vitest.shared.ts';
import { type ExportEvent, exportRecording, planRecording, type RecordingPlan } from '../../../src/exporters/index.ts';
import { shownFrame, windowsAround } from '../../../src/exporters/run/windows.ts';
import { verify } from '../../../src/read/index.ts';
import { JUDGE_MISSING, rerunVerifyFiles } from '../../judge.ts';
import { cellsOf, type LoggedCell } from '../../read-rows.ts';
import { collect } from '../collect.ts';
import { longExperiment } from '../long-experiment.ts';

const KINDS: readonly RecordingKind[] = [
  { kind: 'input_data' },
  { kind: 'evaluation', epoch: 30 },
  { kind: 'gaussians', epoch: 30 },
];
const LENGTH = 26;

const planOf = (kind: RecordingKind) => planRecording(longExperiment(LENGTH).experiment, kind);
const exported = async (kind: RecordingKind, firstFrame?: number) =>
  (await collect(exportRecording(planOf(kind), firstFrame === undefined ? {} : { firstFrame }))).rrd;

/**
 * What a viewer shows at each frame, by entity and component: the last value up to there that is not cleared; statics win.
 */
function shownBy(cells: readonly LoggedCell[]): ReadonlyMap<string, readonly (string | undefined)[]> {
  const shown = new Map<string, (string | undefined)[]>();
  // The text panel names problems as they are met.
  const compared = cells.filter(({ entityPath }) => !entityPath.endsWith('/summary'));
  const rows = compared.map((cell, order) => ({
    ...cell,
    order,
    text: text(cell.values),
    frame: timeOf(cell),
  }));
  const isStatic = ({ frame }: { readonly frame: number }) => frame === Number.POSITIVE_INFINITY;
  rows.sort((a, b) => a.frame - b.frame || a.order - b.order);
  for (const row of rows) {
    const { entityPath, component } = row;
    const from = isStatic(row) ? 0 : row.frame;
    if (component === 'Clear:is_recursive') {
      for (const [key, values] of shown) if (key.startsWith(`${entityPath} `)) values.fill(undefined, from);
      continue;
    }
    const key = `${entityPath} ${component}`;
    const values = shown.get(key) ?? new Array<string | undefined>(LENGTH + 2).fill(undefined);
    shown.set(key, values.fill(row.text, from));
  }
  return new Map([...shown].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A line per change of what is shown, which is less to compare. */
const changesOf = (shown: ReadonlyMap<string, readonly (string | undefined)[]>): readonly string[] =>
  [...shown].flatMap(([key, values]) =>
    values.flatMap((value, frame) => (value === values[frame - 1] ? [] : [`${key} ${frame}: ${value ?? 'nothing'}`])),
  );

const timeOf = ({ at }: LoggedCell): number =>
  Object.keys(at).length === 0 ? Number.POSITIVE_INFINITY : Number(at.frame ?? 0);

const text = (values: unknown): string => {
  const long = JSON.stringify(values, (_, value) =>
    ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : typeof value === 'bigint' ? `${value}` : value,
  );
  return long;
};

/** Values that are read of a frame. */
const valuesAt = ({ work }: RecordingPlan<RecordingName>, frame: number): number =>
  work.steps.steps.filter(({ kind, frames }) => kind !== 'camera' && frames.includes(frame)).length;

/** The message that ends a stream. */
const END = Buffer.alloc(16);

/** The bytes of a recording before the first value of another frame is written. */
async function beforeSecondWindow(events: AsyncGenerator<ExportEvent>, values: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const event of events) {
    if (event.kind === 'progress' && event.done > values) break;
    if (event.kind === 'bytes') pieces.push(event.bytes);
  }
  return Buffer.concat(pieces);
}

describe.each(KINDS)('a recording of $kind that begins with a frame', (kind) => {
  // The first and the last, one in between, one that is missing in most series, one whose mesh is of another topology.
  it.each([1, 10, 18, LENGTH])('%i shows at every frame what it shows in order', async (first) => {
    const [plain, around] = [await exported(kind), await exported(kind, first)];
    expect(await verify(around)).toMatchObject({ ok: true, findings: [] });
    expect(around.equals(await exported(kind, first))).toBe(true);
    const [expected, found] = [await cellsOf(plain), await cellsOf(around)];
    expect(changesOf(shownBy(found))).toEqual(changesOf(shownBy(expected)));
  });

  it('tells the same problems', async () => {
    const problemsOf = async (options: { readonly firstFrame?: number }) =>
      (await collect(exportRecording(planOf(kind), options))).summary.problems
        .map(({ code, path, affects }) => `${code} ${path.slice(0, path.lastIndexOf('/'))} ${affects?.count ?? 1}`)
        .sort();
    expect(await problemsOf({ firstFrame: 18 })).toEqual(await problemsOf({}));
  });

  it('has all rows, and few more', async () => {
    const [expected, found] = [await cellsOf(await exported(kind)), await cellsOf(await exported(kind, 20))];
    const keys = (cells: readonly LoggedCell[]) =>
      cells
        .filter(({ at }) => Object.keys(at).length > 0)
        .map(
          ({ entityPath, component, at, values }) =>
            `${entityPath} ${component} ${at.frame ?? at.epoch} ${text(values)}`,
        );
    const all = new Set(keys(found));
    expect(keys(expected).filter((key) => !all.has(key))).toEqual([]);
    // Cameras that stand still, and what a frame alone cannot leave to the one before.
    expect(keys(found).length - keys(expected).length).toBeLessThan(0.1 * keys(expected).length + 20);
  });

  it('shows that frame of every entity before it goes on', async () => {
    // All persons are there, and no file is damaged.
    const first = 7;
    const plan = planOf(kind);
    const head = await beforeSecondWindow(exportRecording(plan, { firstFrame: first }), valuesAt(plan, first));
    const whole = shownBy(await cellsOf(await exported(kind)));
    const shown = shownBy(await cellsOf(Buffer.concat([head, END])));
    const later = /media_type|trajectory|summary| TextDocument| EncodedImage:opacity/;
    for (const [key, value] of whole)
      if (!later.test(key)) expect([key, shown.get(key)?.[first]]).toEqual([key, value[first]]);
  });

  it('reads as little of a long experiment as of a short one before that frame is there', async () => {
    const readsOf = async (length: number) => {
      const { experiment, reads } = longExperiment(length);
      const plan = planRecording(experiment, kind);
      const values = valuesAt(plan, 20);
      for await (const event of exportRecording(plan, { firstFrame: 20 }))
        if (event.kind === 'progress' && event.done === values) return reads();
      return Number.NaN;
    };
    const reads = await readsOf(80);
    expect(reads).toBeLessThan(200);
    expect(await readsOf(400)).toBe(reads);
  });
});

it.skipIf(JUDGE_MISSING !== undefined)(
  `rerun accepts recordings that begin with a frame${because(JUDGE_MISSING)}`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'first-frame-'));
    try {
      const paths: string[] = [];
      for (const [i, kind] of KINDS.entries()) {
        paths.push(join(folder, `${i}.rrd`));
        await writeFile(paths[i]!, await exported(kind, 20));
      }
      expect(await rerunVerifyFiles(paths)).toMatchObject({ exitCode: 0 });
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

describe('windows', () => {
  const frames = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 60 });
  test.prop([frames, fc.nat()])('hold every frame once, the first one alone, and know what is to come', (list, at) => {
    const sorted = list.sort((a, b) => a - b);
    const first = sorted[at % sorted.length]!;
    const done: number[] = [];
    const windows = windowsAround(sorted, first);
    for (const { isDue, isPending } of windows) {
      const due = sorted.filter(isDue);
      if (done.length === 0) expect(due).toEqual([first]);
      done.push(...due);
      expect(sorted.filter((frame) => !isPending(frame))).toEqual([...done].sort((a, b) => a - b));
    }
    expect(done.sort((a, b) => a - b)).toEqual(sorted);
    expect(windows.length).toBeLessThan(3 + Math.log2(sorted.length + 1));
  });

  it('begin with the frame that a viewer shows', () => {
    expect([0, 1, 2, 5, 9].map((wanted) => shownFrame([1, 4, 5], wanted))).toEqual([1, 1, 1, 5, 5]);
    expect(shownFrame([], 3)).toBeUndefined();
  });
});
