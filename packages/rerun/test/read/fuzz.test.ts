import { beforeAll, describe, expect, it } from 'vitest';
import { isRecordingError, readInfo, verify } from '../../src/read/index.ts';
import { officialFile } from '../official.ts';
import { mutate } from './mutate.ts';
import { isTrouble, messagesOf, type Placed, randomNumbers, recoverAll, untilError } from './run.ts';
import { sampleRecording } from './sample.ts';

const FULL = process.env.OUTLAY_FUZZ === 'full';
const CUTS = FULL ? 1_000 : 150;
const MUTATIONS = FULL ? 10_000 : 300;
const TIMEOUT = FULL ? 1_800_000 : 60_000;
/** Damage in the values of a plain chunk that leaves a sound structure: nothing in the format can tell it from data. */
const UNREPAIRED = ['OUT6032', 'OUT6041'];

interface Subject {
  readonly name: string;
  readonly bytes: Uint8Array;
  messages: readonly Placed[];
}

const subjects: Subject[] = [{ name: 'sample', bytes: sampleRecording(), messages: [] }];
for (const name of ['scalars.rrd', 'mesh3d.rrd', 'two_recordings.rrd', 'columns.rrd', 'old/overrides-0.24.1.rrd']) {
  subjects.push({ name, bytes: officialFile(name), messages: [] });
}

const pick = (index: number): Subject => subjects[index % subjects.length]!;
const chunkIds = (messages: readonly Placed[]) =>
  messages.flatMap(({ chunk }) => (chunk === undefined ? [] : [chunk.id]));
const rowsOf = (messages: readonly Placed[]) => messages.reduce((rows, { chunk }) => rows + (chunk?.rowCount ?? 0), 0);

beforeAll(async () => {
  for (const subject of subjects) subject.messages = await messagesOf(subject.bytes);
});

describe('a recording that is cut', () => {
  it(`${CUTS} places: whole messages come out, the rest has a code and a place, recover loses nothing whole`, {
    timeout: TIMEOUT,
  }, async () => {
    const random = randomNumbers(1);
    for (let i = 0; i < CUTS; i++) {
      const { name, bytes, messages } = pick(i);
      const length = Math.floor(random() * bytes.length);
      const where = `${name} cut at ${length}`;
      const cut = bytes.subarray(0, length);
      const whole = messages.filter(({ end }) => end <= length);
      const lastEnd = whole.at(-1)?.end ?? 0;
      const { count, error } = await untilError(cut);
      expect(count, where).toBe(whole.length);
      if (length === lastEnd && length > 0) expect(error, where).toBeUndefined();
      else if (length === 0) expect(isRecordingError(error, 'OUT6001'), where).toBe(true);
      else expect(error, where).toMatchObject({ code: 'OUT6003', byteOffset: lastEnd });
      if (length >= 12) {
        const { problems } = await readInfo(cut);
        expect(
          problems.map((problem) => problem.code),
          where,
        ).toEqual(length === lastEnd ? [] : ['OUT6003']);
      }
      if (!whole.some(({ kind }) => kind === 'chunk')) continue;
      const saved = await recoverAll(cut);
      expect(chunkIds(await messagesOf(saved.bytes)), where).toEqual(chunkIds(whole));
      expect(
        saved.report.lost.map((lost) => lost.byteOffset),
        where,
      ).toEqual(length === lastEnd || whole.at(-1)?.kind === 'end' ? expect.anything() : [lastEnd]);
      expect((await verify(saved.bytes)).findings.filter(isTrouble), where).toEqual([]);
    }
  });
});

describe('a recording with damaged bytes', () => {
  it(`${MUTATIONS} mutations: only coded errors, no invented rows, recover gives a sound file`, {
    timeout: TIMEOUT,
  }, async () => {
    const random = randomNumbers(2);
    for (let i = 0; i < MUTATIONS; i++) {
      const { name, bytes, messages } = pick(i);
      const { damaged, what } = mutate(bytes, random);
      const where = `${name}, mutation ${i}: ${what}`;
      const { error } = await untilError(damaged);
      expect(error === undefined || isRecordingError(error), `${where}: ${String(error)}`).toBe(true);
      const report = await verify(damaged);
      expect(report.rows, where).toBeLessThanOrEqual(2 * rowsOf(messages));
      await readInfo(damaged).catch((reason: unknown) => expect(isRecordingError(reason), where).toBe(true));
      try {
        const saved = await recoverAll(damaged);
        expect(saved.report.kept.rows, where).toBeLessThanOrEqual(rowsOf(messages));
        const { findings } = await verify(saved.bytes);
        const errors = findings.filter(({ severity, code }) => severity === 'error' && !UNREPAIRED.includes(code));
        expect(errors, where).toEqual([]);
      } catch (reason) {
        expect(isRecordingError(reason), `${where}: ${String(reason)}`).toBe(true);
      }
    }
  });
});
