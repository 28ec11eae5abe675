import {
  absolute,
  type BlueprintSourceOptions,
  barChartView,
  blueprint,
  blueprintSource,
  cursorRelative,
  dataframeView,
  entityBehavior,
  grid,
  horizontal,
  spatial2DView,
  spatial3DView,
  tabs,
  tensorView,
  textDocumentView,
  textLogView,
  timePanel,
  timeSeriesView,
  vertical,
  visibleTimeRange,
  visibleTimeRanges,
  visualizer,
} from '../../src/blueprint/index.ts';
import { BATCH_LIMITS } from '../../src/chunk/batch-limits.ts';
import { joinBytes } from '../../src/chunk/compression.ts';
import { IdSource } from '../../src/chunk/identity.ts';
import {
  type Blueprint,
  Boxes3D,
  Points3D,
  type Recording,
  Scalars,
  SeriesLines,
  SeriesPoints,
  TextDocument,
} from '../../src/index.ts';
import { StoreLogger } from '../../src/store-logger.ts';
import { type FullStoreId, StreamEncoder } from '../../src/stream-encoder.ts';
import { TETRAHEDRON } from './spatial.ts';
import { blueprintFileVector, type Vector } from './vector.ts';

/** What the SDK writes today: no forms for viewers before 0.29, and nothing said about automatic views. */
const asSdk = { autoLayout: null, autoViews: null } as const;
const source = (value: Blueprint, options: BlueprintSourceOptions = {}) =>
  blueprintSource(value, { oldForms: false, ...options });

function someData(recording: Recording): void {
  recording.logStatic('world/points', Points3D({ positions: TETRAHEDRON, radii: 0.1 }));
  const scalars = Float64Array.of(0, 1, 4, 9, 16);
  recording.sendColumns('plot/a', { frame: [0, 1, 2, 3, 4] }, Scalars.columns({ scalars }));
  recording.logStatic('doc', TextDocument({ text: '# doc', mediaType: 'text/markdown' }));
}

/** The SDK makes the last unnamed view of any container its active tab when no tab is asked for. */
const withSdkTab = <T extends object>(container: T, activeTab: number) => ({ ...container, activeTab });

export const blueprintLayout: Vector = {
  name: 'blueprint_layout',
  options: {
    blueprint: source(
      blueprint({
        root: vertical(
          [
            horizontal(
              [
                spatial3DView({ origin: '/world', name: '3D', contents: ['$origin/**', '- /world/debug/**'] }),
                spatial2DView({ origin: '/world/cam_00', name: '2D', titlebar: false }),
              ],
              { columnShares: [3, 1], name: 'top' },
            ),
            withSdkTab(
              grid(
                [
                  textDocumentView({ origin: '/doc' }),
                  timeSeriesView({ origin: '/plot' }),
                  barChartView({ origin: '/bars', visible: false }),
                ],
                { gridColumns: 2, columnShares: [1, 2], rowShares: [1, 1] },
              ),
              2,
            ),
            tabs(
              [
                dataframeView({ origin: '/plot', name: 'table' }),
                textLogView({ origin: '/log', name: 'log' }),
                tensorView({ origin: '/t', name: 'tensor' }),
              ],
              { activeTab: 'log' },
            ),
          ],
          { rowShares: [2, 1, 1] },
        ),
        autoLayout: false,
        autoViews: false,
      }),
    ),
  },
  log: someData,
};

const trail = visibleTimeRange('frame', { start: cursorRelative(-5), end: cursorRelative() });

export const blueprintViews: Vector = {
  name: 'blueprint_views',
  options: {
    blueprint: source(
      blueprint({
        ...asSdk,
        root: withSdkTab(
          grid([
            spatial3DView({
              origin: '/world',
              name: '3D',
              background: { kind: 'solidColor', color: [30, 30, 30] },
              lineGrid: {
                visible: true,
                spacing: 0.5,
                plane: [0, 0, 1, 0],
                strokeWidth: 1.5,
                color: [255, 255, 255, 64],
              },
              spatialInformation: { targetFrame: 'tf#/world', showBoundingBox: true, showAxes: true },
              eyeControls: {
                kind: 'orbital',
                position: [3, 3, 3],
                lookTarget: [0, 0, 1],
                eyeUp: [0, 0, 1],
                speed: 2.5,
                trackingEntity: '/world/points',
                spinSpeed: 0.25,
              },
              timeRanges: [trail, visibleTimeRange('epoch', { start: 'infinite', end: absolute(30) })],
            }),
            spatial2DView({
              origin: '/world/cam',
              background: 'gradientBright',
              visualBounds: { xRange: [0, 640], yRange: [0, 480] },
            }),
            timeSeriesView({
              origin: '/plot',
              axisX: {
                link: 'independent',
                viewRange: { start: cursorRelative(-10), end: cursorRelative(10) },
                zoomLock: true,
              },
              axisY: { range: [0, 40], zoomLock: true },
              plotLegend: { corner: 'leftTop', visible: true },
              background: { color: [0, 0, 0], showGrid: false },
              timeRanges: trail,
              interaction: { tooltipMode: 'all', pointsDisplay: 'always' },
            }),
            barChartView({ origin: '/bars', plotLegend: 'rightBottom', background: { showGrid: true } }),
            textDocumentView({ origin: '/doc', formatOptions: { monospace: true, wordWrap: false } }),
            dataframeView({
              origin: '/plot',
              query: {
                timeline: 'frame',
                filterByRange: [0, 10],
                // The SDK splits this text at its last colon but one; so do we.
                filterIsNotNull: '/plot/a:Scalars',
                applyLatestAt: true,
                autoScroll: false,
                select: ['frame', 'log_time', '/plot/a:Scalars'],
              },
            }),
          ]),
          5,
        ),
      }),
    ),
  },
  log: someData,
};

