import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addEpoch, type Manifest, mergeManifest } from '@outlay/schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { updateManifest } from '../../src/index.ts';
import { NodeFileSink, NodeFileSource } from '../../src/node/index.ts';

const MINE: Manifest = {
  output_layout_version: 'v1',
  exp_name: 'e',
  scene_name: 's',
  tasks: ['nvs'],
  eval_epochs: [],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-manifest-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const update = (change: Parameters<typeof updateManifest>[2]) =>
  updateManifest(new NodeFileSource(folder), new NodeFileSink(folder), change);
const text = () => readFileSync(join(folder, 'manifest.json'), 'utf8');

describe('updateManifest', () => {
  it('writes, merges and adds epochs, and loses nothing', async () => {
    await update(() => ({ ...MINE, seed: 7 }));
    await update((previous) => addEpoch(previous ?? MINE, 15));
    await update((previous) =>
      mergeManifest(previous!, { ...MINE, tasks: ['pose_smplx'], eval_epochs: ['epoch_0030'] }),
    );
    expect(JSON.parse(text())).toEqual({
      ...MINE,
      tasks: ['nvs', 'pose_smplx'],
      eval_epochs: ['epoch_0015', 'epoch_0030'],
      seed: 7,
    });
    expect(readdirSync(folder)).toEqual(['manifest.json']);
  });

  it('overwrites no manifest that it cannot read, and writes none that is not sound', async () => {
    writeFileSync(join(folder, 'manifest.json'), '{"exp_na');
    await expect(update(() => MINE)).rejects.toMatchObject({ code: 'MANIFEST_INVALID' });
    expect(text()).toBe('{"exp_na');
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...MINE, output_layout_version: 'v2' }));
    await expect(update(() => MINE)).rejects.toMatchObject({
      code: 'VERSION_UNSUPPORTED',
      hint: expect.stringContaining('newer release'),
    });
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(MINE));
    await expect(update((previous) => ({ ...previous!, exp_name: '' }))).rejects.toMatchObject({
      code: 'MANIFEST_INVALID',
    });
    expect(JSON.parse(text())).toEqual(MINE);
  });

  it('shows a reader the old or the new one, also when several write at once', async () => {
    await update(() => MINE);
    const epochs = Array.from({ length: 20 }, (_, i) => i);
    const writing = Promise.all(epochs.map((epoch) => update((previous) => addEpoch(previous!, epoch))));
    let done = false;
    const reading = (async () => {
      while (!done) {
        expect(JSON.parse(text()).exp_name).toBe('e');
        await new Promise((next) => setImmediate(next));
      }
    })();
    await writing;
    done = true;
    await reading;
    expect(readdirSync(folder)).toEqual(['manifest.json']);
  });
});
