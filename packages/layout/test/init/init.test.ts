import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as property } from '@fast-check/vitest';
import { parseManifest, TASKS } from '@outlay/schema';
import { afterEach, describe, expect, test } from 'vitest';
import { because } from '../../../../vitest.shared.ts';
import {
  type InitOptions,
  initExperiment,
  isLayoutError,
  MemoryFileSink,
  planInit,
  VALIDATION_LEVELS,
  validate,
} from '../../src/index.ts';
import { NodeFileSink, NodeFileSource } from '../../src/node/index.ts';

const NAMES = { expName: 'v001', sceneName: 'pair01' };
const folders: string[] = [];
const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-init-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 5000 }), { maxLength: 5 });
property.prop([
  fc.subarray([...TASKS]),
  numbers,
  numbers,
  fc.option(fc.nat(200)),
  fc.constantFrom(...VALIDATION_LEVELS),
])(
  'any combination of tasks, epochs and cameras validates without a finding',
  async (tasks, epochs, cameras, source, level) => {
    const sink = new MemoryFileSink('/results/pair01/v001');
    const options: InitOptions = {
      ...NAMES,
      tasks,
      epochs,
      cameras,
      ...(source === null ? {} : { sourceCamera: source }),
    };
    await initExperiment(sink, options);
    const report = await validate(sink.source(), { level });
    expect(report.diagnostics).toEqual([]);
    const manifest = parseManifest(new TextDecoder().decode(sink.files.get('manifest.json')));
    expect(manifest.tasks).toEqual(TASKS.filter((task) => tasks.includes(task)));
    expect(manifest.eval_epochs).toHaveLength(epochs.length);
  },
);

describe('planInit', () => {
  test('lays out epochs, tasks and cameras', () => {
    const plan = planInit({ ...NAMES, tasks: ['nvs'], epochs: [30, 0], cameras: [4, 16] });
    expect(plan.manifest).toEqual({
      output_layout_version: 'v1',
      exp_name: 'v001',
      scene_name: 'pair01',
      tasks: ['nvs'],
      eval_epochs: ['epoch_0000', 'epoch_0030'],
      source_camera_id: 4,
      nvs_cameras: [4, 16],
    });
    expect(plan.folders).toContain('evaluation/epoch_0030/nvs/pred/cam_16/metrics_input');
    expect(plan.folders).toContain('input_data/train/seg/img_seg_mask/4/all');
    expect(plan.folders).toContain('input_data/test/all_cameras/16');
    expect(plan.folders.some((path) => path.includes('pose_'))).toBe(false);
    expect(plan.folders).toEqual([...plan.folders].sort());
    expect(plan.files.map(({ path }) => path)).toEqual(['manifest.json', 'README.md']);
  });

  test.each([
    { ...NAMES, expName: '' },
    { ...NAMES, expName: 'a/b' },
    { ...NAMES, sceneName: '..' },
    { ...NAMES, sceneName: 'a\u0000b' },
    { ...NAMES, expName: 'é'.repeat(150) },
    { ...NAMES, epochs: [-1] },
    { ...NAMES, epochs: [1.5] },
    { ...NAMES, cameras: [1e12] },
    { ...NAMES, tasks: ['nv' as 'nvs'] },
    { ...NAMES, alignment: 'icp' as 'camera' },
  ])('refuses %j with a hint', (options) => {
    try {
      planInit(options);
      expect.unreachable();
    } catch (error) {
      if (!isLayoutError(error, 'INIT_OPTION_INVALID')) throw error;
      expect(error.hint).not.toBe('');
    }
  });
});

describe('on disk', () => {
  test('writes a scaffold that is an experiment', async () => {
    const root = join(temporary(), 'pair01', 'v001');
    await initExperiment(new NodeFileSink(root), { ...NAMES, epochs: [0], cameras: [4] });
    const report = await validate(new NodeFileSource(root), { level: 'full' });
    expect(report.diagnostics).toEqual([]);
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('| `evaluation/epoch_0000/nvs/` |');
  });

  test('an interrupted scaffold is finished by running again, a finished one is not overwritten', async () => {
    const root = temporary();
    writeFileSync(join(root, 'README.md'), 'mine');
    await initExperiment(new NodeFileSink(root), NAMES);
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('mine');
    const before = readFileSync(join(root, 'manifest.json'));
    await expect(initExperiment(new NodeFileSink(root), { ...NAMES, expName: 'other' })).rejects.toMatchObject({
      code: 'FILE_EXISTS',
    });
    expect(readFileSync(join(root, 'manifest.json'))).toEqual(before);
  });

  const noProc = existsSync('/proc/self') ? undefined : 'the system has no /proc';
  test.skipIf(noProc !== undefined)(
    `a place where the system makes no folders is refused, not waited for${because(noProc)}`,
    async () => {
      await expect(initExperiment(new NodeFileSink('/proc/outlay/v001'), NAMES)).rejects.toThrow(
        'The experiment folder cannot be made (ENOENT).',
      );
    },
  );

  test('a sink does not leave its root', async () => {
    const sink = new NodeFileSink(temporary());
    await expect(sink.createFolder('../outside')).rejects.toMatchObject({ code: 'PATH_REFUSED' });
    await expect(sink.createFile('/etc/passwd', new Uint8Array(0))).rejects.toMatchObject({ code: 'PATH_REFUSED' });
    await expect(new MemoryFileSink().createFile('a/../../b', new Uint8Array(0))).rejects.toMatchObject({
      code: 'PATH_REFUSED',
    });
  });
});
