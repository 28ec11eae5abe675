import { describe, expect, it } from 'vitest';
import {
  AnyValues,
  type Archetype,
  Asset3D,
  BarChart,
  Boxes2D,
  Boxes3D,
  Capsules3D,
  createRecording,
  DynamicArchetype,
  EncodedDepthImage,
  GaussianSplats3D,
  isRerunError,
  LineStrips2D,
  Mesh3D,
  Points2D,
  Points3D,
  Tensor,
  Transform3D,
  VideoStream,
} from '../../src/index.ts';

const log = (archetype: () => Archetype) => {
  const recording = createRecording({ applicationId: 'app', recordingId: 'rec' });
  recording.log('world/thing', archetype(), { frame: 0 });
  return recording.bytes();
};

const bytes = Uint8Array.of(1, 2, 3);

describe('archetypes refuse what viewers would drop or misread, naming path and argument', () => {
  it.each<readonly [string, () => Archetype]>([
    ['Points3D.colors', () => Points3D({ positions: [0, 0, 0], colors: Uint32Array.of(1, 2) })],
    ['Points3D.labels', () => Points3D({ positions: [0, 0, 0, 1, 1, 1], labels: ['a', 'b', 'c'] })],
    ['Points3D.showLabels', () => Points3D({ positions: [0, 0, 0], showLabels: [true, false] })],
    ['Points2D.radii', () => Points2D({ positions: [0, 0], radii: Number.NaN })],
    ['Points2D.positions', () => Points2D({ positions: [0, 0, 0] })],
    ['Points2D.drawOrder', () => Points2D({ positions: [0, 0], drawOrder: [1, 2] })],
    ['LineStrips2D.strips', () => LineStrips2D({ strips: [[[0, 0, 0]]] })],
    ['Boxes3D.centers', () => Boxes3D({ halfSizes: [1, 1, 1], centers: [0, 0, 0, 1, 1, 1] })],
    ['Boxes3D.quaternions', () => Boxes3D({ halfSizes: [1, 1, 1], quaternions: [0, 0, 1] })],
    ['Boxes3D.fillMode', () => Boxes3D({ halfSizes: [1, 1, 1], fillMode: 'solid' as 'Solid' })],
    ['Boxes2D.classIds', () => Boxes2D({ halfSizes: [1, 1], classIds: 70_000 })],
    ['Capsules3D.radii', () => Capsules3D({ lengths: [1], radii: Number.NaN })],
    ['Mesh3D.vertexNormals', () => Mesh3D({ vertexPositions: [0, 0, 0], vertexNormals: [0, 0, 1, 0, 0, 1] })],
    ['Transform3D.translation', () => Transform3D({ translation: [0, 0, 0, 1, 1, 1] })],
    ['Asset3D.mediaType', () => Asset3D({ blob: bytes, mediaType: 'image/png' })],
    ['EncodedDepthImage.mediaType', () => EncodedDepthImage({ blob: bytes, mediaType: 'image/jpeg' })],
    ['EncodedDepthImage.meter', () => EncodedDepthImage({ blob: bytes, meter: -1 })],
    ['VideoStream.codec', () => VideoStream({ codec: 'H266' as 'H265' })],
    ['GaussianSplats3D.shCoefficients', () => GaussianSplats3D({ centers: [0, 0, 0], shCoefficients: [1, 2, 3] })],
    [
      'GaussianSplats3D.sphericalHarmonicsDegree',
      () => GaussianSplats3D({ centers: [0, 0, 0], sphericalHarmonicsDegree: 4 }),
    ],
    ['Tensor.data', () => Tensor({ data: bytes, shape: [2, 2] })],
    ['Tensor.data', () => Tensor({ data: bytes, shape: [3], names: ['a', 'b'] })],
    ['Tensor.data', () => Tensor({ data: bytes, shape: [3.5] })],
    ['BarChart.abscissa', () => BarChart({ values: [1, 2], abscissa: [1] })],
    ['AnyValues.mixed', () => AnyValues({ mixed: [1, 'a'] })],
    ['AnyValues.nothing', () => AnyValues({ nothing: [] })],
    ['outlay.Fit.when', () => DynamicArchetype('outlay.Fit', { when: new Date(0) as unknown as string })],
  ])('%s', (argument, archetype) => {
    let caught: unknown;
    try {
      log(archetype);
    } catch (error) {
      caught = error;
    }
    expect(isRerunError(caught, 'VALUE_INVALID')).toBe(true);
    expect(caught).toMatchObject({ argument, entityPath: '/world/thing' });
  });

  it('takes one value for all instances, and clearing with colors left', () => {
    expect(log(() => Points3D({ positions: [0, 0, 0, 1, 1, 1], colors: 0xff0000ff, radii: 1 })).length).toBeGreaterThan(
      0,
    );
    expect(log(() => Points3D({ positions: [], colors: 0xff0000ff })).length).toBeGreaterThan(0);
  });
});
