import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ViewEvent } from '../src/api.ts';
import { removeFolders, temporaryFolder, tinyResults, viewOf } from './sample.ts';

let sample: Awaited<ReturnType<typeof tinyResults>>;
beforeAll(async () => {
  sample = await tinyResults();
});
afterAll(removeFolders);

/** The events of a view, as they come. */
async function* eventsOf(response: Response): AsyncGenerator<ViewEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(bytes, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop()!;
    for (const part of parts) if (part.startsWith('data: ')) yield JSON.parse(part.slice(6)) as ViewEvent;
  }
}

async function first<K extends ViewEvent['kind']>(
  events: AsyncGenerator<ViewEvent>,
  kind: K,
  isIt: (event: Extract<ViewEvent, { kind: K }>) => boolean = () => true,
): Promise<Extract<ViewEvent, { kind: K }>> {
  for (;;) {
    const { value, done } = await events.next();
    if (done) throw new Error(`The events ended before ${kind}.`);
    if (value.kind === kind && isIt(value as never)) return value as never;
  }
}

describe('a page that listens', () => {
  it('hears of a new epoch, of new files, of runs that come and go, and of findings', async () => {
    const root = temporaryFolder();
    const folder = join(root, 's/run');
    cpSync(sample.folder, folder, { recursive: true });
    const epochs = join(folder, 'evaluation');
    const later = join(temporaryFolder(), 'epoch');
    const last = 'epoch_0001';
    cpSync(join(epochs, 'epoch_0000'), later, { recursive: true });
    const { view, ask } = viewOf(root, { pollMs: 20 });
    try {
      const events = eventsOf(await ask('events'));
      await first(events, 'hello');
      await ask('data/numbers.ndjson').then((response) => response.text());
      await ask('data/run/s/run/run.json');

      renameSync(later, join(epochs, last));
      const { numbers } = await first(events, 'numbers', (event) => event.numbers.epochs.includes(1));
      expect(numbers.id).toBe('s/run');
      await first(events, 'files', ({ id }) => id === 's/run');

      cpSync(sample.folder, join(root, 's/second'), { recursive: true });
      expect((await first(events, 'run-added')).run).toMatchObject({ id: 's/second', name: 'second' });
      rmSync(join(root, 's/second'), { recursive: true });
      expect(await first(events, 'run-removed')).toEqual({ kind: 'run-removed', id: 's/second' });

      await ask('data/run/s/run/findings.json');
      expect((await first(events, 'findings')).id).toBe('s/run');
    } finally {
      view.close();
    }
  });

  it('is told that it ends when the server closes', async () => {
    const { view, ask } = viewOf(sample.root, { pollMs: 20 });
    const events = eventsOf(await ask('events'));
    await first(events, 'hello');
    view.close();
    expect((await events.next()).done).toBe(true);
  });
});

it('nothing is looked at while nobody listens, and site.json says where nobody can', async () => {
  const { ask } = viewOf(sample.root, { pollMs: 0 });
  expect(await (await ask('data/site.json')).json()).toMatchObject({ events: false });
});
