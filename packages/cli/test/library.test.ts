import { readdirSync } from 'node:fs';
import { openExperiment } from '@outlay/layout';
import { NodeFileSource } from '@outlay/layout/node';
import { MemorySink } from '@outlay/rerun';
import { exportEvaluation, exportInputData } from '@outlay/rerun/exporters';
import { verify } from '@outlay/rerun/read';
import { beforeAll, describe, expect, it } from 'vitest';
import { type SampleFolder, writeSample } from './support/sample.ts';

let sample: SampleFolder;
beforeAll(async () => {
  sample = await writeSample();
});

/** Files this process has open; `undefined` where the system does not tell. */
const openFiles = () => {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return undefined;
  }
};

describe.each([0, 8])('an export of a folder as a library, %i files ahead', (readAhead) => {
  const open = () => openExperiment(new NodeFileSource(sample.experiment, { readAhead }));

  it('goes to memory', async () => {
    const sink = new MemorySink();
    const kinds = new Set<string>();
    for await (const { kind } of exportEvaluation(await open(), { epoch: 30, sink })) kinds.add(kind);
    expect([...kinds]).toEqual(['start', 'progress']);
    expect(await verify(sink.bytes())).toMatchObject({ ok: true });
  });

  it('is cancelled anywhere and leaves no file open', async () => {
    const experiment = await open();
    const before = openFiles();
    for (const after of [0, 1, 7, 20]) {
      const controller = new AbortController();
      const sink = new MemorySink();
      const cancelled = async (): Promise<void> => {
        const events = exportInputData(experiment, { signal: controller.signal, sink });
        for await (const event of events) if (event.kind === 'progress' && event.done >= after) controller.abort();
      };
      await expect(cancelled()).rejects.toMatchObject({ name: 'AbortError' });
      expect([sink.byteLength, openFiles()]).toEqual([0, before]);
      for await (const event of exportInputData(experiment, { sink: new MemorySink() }))
        if (event.kind === 'progress' && event.done >= after) break;
      expect(openFiles()).toBe(before);
    }
  });
});
