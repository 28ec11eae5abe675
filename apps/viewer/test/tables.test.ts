import type { EpochMetrics, RunName, RunNumbers, Value } from '@outlay/view/api';
import { describe, expect, it } from 'vitest';
import { frameCurves, valueAt, worstSpots } from '../src/answers/frames.ts';
import { bestPlaces, judge, written, writtenChange } from '../src/answers/metric.ts';
import { framesAhead } from '../src/places/pictures/ahead.ts';
import { formatLayer, parseLayer } from '../src/places/pictures/layer.ts';
import { bests, filtered, grouped, metricColumns, runRow, sorted } from '../src/places/runs/rows.ts';
import { narrowed } from '../src/places/space/narrow.ts';

const PSNR = { task: 'nvs', name: 'psnr', label: 'PSNR', better: 'higher', unit: 'dB', digits: 2 } as const;
const LPIPS = { task: 'nvs', name: 'lpips', label: 'LPIPS', better: 'lower', digits: 4 } as const;

const numbers = (id: string, psnr: readonly Value[], lpips: readonly Value[]): RunNumbers => ({
  id,
  state: 'complete',
  tasks: ['nvs'],
  epochs: [0, 15, 30].slice(0, psnr.length),
  listedEpochs: [0, 15, 30],
  metrics: [
    { ...PSNR, values: psnr },
    { ...LPIPS, values: lpips },
  ],
  frames: 10,
  cameras: 2,
  findings: null,
  updated: 0,
});
const all = [
  numbers('fight/a', [20, 27, 26], [0.1, 0.05, 0.06]),
  numbers('fight/b', [21, 26.004], [0.1, 0.2]),
  numbers('dance/a', [null], ['inf']),
];
const names: RunName[] = all.map(({ id }) => ({ id, scene: id.split('/')[0]!, name: id.split('/')[1]! }));
const rowsAt = (at: 'newest' | 'best') => names.map((name, i) => runRow(name, all[i], at));

describe('the table of runs', () => {
  it('shows the newest epoch, or the best by the first metric', () => {
    expect(rowsAt('newest').map(({ epoch }) => epoch)).toEqual([30, 15, 0]);
    expect(rowsAt('best').map(({ epoch }) => epoch)).toEqual([15, 15, 0]);
  });

  it('sorts by a metric either way, what is not measured last', () => {
    expect(sorted(rowsAt('newest'), 'nvs/psnr').map(({ id }) => id)).toEqual(['fight/a', 'fight/b', 'dance/a']);
    expect(sorted(rowsAt('newest'), '-nvs/psnr').map(({ id }) => id)).toEqual(['fight/b', 'fight/a', 'dance/a']);
    const mixed = ['v10', 'v9', 'v100'].map((name) => runRow({ id: name, scene: 's', name }, undefined, 'newest'));
    expect(sorted(mixed, 'name').map(({ name }) => name)).toEqual(['v9', 'v10', 'v100']);
  });

  it('ends each scene of several runs with its mean', () => {
    const rows = grouped(rowsAt('newest'));
    expect(rows.map(({ id }) => id)).toEqual(['fight/a', 'fight/b', 'mean of fight', 'dance/a']);
    expect(rows[2]!.cells.get('nvs/psnr')).toEqual({ value: (26 + 26.004) / 2, of: 2 });
  });

  it('calls the best of a scene best, and nothing where all are written the same', () => {
    const best = bests(rowsAt('newest'), metricColumns(all));
    expect([best.get('fight|nvs/psnr'), best.get('fight|nvs/lpips'), best.get('dance|nvs/psnr')]).toEqual([
      undefined,
      0.06,
      undefined,
    ]);
  });

  it('finds all words anywhere', () => {
    expect(filtered(rowsAt('newest'), 'FIG b', []).map(({ id }) => id)).toEqual(['fight/b']);
    expect(filtered(rowsAt('newest'), '', ['running'])).toEqual([]);
  });
});

describe('metrics', () => {
  it('are written with the decimals that tell them apart', () => {
    expect([
      written(26.004, PSNR),
      written(Number.NaN, PSNR),
      written(Infinity, PSNR),
      writtenChange(-0.5, PSNR),
      writtenChange(0.5, PSNR),
    ]).toEqual(['26.00', '–', '∞', '−0.50', '+0.50']);
  });
  it('are judged by direction, and as they are written', () => {
    expect([judge(1, PSNR), judge(1, LPIPS), judge(0.001, PSNR)]).toEqual([1, -1, 0]);
    expect([...bestPlaces([26, 26.001, 25], PSNR)]).toEqual([0, 1]);
    expect([...bestPlaces([1, 1], PSNR)]).toEqual([]);
  });

  const metrics: EpochMetrics = {
    epoch: 30,
    tasks: [
      {
        task: 'nvs',
        problems: [],
        perFrame: { metrics: [PSNR], frames: [3, 1, 1], cameras: [4, 4, 16], values: [[30, 25, null]] },
      },
    ],
  };
  it('become curves per camera, with gaps', () => {
    const curves = frameCurves(metrics, 'nvs/psnr')!;
    expect(curves.frames).toEqual([1, 3]);
    expect(curves.curves).toEqual([
      { camera: 4, values: [25, 30] },
      { camera: 16, values: [Number.NaN, Number.NaN] },
    ]);
    expect(valueAt(curves, 4, 3)).toBe(30);
    expect(worstSpots(curves, 5)).toMatchObject([
      { frame: 1, camera: 4, value: 25 },
      { frame: 3, camera: 4, value: 30 },
    ]);
    expect(frameCurves(metrics, 'nvs/unknown')?.facts.name).toBe('psnr');
    expect(frameCurves(undefined, '')).toBeUndefined();
  });
});

describe('layers and what is fetched ahead', () => {
  it('are text in links', () => {
    for (const text of ['prediction', 'prediction@15', 'prediction!hi4d/v2', 'prediction@0!a/b'])
      expect(formatLayer(parseLayer(text)!)).toBe(text);
    expect([parseLayer('nothing'), parseLayer('constructor'), parseLayer('')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
  it('goes on in the direction that was gone', () => {
    expect(framesAhead([1, 2, 3, 4, 5], 3, 1, 2)).toEqual([4, 5, 2]);
    expect(framesAhead([1, 2, 3, 4, 5], 3, -1, 2)).toEqual([2, 1, 4]);
  });
});

describe('a recording that a browser cannot hold', () => {
  const recording = {
    name: 'evaluation_epoch_0030',
    kind: 'evaluation',
    epoch: 30,
    url: 'recording/a/b/evaluation_epoch_0030.rrd',
    timeline: 'frame',
    frames: [[1, 1100]],
    cameras: [4, 16],
    persons: [0],
    tasks: ['nvs', 'pose_smplx'],
    bytes: 6 * 2 ** 30,
  } as const;
  it('leaves out frames, and says so', () => {
    const { query, bytes, reason } = narrowed(recording, { tasks: [], cameras: [], step: 1 }, 12);
    expect(query).toEqual({ frame: 12, frames: '1:1101:4' });
    expect(bytes).toBeLessThanOrEqual(1.5 * 2 ** 30);
    expect(reason).toContain('every 4th frame');
  });
  it('leaves out fewer where less was asked for', () => {
    expect(narrowed(recording, { tasks: ['nvs'], cameras: ['4'], step: 1 }, undefined)).toEqual({
      bytes: 1.5 * 2 ** 30,
      query: { cameras: [4], tasks: ['nvs'] },
    });
  });
});
