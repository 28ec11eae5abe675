// One case per archetype: the calls of a golden recording that log it, and what it needs to be seen (`with`), in one
// view of the right class. `shown` asks for a picture that differs from the same recording without the archetype.
import { annexB } from './annex-b.mjs';

/** @param ours the bundle of ours.ts */
export function archetypeCases(ours, media) {
  const { AnyValues, Arrows2D, Boxes3D, Clear, Points3D, VideoStream, ViewCoordinates } = ours;
  const views = {
    '3d': (options) => ours.spatial3DView(options),
    '2d': (options) => ours.spatial2DView(options),
    series: (options) => ours.timeSeriesView(options),
    bars: (options) => ours.barChartView(options),
    tensor: (options) => ours.tensorView(options),
    document: (options) => ours.textDocumentView(options),
    log: (options) => ours.textLogView(options),
    table: (options) => ours.dataframeView(options),
  };
  /** `vector`: whose calls are taken; `subject`: archetypes in question, first the name of the row. */
  const row = (subject, vector, view, more = {}) => ({
    id: subject
      .split(', ')[0]
      .replace(/[^A-Za-z0-9]+/g, '_')
      .replace(/_$/, '')
      .toLowerCase(),
    title: subject,
    vector,
    subject: subject
      .replace(/ \(.*\)/, '')
      .split(', ')
      .map((name) => (name.includes('.') ? name : `rerun.archetypes.${name}`)),
    with: (more.with ?? []).map((name) => `rerun.archetypes.${name}`),
    view: views[view]({ origin: more.origin ?? '/', ...more.viewOptions }),
    viewKey: view,
    origin: more.origin ?? (more.viewOptions ? undefined : '/'),
    ...Object.fromEntries(
      ['paths', 'extra', 'calls', 'since', 'known', 'timeline']
        .filter((key) => key in more)
        .map((key) => [key, more[key]]),
    ),
  });
  const samples = () => annexB(media('clip.mp4'));
  return [
    row('Points3D', 'points3d', '3d'),
    row('LineStrips3D', 'line_strips3d', '3d'),
    row('Mesh3D', 'mesh3d', '3d'),
    row('Asset3D', 'asset3d', '3d'),
    row('GaussianSplats3D', 'gaussian_splats3d', '3d', { since: '0.36' }),
    row('Boxes3D', 'boxes3d', '3d'),
    row('Ellipsoids3D', 'boxes3d', '3d'),
    row('Capsules3D', 'boxes3d', '3d'),
    row('Cylinders3D', 'boxes3d', '3d', { since: '0.25' }),
    row('Arrows3D', 'boxes3d', '3d'),
    row('Pinhole', 'camera', '3d', { with: ['Transform3D', 'ViewCoordinates'] }),
    row('Transform3D', 'camera', '3d', { with: ['Pinhole', 'ViewCoordinates'] }),
    // Not the up axis that viewers take without being told.
    row('ViewCoordinates', undefined, '3d', {
      calls: (recording) => recording.logStatic('/', ViewCoordinates('RDF')),
      extra: (recording) => recording.logStatic('points', Points3D({ positions: [0, 0, 0, 1, 2, 3], radii: 0.2 })),
    }),
    row('TransformAxes3D', 'transform3d', '3d', { with: ['Transform3D'], paths: /^quat$/, since: '0.28' }),
    row('InstancePoses3D', 'transform3d', '3d', {
      extra: (recording) => recording.logStatic('poses', Boxes3D({ halfSizes: [0.3, 0.3, 0.3] })),
    }),
    row('CoordinateFrame', 'transform3d', '3d', {
      with: ['Transform3D'],
      paths: /^frames/,
      since: '0.27',
      viewOptions: { spatialInformation: { targetFrame: 'world' } },
      extra: (recording) =>
        recording.logStatic('frames/points', Points3D({ positions: [0, 0, 0, 1, 0, 0, 0, 1, 0], radii: 0.2 })),
    }),
    row('Points2D', 'points3d', '2d'),
    row('LineStrips2D', 'line_strips3d', '2d'),
    row('Boxes2D', 'boxes3d', '2d'),
    row('Arrows2D', undefined, '2d', {
      calls: (recording) =>
        recording.logStatic('arrows', Arrows2D({ origins: [0, 0, 10, 0], vectors: [20, 30, 5, 30], radii: 1 })),
    }),
    row('EncodedImage', 'encoded_image', '2d', { paths: /^cam/ }),
    row('EncodedImage (static)', 'encoded_image', '2d', {
      paths: /^static/,
      known: {
        viewer: ['npm:0.33.0'],
        reason: 'viewers 0.32.0 to 0.33.1 hang on a static EncodedImage, whoever wrote it; ours is logged at a time',
      },
    }),
    row('Image', 'image', '2d', { paths: /^(rgb|l)$/ }),
    row('DepthImage', 'depth_image', '2d'),
    row('EncodedDepthImage', 'encoded_depth_image', '2d', { since: '0.28' }),
    row('SegmentationImage', 'segmentation', '2d', { with: ['AnnotationContext'] }),
    row('AnnotationContext', 'segmentation', '2d', { with: ['SegmentationImage'], paths: /^(\/|seg\/u8)$/ }),
    row('AssetVideo, VideoFrameReference', 'video', '2d', { timeline: 'frame' }),
    row('VideoStream', undefined, '2d', {
      calls(recording) {
        const frames = samples();
        recording.logStatic('stream', VideoStream.update({ codec: 'H264' }));
        const columns = {
          sample: frames.map(({ sample }) => sample),
          isKeyframe: frames.map(({ isKeyframe }) => isKeyframe),
        };
        recording.sendColumns('stream', { frame: frames.map((_, frame) => frame) }, VideoStream.columns(columns));
      },
    }),
    row('Scalars', 'scalars', 'series', { paths: /^(two|pts|static)$/ }),
    row('SeriesLines', 'scalars', 'series', { with: ['Scalars'], paths: /^two$/ }),
    row('SeriesPoints', 'scalars', 'series', { with: ['Scalars'], paths: /^pts$/ }),
    row('BarChart', 'bar_chart', 'bars', { paths: /^(u8|f64)$/ }),
    row('Tensor', 'tensor', 'tensor', { origin: '/plain', paths: /^plain$/ }),
    row('TextDocument', 'text', 'document', { origin: '/notes' }),
    row('TextLog', 'text', 'log'),
    row('AnyValues', 'any_values', 'table', { timeline: 'frame', paths: /^columns$/, origin: '/columns' }),
    row('outlay.Fit (DynamicArchetype)', 'any_values', 'table', {
      timeline: 'frame',
      paths: /^dyncolumns$/,
      origin: '/dyncolumns',
    }),
    row('Clear', undefined, '3d', {
      with: ['Points3D'],
      timeline: 'frame',
      calls(recording) {
        recording.log('stays', Points3D({ positions: [0, 0, 0], radii: 0.2 }), { frame: 0 });
        recording.log('goes', Points3D({ positions: [1, 1, 0], radii: 0.2 }), { frame: 0 });
        recording.log('goes', Clear({ recursive: false }), { frame: 0 });
      },
    }),
  ]
    .map((found) => (found.title === 'AnyValues' ? { ...found, subject: [''] } : found))
    .map((found) => ({ ...found, marker: AnyValues({ matrix: true }) }));
}
