import {
  BarChart,
  Scalars,
  SeriesLines,
  SeriesPoints,
  Tensor,
  type TensorArgs,
  TextDocument,
  TextLog,
} from '../../src/index.ts';
import type { Vector } from './vector.ts';

const ORANGE = [255, 165, 0] as const;

export const scalars: Vector = {
  name: 'scalars',
  log(recording) {
    recording.logStatic(
      'one',
      SeriesLines({
        colors: ORANGE,
        widths: 2,
        names: 'loss',
        interpolationMode: 'StepAfter',
        aggregationPolicy: 'Average',
      }),
    );
    recording.sendColumns(
      'one',
      { epoch: [0, 15, 30] },
      Scalars.columns({ scalars: Float64Array.of(0.5, 0.25, 0.125) }),
    );
    const colors = [
      [255, 0, 0],
      [0, 0, 255],
    ] as const;
    recording.logStatic('two', SeriesLines({ colors, names: ['left', 'right'], visibleSeries: [true, false] }));
    for (let frame = 0; frame < 4; frame++) {
      recording.log('two', Scalars([Math.sin(0.4 * frame), Math.cos(0.4 * frame)]), { frame });
    }
    recording.logStatic(
      'pts',
      SeriesPoints({ colors: [0, 200, 0], markers: 'Diamond', names: 'psnr', markerSizes: 4, visibleSeries: true }),
    );
    const special = Float64Array.of(0.1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0);
    recording.sendColumns('pts', { frame: [0, 1, 2, 3, 4] }, Scalars.columns({ scalars: special }));
    recording.logStatic('static', Scalars(42));
  },
};

export const barChart: Vector = {
  name: 'bar_chart',
  log(recording) {
    recording.logStatic('u8', BarChart({ values: Uint8Array.of(1, 2, 3, 250), color: ORANGE }));
    recording.logStatic('f64', BarChart({ values: [0.5, 0.25], abscissa: [10, 20], widths: [1, 2] }));
    for (const epoch of [0, 15]) {
      const values = BigInt64Array.from([0, 1, 2], (offset) => BigInt(epoch + offset));
      recording.log('per_epoch', BarChart({ values }), { epoch });
    }
  },
};

export const tensor: Vector = {
  name: 'tensor',
  log(recording) {
    const numbers = [0, 1, 2, 3, 4, 5];
    const bigints = numbers.map(BigInt);
    const buffers: Readonly<Record<string, Pick<TensorArgs, 'data' | 'elementType'>>> = {
      uint8: { data: Uint8Array.from(numbers) },
      uint16: { data: Uint16Array.from(numbers) },
      uint32: { data: Uint32Array.from(numbers) },
      uint64: { data: BigUint64Array.from(bigints) },
      int8: { data: Int8Array.from(numbers) },
      int16: { data: Int16Array.from(numbers) },
      int32: { data: Int32Array.from(numbers) },
      int64: { data: BigInt64Array.from(bigints) },
      // 0, 1, 2, 3, 4, 5 as half floats.
      float16: { data: Uint16Array.of(0, 0x3c00, 0x4000, 0x4200, 0x4400, 0x4500), elementType: 'F16' },
      float32: { data: Float32Array.from(numbers) },
      float64: { data: Float64Array.from(numbers) },
    };
    for (const [path, buffer] of Object.entries(buffers)) {
      recording.logStatic(path, Tensor({ ...buffer, shape: [1, 2, 3], names: ['batch', 'row', 'col'] }));
    }
    recording.logStatic('plain', Tensor({ data: Float32Array.of(0, 1, 2, 3), shape: [2, 2], valueRange: [0, 3] }));
    recording.logStatic('big_int', Tensor({ data: BigUint64Array.of(2n ** 63n, 2n ** 64n - 1n), shape: [2] }));
  },
};

export const text: Vector = {
  name: 'text',
  log(recording) {
    const notes = '# Title\n\n| a | b |\n|---|---|\n| 1 | *2* |\n';
    recording.logStatic('notes', TextDocument({ text: notes, mediaType: 'text/markdown' }));
    recording.logStatic('plain', TextDocument({ text: 'no media type' }));
    for (const epoch of [0, 15]) {
      const document = TextDocument({ text: `epoch **${epoch}** – ünïcode ☮`, mediaType: 'text/markdown' });
      recording.log('per_epoch', document, { epoch });
    }
    for (let frame = 0; frame < 2; frame++) {
      recording.log('log', TextLog({ text: `frame ${frame}`, level: 'INFO' }), { frame });
      recording.log('log', TextLog({ text: `second of frame ${frame}`, level: 'WARN', color: ORANGE }), { frame });
    }
  },
};
