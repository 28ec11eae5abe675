/**
 * The inputs of some vectors of ../shared/vectors/make_vectors.py, logged with our API. Functions are named after the
 * vectors; keep them readable beside the Python.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  archetype,
  Clear,
  EncodedImage,
  i64,
  Mesh3D,
  Points3D,
  type Recording,
  Scalars,
  SeriesLines,
  SeriesPoints,
  TextDocument,
  utf8,
} from '../../src/index.ts';
import { SHARED } from '../judge.ts';

const media = (name: string) => new Uint8Array(readFileSync(join(SHARED, 'vectors/media', name)));
const TET = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1);
const TRI = Uint32Array.of(0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3);
const NRM = Float32Array.of(-0.5, -0.5, -0.5, 1, 0, 0, 0, 1, 0, 0, 0, 1);
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

export const INPUTS: Readonly<Record<string, (recording: Recording) => void>> = {
  encoded_image(recording) {
    recording.logStatic('static/png', EncodedImage({ blob: media('f01.png') }));
    recording.logStatic('static/jpeg', EncodedImage({ blob: media('f01.jpg') }));
    const frames = [1, 2, 3].map((number) => media(`f0${number}.jpg`));
    recording.logStatic('cam/columns', EncodedImage.update({ mediaType: 'image/jpeg' }));
    recording.sendColumns('cam/columns', { frame: [0, 1, 2] }, EncodedImage.columns({ blob: frames }));
    for (const [frame, blob] of frames.entries()) {
      const image = EncodedImage({ blob, opacity: 0.5, drawOrder: -10, magnificationFilter: 'Nearest' });
      recording.log('cam/logged', image, { frame });
    }
  },

  mesh3d(recording) {
    recording.logStatic(
      'whole',
      Mesh3D({
        vertexPositions: TET,
        triangleIndices: TRI,
        vertexNormals: NRM,
        vertexColors: [
          [255, 0, 0],
          [0, 255, 0],
          [0, 0, 255],
          [255, 255, 255, 128],
        ],
      }),
    );
    recording.logStatic('split', Mesh3D.update({ triangleIndices: TRI, albedoFactor: [255, 165, 0] }));
    recording.sendColumns(
      'split',
      { frame: range(4) },
      Mesh3D.columns(
        {
          vertexPositions: Float32Array.from(range(48), (index) => TET[index % 12]! + 0.25 * Math.floor(index / 12)),
          vertexNormals: Float32Array.from(range(48), (index) => NRM[index % 12]!),
        },
        { lengths: [4, 4, 4, 4] },
      ),
    );
    const green = [0, 200, 0] as const;
    const mesh = Mesh3D.update({ triangleIndices: TRI, vertexColors: [green, green, green, green] });
    recording.logStatic('logged', mesh);
    for (const frame of range(3)) {
      const pose =
        frame === 1
          ? { vertexPositions: [], vertexNormals: [] }
          : { vertexPositions: TET.map((value) => value * (frame + 1)), vertexNormals: NRM };
      recording.log('logged', Mesh3D.update(pose), { frame });
    }
    recording.logStatic(
      'textured',
      Mesh3D({
        vertexPositions: TET,
        triangleIndices: TRI,
        vertexTexcoords: [
          [0, 0],
          [1, 0],
          [0, 1],
          [1, 1],
        ],
        albedoTextureBuffer: Uint8Array.from(range(12)),
        albedoTextureFormat: { width: 2, height: 2, colorModel: 'RGB', channelDatatype: 'U8' },
        faceRendering: 'Front',
        classIds: 3,
      }),
    );
  },

  scalars(recording) {
    recording.logStatic(
      'one',
      SeriesLines({
        colors: [255, 165, 0],
        widths: 2,
        names: 'loss',
        interpolationMode: 'StepAfter',
        aggregationPolicy: 'Average',
      }),
    );
    recording.sendColumns('one', { epoch: [0, 15, 30] }, Scalars.columns({ scalars: [0.5, 0.25, 0.125] }));
    const colors = [
      [255, 0, 0],
      [0, 0, 255],
    ] as const;
    recording.logStatic('two', SeriesLines({ colors, names: ['left', 'right'], visibleSeries: [true, false] }));
    for (const frame of range(4)) {
      recording.log('two', Scalars([Math.sin(0.4 * frame), Math.cos(0.4 * frame)]), { frame });
    }
    recording.logStatic(
      'pts',
      SeriesPoints({ colors: [0, 200, 0], markers: 'Diamond', names: 'psnr', markerSizes: 4, visibleSeries: true }),
    );
    const values = [0.1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0];
    recording.sendColumns('pts', { frame: range(5) }, Scalars.columns({ scalars: values }));
    recording.logStatic('static', Scalars(42));
  },

  columns(recording) {
    const wave = Float64Array.from(range(1000), (t) => ((t * t) % 97) / 8);
    recording.sendColumns('wave', { frame: range(1000) }, Scalars.columns({ scalars: wave }));
    recording.sendColumns('ragged', { frame: range(4) }, [
      Points3D.columns({ positions: Float32Array.from(range(18)) }, { lengths: [1, 0, 3, 2] }),
      Points3D.columns({ colors: Uint32Array.of(0xff0000ff, 0x00ff00ff, 0x0000ffff, 0xffffffff) }),
    ]);
    recording.sendColumns('unsorted', { frame: [3, 1, 2, 0] }, Scalars.columns({ scalars: [3, 1, 2, 0] }));
    recording.sendColumns('static', {}, Points3D.columns({ positions: TET }, { lengths: [4] }));
  },

  chunking(recording) {
    const positions = Float32Array.from(range(9));
    const columns = { positions, colors: Uint32Array.of(1, 2, 3) };
    recording.sendColumns('a', { frame: range(3) }, Points3D.columns(columns));
    for (const frame of range(3)) {
      const row = { positions: positions.subarray(3 * frame, 3 * frame + 3), colors: Uint32Array.of(frame + 1) };
      recording.sendColumns('b', { frame: [frame] }, Points3D.columns(row));
    }
    recording.sendColumns('c', { frame: range(3) }, Points3D.columns({ positions }));
    recording.sendColumns('c', { frame: range(3) }, Points3D.columns({ colors: Uint32Array.of(1, 2, 3) }));
  },

  clear(recording) {
    for (const frame of range(3)) {
      for (const path of ['flat', 'flat/child', 'rec', 'rec/child']) {
        recording.log(path, Points3D({ positions: [[frame, 0, 0]] }), { frame });
      }
    }
    recording.log('flat', Clear({ recursive: false }), { frame: 3 });
    recording.log('rec', Clear({ recursive: true }), { frame: 3 });
    recording.log('before', Points3D({ positions: [[1, 1, 1]] }), { frame: 4 });
    recording.log('before', Clear({ recursive: false }), { frame: 4 });
    recording.log('after', Clear({ recursive: false }), { frame: 4 });
    recording.log('after', Points3D({ positions: [[2, 2, 2]] }), { frame: 4 });
  },

  entity_paths(recording) {
    const paths = [
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
    ];
    for (const path of paths) recording.logStatic(path, TextDocument({ text: path.join('/') }));
    recording.logStatic('/', TextDocument({ text: 'root' }));
    recording.logStatic('/input_data/train/all_cameras/cam_00/images', TextDocument({ text: 'plain' }));
  },

  timelines(recording) {
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
    const when = BigInt(Date.UTC(2025, 5, 15, 12)) * 1_000_000n + 123_456_789n;
    recording.log('clocked', Scalars(1), { elapsed: { duration: 1.5 }, when: { timestamp: when } });
    const frame = [-5n, 0n, 2n ** 53n + 1n];
    recording.sendColumns('extremes', { frame }, Scalars.columns({ scalars: [1, 2, 3] }));
  },

  properties(recording) {
    recording.setProperty(
      'outlay',
      archetype(null, {
        layout_version: { type: utf8, values: 'v1' },
        epochs: { type: i64, values: [0, 15, 30] },
        fingerprint: { type: utf8, values: '00ff' },
      }),
    );
    recording.setProperty('notes', TextDocument({ text: 'hello' }));
    recording.logStatic('x', Scalars(1));
  },
};

/** Options beside the ids, for vectors that need some. */
export const OPTIONS = {
  properties: { name: 'experiment a / scene 1', startTime: 1_750_000_000_000_000_000n },
} as const;
