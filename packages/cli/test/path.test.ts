import { FILE_CONTRACTS } from '@outlay/schema/names';
import { describe, expect, it } from 'vitest';
import { runJson } from './support/report.ts';
import { run } from './support/run.ts';

const path = async (...words: string[]) => (await run(['path', ...words])).stdout.trim();

describe('path', () => {
  it('builds paths from parts, as keys or as names on disk', async () => {
    const expected = 'evaluation/epoch_0030/nvs/pred/cam_4/metrics_input/000012.jpg';
    expect(await path('nvs.pred.image', 'epoch=30', 'camera=4', 'frame=12', 'image=jpg')).toBe(expected);
    expect(await path('nvs.pred.image', 'epoch_0030', 'cam_4', 'frame=000012', 'image=jpg')).toBe(expected);
    expect(await path('input.image', 'train', 'camera=4', 'frame=12', 'image=jpg')).toBe(
      'input_data/train/images/4/000012.jpg',
    );
    expect(await path('recording', 'evaluation', 'epoch=30')).toBe('rerun/evaluation_epoch_0030.rrd');
    expect(await path('recording', 'input_data')).toBe('rerun/input_data.rrd');
  });

  it('parses what it builds', async () => {
    const built = await path('pose_smplx.pred.world_aligned.person', 'epoch=30', 'person=1', 'frame=12');
    const { report } = await runJson(['path', '--parse', built]);
    expect(report.data).toMatchObject({ is: 'file', ids: { epoch: 30, person: 1, frame: 12 }, canonical: true });
  });

  it.each([
    ['./input_data/train/images/cam_4/12.jpeg', { is: 'file', canonical: false }],
    ['rerun/evaluation_epoch_0030.rrd', { is: 'recording', kind: 'evaluation', epoch: 30 }],
    ['/evaluation/epoch_0030/nvs/pred/cam_4', { is: 'entity', task: 'nvs', camera: 4 }],
  ])('parses %s', async (text, expected) => {
    const { report } = await runJson(['path', '--parse', text]);
    expect(report.data).toMatchObject(expected);
  });

  it('lists the contracts', async () => {
    const { report } = await runJson(['path']);
    expect((report.data as { contracts: unknown[] }).contracts).toHaveLength(FILE_CONTRACTS.length);
  });

  it.each([
    [3, ['--parse', 'no/such/path']],
    [3, ['--parse', '../../etc/passwd']],
    [2, ['nvs.pred.imgae', 'epoch=30']],
    [2, ['nvs.pred.image', 'epoch=30']],
    [2, ['nvs.pred.image', 'epoch=x']],
    [2, ['nvs.pred.image', 'colour=red']],
    [2, ['nvs.pred.image', 'epoch=30', 'camera=4', 'frame=1', 'image=../x']],
    [2, ['nvs.pred.image', 'x']],
    [2, ['recording']],
    [2, ['recording', 'evaluation']],
    [2, ['manifest', '--parse', 'x']],
  ])('exit %i: %j', async (code, argv) => {
    const result = await run(['path', ...argv]);
    expect(result.exitCode).toBe(code);
    expect(result.stdout).toBe('');
    expect(result.stderr).toMatchSnapshot();
  });
});
