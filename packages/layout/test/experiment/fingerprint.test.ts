import { beforeAll, describe, expect, it, vi } from 'vitest';
import { MemorySource, openExperiment } from '../../src/index.ts';
import { changed, type Files, tinyFiles } from '../tiny-files.ts';

// A busy machine is no failure.
vi.setConfig({ testTimeout: 60_000 });

let files: Files;
beforeAll(async () => {
  files = await tinyFiles();
}, 60_000);

const open = (changes: Parameters<typeof changed>[1] = {}, base = files) =>
  openExperiment(new MemorySource(changed(base, changes)));

describe('fingerprint', () => {
  it('follows names and sizes of its own part', async () => {
    const plain = await open();
    const input = plain.fingerprint('input_data');
    const evaluation = plain.fingerprint({ evaluation: 30 });
    expect(input).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set([input, evaluation, plain.fingerprint({ evaluation: 15 })]).size).toBe(3);
    const picture = 'input_data/test/images/4/000003.jpg';
    const longer = await open({ [picture]: new Uint8Array(files.get(picture)!.length + 1) });
    expect([longer.fingerprint('input_data') === input, longer.fingerprint({ evaluation: 30 }) === evaluation]).toEqual(
      [false, true],
    );
    const fewer = await open({ 'input_data/test/all_cameras/16/000003.npz': undefined });
    expect([fewer.fingerprint('input_data') === input, fewer.fingerprint({ evaluation: 30 }) === evaluation]).toEqual([
      false,
      false,
    ]);
    const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json')));
    const later = await open({
      'manifest.json': JSON.stringify({ ...manifest, eval_epochs: [...manifest.eval_epochs, 'epoch_0045'] }),
    });
    expect([later.fingerprint('input_data'), later.fingerprint({ evaluation: 30 })]).toEqual([input, evaluation]);
  });

  it('of one task does not follow the others', async () => {
    const tasks = ['nvs', 'pose_smplx', 'pose_smpl'] as const;
    const of = (experiment: Awaited<ReturnType<typeof open>>) =>
      tasks.map((task) => experiment.fingerprint({ evaluation: 30, task }));
    const before = of(await open());
    expect(new Set(before).size).toBe(3);
    const isSame = (after: readonly string[]) => after.map((text, i) => text === before[i]);
    const mesh = [...files.keys()].find((path) => /epoch_0030\/pose_smplx\/.*\.obj$/.test(path))!;
    expect(isSame(of(await open({ [mesh]: new Uint8Array(7) })))).toEqual([true, false, true]);
    const camera = 'input_data/test/all_cameras/16/000003.npz';
    expect(isSame(of(await open({ [camera]: undefined })))).toEqual([false, true, true]);
  });
});
