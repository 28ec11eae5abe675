import { AnyValues, Clear, DynamicArchetype, Points3D, Scalars, TextDocument } from '../../src/index.ts';
import { TETRAHEDRON } from './spatial.ts';
import type { Vector } from './vector.ts';

const floatsUpTo = (count: number) => Float32Array.from({ length: count }, (_, index) => index);

export const clear: Vector = {
  name: 'clear',
  log(recording) {
    for (let frame = 0; frame < 3; frame++) {
      for (const path of ['flat', 'flat/child', 'rec', 'rec/child']) {
        recording.log(path, Points3D({ positions: [frame, 0, 0] }), { frame });
      }
    }
    recording.log('flat', Clear({ recursive: false }), { frame: 3 });
    recording.log('rec', Clear({ recursive: true }), { frame: 3 });
    recording.log('before', Points3D({ positions: [1, 1, 1] }), { frame: 4 });
    recording.log('before', Clear({ recursive: false }), { frame: 4 });
    recording.log('after', Clear({ recursive: false }), { frame: 4 });
    recording.log('after', Points3D({ positions: [2, 2, 2] }), { frame: 4 });
  },
};

export const anyValues: Vector = {
  name: 'any_values',
  log(recording) {
    recording.logStatic(
      'any',
      AnyValues({
        confidence: [1.2, 3.4, 5.6],
        description: 'Bla',
        count: 7n,
        flag: true,
        ids: Uint16Array.of(1, 2, 3),
      }),
    );
    recording.logStatic('batch', AnyValues({ one: Float32Array.of(1, 2, 3, 4) }));
    recording.logStatic('dynamic', DynamicArchetype('outlay.Fit', { rmse: 0.25, iterations: 12n, name: 'pose' }));
    const columns = AnyValues.columns({ psnr: [30, 31.5, 29.25], note: ['a', 'b', 'c'] });
    recording.sendColumns('columns', { frame: [0, 1, 2] }, columns);
    recording.sendColumns(
      'dyncolumns',
      { frame: [0, 1] },
      DynamicArchetype.columns('outlay.Fit', { rmse: [0.5, 0.25] }),
    );
  },
};

export const properties: Vector = {
  name: 'properties',
  options: {
    name: 'experiment a / scene 1',
    startTime: 1_750_000_000_000_000_000n,
    properties: {
      outlay: AnyValues({ layout_version: 'v1', epochs: [0n, 15n, 30n], fingerprint: '00ff' }),
      notes: TextDocument({ text: 'hello' }),
    },
  },
  log(recording) {
    recording.logStatic('x', Scalars(1));
  },
};

export const columns: Vector = {
  name: 'columns',
  log(recording) {
    const frames = Array.from({ length: 1000 }, (_, index) => index);
    const wave = Float64Array.from(frames, (frame) => ((frame * frame) % 97) / 8);
    recording.sendColumns('wave', { frame: frames }, Scalars.columns({ scalars: wave }));
    recording.sendColumns('ragged', { frame: [0, 1, 2, 3] }, [
      Points3D.columns({ positions: floatsUpTo(18) }, { lengths: [1, 0, 3, 2] }),
      Points3D.columns({ colors: Uint32Array.of(0xff0000ff, 0x00ff00ff, 0x0000ffff, 0xffffffff) }),
    ]);
    recording.sendColumns(
      'unsorted',
      { frame: [3, 1, 2, 0] },
      Scalars.columns({ scalars: Float64Array.of(3, 1, 2, 0) }),
    );
    recording.sendColumns('static', {}, Points3D.columns({ positions: TETRAHEDRON }, { lengths: [4] }));
  },
};

export const timelines: Vector = {
  name: 'timelines',
  log(recording) {
    for (const [frame, epoch] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      recording.log('both', Scalars(10 * epoch + frame), { frame, epoch });
    }
    recording.log('either', Scalars(5), { frame: 5 });
    recording.log('either', Scalars(6), { epoch: 6 });
    recording.log('clocked', Scalars(1), {
      elapsed: { duration: 1.5 },
      when: { timestamp: 1_749_988_800_123_456_789n },
    });
    const extremes = BigInt64Array.of(-5n, 0n, 2n ** 53n + 1n);
    recording.sendColumns('extremes', { frame: extremes }, Scalars.columns({ scalars: Float64Array.of(1, 2, 3) }));
  },
};

export const entityPaths: Vector = {
  name: 'entity_paths',
  log(recording) {
    for (const parts of [
      ['cam_00', 'a b'],
      ['x (1)'],
      ['p/q'],
      ['50%'],
      ['ünï', '☮'],
      ['a.b-c_d'],
      ['007'],
      ['tab\tnew\nline'],
      ['quote\'"'],
      ['back\\slash'],
      ['$x', '@y', 'z:w'],
    ]) {
      recording.logStatic(parts, TextDocument({ text: parts.join('/') }));
    }
    recording.logStatic('/', TextDocument({ text: 'root' }));
    recording.logStatic('/input_data/train/all_cameras/cam_00/images', TextDocument({ text: 'plain' }));
  },
};

export const empty: Vector = { name: 'empty' };

export const chunking: Vector = {
  name: 'chunking',
  log(recording) {
    const frames = [0, 1, 2];
    const positions = floatsUpTo(9);
    const colors = Uint32Array.of(1, 2, 3);
    recording.sendColumns('a', { frame: frames }, Points3D.columns({ positions, colors }));
    for (const frame of frames) {
      const row = { positions: positions.slice(3 * frame, 3 * frame + 3), colors: colors.slice(frame, frame + 1) };
      recording.sendColumns('b', { frame: [frame] }, Points3D.columns(row));
    }
    recording.sendColumns('c', { frame: frames }, Points3D.columns({ positions }));
    recording.sendColumns('c', { frame: frames }, Points3D.columns({ colors }));
  },
};