export const blueprintOverrides: Vector = {
  name: 'blueprint_overrides',
  options: {
    blueprint: source(
      blueprint({
        ...asSdk,
        root: withSdkTab(
          horizontal([
            spatial3DView({
              origin: '/world',
              name: '3D',
              overrides: {
                'world/points': Points3D.update({ radii: 0.3, colors: [255, 165, 0] }),
                'world/hidden': entityBehavior({ visible: false, interactive: false }),
                'world/trail': visibleTimeRanges(trail),
              },
              defaults: [Points3D.update({ radii: 0.05 }), Boxes3D.update({ fillMode: 'Solid' })],
            }),
            timeSeriesView({
              origin: '/plot',
              overrides: {
                'plot/a': [
                  SeriesLines({ colors: [255, 0, 0], names: 'line', widths: 3 }),
                  SeriesPoints({ colors: [0, 255, 0], markers: 'Cross', names: 'dots' }),
                ],
                'plot/any': visualizer(SeriesLines({ names: 'mapped' }), {
                  mappings: [
                    {
                      target: 'Scalars:scalars',
                      sourceKind: 'sourceComponent',
                      sourceComponent: 'psnr',
                      selector: '.',
                    },
                  ],
                }),
              },
            }),
          ]),
          1,
        ),
      }),
    ),
  },
  log: someData,
};

export const blueprintPanels: Vector = {
  name: 'blueprint_panels',
  options: {
    blueprint: source(
      blueprint({
        ...asSdk,
        root: tabs([spatial3DView({ origin: '/world' })], { activeTab: 0 }),
        topPanel: 'hidden',
        blueprintPanel: 'collapsed',
        selectionPanel: 'hidden',
        timePanel: timePanel({
          state: 'expanded',
          timeline: 'frame',
          playbackSpeed: 0.5,
          fps: 20,
          playState: 'paused',
          loopMode: 'selection',
          timeSelection: [2, 4],
        }),
      }),
    ),
  },
  log: someData,
};

export const blueprintCollapse: Vector = {
  name: 'blueprint_collapse',
  options: {
    blueprint: source(
      blueprint({
        ...asSdk,
        root: tabs([timeSeriesView({ origin: '/plot' })], { activeTab: 0 }),
        collapsePanels: true,
      }),
      { makeActive: false, makeDefault: true },
    ),
  },
  log: someData,
};

export const blueprintFile: Vector = blueprintFileVector(
  'blueprint_file',
  source(
    blueprint({
      ...asSdk,
      root: tabs([spatial3DView({ origin: '/world', name: '3D' }), timeSeriesView({ origin: '/plot' })], {
        activeTab: 1,
      }),
      timePanel: timePanel({ state: 'collapsed', timeline: 'frame', fps: 20, loopMode: 'all' }),
    }),
  ),
);

/** Three stores in one stream, as `rerun rrd merge` makes them: below the API, which writes one recording per file. */
export const twoRecordings: Vector = {
  name: 'two_recordings',
  encode(applicationId, target) {
    const encoder = new StreamEncoder({ compression: 'auto', footer: target !== '0.24', source: '@outlay/rerun' });
    const store = (kind: FullStoreId['kind'], recordingId: string): [FullStoreId, StoreLogger] => {
      const id: FullStoreId = { kind, recordingId, applicationId };
      encoder.store(id);
      return [
        id,
        new StoreLogger(new IdSource(`${applicationId}\0${recordingId}`), BATCH_LIMITS, (chunk) =>
          encoder.chunk(id, chunk),
        ),
      ];
    };
    const root = tabs([timeSeriesView({ origin: '/' })], { activeTab: 0 });
    const layout = source(blueprint({ ...asSdk, root }));
    const [blueprintId, blueprintLogger] = store('blueprint', layout.recordingId);
    layout.log(blueprintLogger);
    blueprintLogger.flush();
    encoder.activate(blueprintId, { makeActive: true, makeDefault: true });
    for (let index = 0; index < 2; index++) {
      const [, logger] = store('recording', `two_recordings_${index}`);
      logger.logStatic('x', Scalars(index));
      logger.flush();
    }
    encoder.finish();
    const length = encoder.readyBytes;
    return joinBytes(encoder.take(), length);
  },
};
