import { describe, expect, it } from 'vitest';
import { toArchetype } from '../../src/blueprint/blueprint-source.ts';
import { flattenBlueprint } from '../../src/blueprint/flatten.ts';
import {
  type Blueprint,
  blueprint,
  cursorRelative,
  dataframeView,
  entityBehavior,
  exclude,
  grid,
  horizontal,
  include,
  spatial2DView,
  spatial3DView,
  tabs,
  textLogView,
  timePanel,
  timeSeriesView,
  vertical,
  visibleTimeRange,
  visibleTimeRanges,
  visualizer,
} from '../../src/blueprint/index.ts';
import { isRerunError } from '../../src/errors.ts';
import { Transform3D } from '../../src/index.ts';

const flat = (value: Blueprint, oldForms = false) => flattenBlueprint(value, { oldForms });
const codeOf = (call: () => unknown) => {
  try {
    call();
  } catch (error) {
    if (isRerunError(error)) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'nothing thrown';
};

describe('flattenBlueprint', () => {
  const layout = () =>
    blueprint({
      root: horizontal(
        [
          spatial3DView({ name: '3D', origin: 'world', contents: ['$origin/**', exclude('/world/debug/**')] }),
          vertical([timeSeriesView({ origin: '/plot' }), spatial2DView()], { rowShares: [2, 1] }),
        ],
        { columnShares: [3, 1] },
      ),
      timePanel: timePanel({ timeline: 'frame', fps: 20, loopMode: 'all', playState: 'paused' }),
      selectionPanel: 'hidden',
    });

  it('gives equal rows for equal blueprints, and other ids for other positions', () => {
    expect(flat(layout())).toEqual(flat(layout()));
    const two = flat(blueprint({ root: grid([spatial3DView(), spatial3DView()]) }));
    const views = two.filter((row) => /^\/view\/[^/]+$/.test(row.entityPath)).map((row) => row.entityPath);
    expect(new Set(views).size).toBe(2);
    expect(views[0]).toMatch(/^\/view\/[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('writes containers, panels and time where the viewer looks for them', () => {
    const rows = flat(layout());
    const at = (path: RegExp) =>
      rows.filter((row) => path.test(row.entityPath)).map((row) => ('fields' in row.value ? row.value.fields : {}));
    const containers = at(/^\/container\//);
    expect(containers.map((fields) => fields.container_kind)).toEqual([[3], [2]]);
    expect(containers[1]?.col_shares).toEqual([3, 1]);
    expect(at(/\/ViewContents$/)[0]).toEqual({ query: ['$origin/**', '- /world/debug/**'] });
    expect(at(/^\/view\/[^/]+$/)[0]).toEqual({
      class_identifier: ['3D'],
      display_name: ['3D'],
      space_origin: ['/world'],
    });
    expect(at(/^\/selection_panel$/)).toEqual([{ state: [1] }]);
    expect(at(/^\/time_panel$/)).toEqual([{ timeline: ['frame'], fps: [20], loop_mode: [3] }, { play_state: [1] }]);
    expect(rows.filter((row) => row.isStatic).map((row) => row.entityPath)).toEqual(['/time_panel']);
    expect(at(/^\/viewport$/)[0]).toMatchObject({ auto_layout: [false], auto_views: [false] });
  });

  it('wraps a view as the root and leaves layout to the viewer without a root', () => {
    const rows = flat(blueprint({ root: timeSeriesView(), autoLayout: null, autoViews: null, collapsePanels: true }));
    expect(rows.map((row) => row.entityPath.replace(/[0-9a-f-]{36}/, '*'))).toEqual([
      '/view/*/ViewContents',
      '/view/*',
      '/container/*',
      '/viewport',
      '/blueprint_panel',
      '/selection_panel',
      '/time_panel',
    ]);
    expect(flat(blueprint())[0]?.value).toMatchObject({ fields: { auto_layout: [true], auto_views: [true] } });
  });

  it('writes overrides in the new form, and in the old one on request', () => {
    const value = blueprint({
      root: spatial3DView({
        overrides: {
          'world/hidden': entityBehavior({ visible: false }),
          '/world/trail': visibleTimeRanges(visibleTimeRange('frame', { start: cursorRelative(-5), end: 'infinite' })),
          '/world/any': visualizer('Points3D', {
            mappings: [{ target: 'Points3D:positions', sourceKind: 'sourceComponent', sourceComponent: 'p' }],
          }),
        },
      }),
      timePanel: timePanel({ state: 'collapsed' }),
    });
    const paths = (oldForms: boolean) =>
      flat(value, oldForms).map((row) => row.entityPath.replaceAll(/[0-9a-f-]{36}/g, '*'));
    const base = '/view/*/ViewContents/overrides/world';
    expect(paths(false).filter((path) => path.startsWith(base))).toEqual([
      `${base}/hidden/visualizers`,
      `${base}/trail/visualizers`,
      `${base}/any/visualizers/*`,
      `${base}/any/visualizers`,
    ]);
    expect(paths(true).filter((path) => path.startsWith(base))).toContain(`${base}/hidden`);
    expect(paths(true).filter((path) => path === '/time_panel')).toHaveLength(2);
    expect(paths(false).filter((path) => path === '/time_panel')).toHaveLength(1);
    for (const row of flat(value, true)) expect(toArchetype(row.value).batches().length).toBeGreaterThan(0);
  });

  it('reads columns of data frames and accepts words with a capital', () => {
    const view = dataframeView({ query: { select: ['frame', '/plot/a:Scalars:scalars'] } });
    expect(view.properties[0]?.fields.select).toEqual([
      { time_columns: ['frame'], component_columns: [{ entity_path: '/plot/a', component: 'Scalars:scalars' }] },
    ]);
    expect(timeSeriesView({ plotLegend: 'LeftTop' }).properties).toEqual(
      timeSeriesView({ plotLegend: 'leftTop' }).properties,
    );
    expect(include(' /a/** ')).toBe('+ /a/**');
  });
});

describe('what blueprints refuse, naming the argument', () => {
  it.each([
    ['horizontal.columnShares', () => horizontal([timeSeriesView()], { columnShares: [1, 2] })],
    ['vertical.rowShares', () => vertical([timeSeriesView()], { rowShares: [Number.NaN] })],
    ['grid.gridColumns', () => grid([], { gridColumns: 0 })],
    ['tabs.activeTab', () => tabs([timeSeriesView({ name: 'a' })], { activeTab: 'b' })],
    ['timePanel.fps', () => timePanel({ fps: 0 })],
    ['timePanel.state', () => timePanel({ state: 'open' as 'hidden' })],
    ['timePanel.timeSelection[0]', () => timePanel({ timeSelection: [0.5, 1] })],
    ['eyeControls.position', () => spatial3DView({ eyeControls: { position: [0, 0, Number.NaN] } })],
    ['background.color', () => spatial3DView({ background: { color: [1, 2, 300] } })],
    ['visualBounds.xRange', () => spatial2DView({ visualBounds: { xRange: [2, 1], yRange: [0, 1] } })],
    ['spatial2DView.contents[0]', () => spatial2DView({ contents: ['+ '] })],
    ['textLogColumns.kind', () => textLogView({ textLogColumns: [{ kind: 'x' as 'body' }] })],
    ['overrides', () => spatial3DView({ overrides: { '/a': Transform3D({ translation: [0, 0, 1] }) } })],
    ['visualizer.mappings[0].target', () => visualizer('X', { mappings: [{ target: '', sourceKind: 'default' }] })],
    ['query.filterIsNotNull', () => dataframeView({ query: { filterIsNotNull: '/plot/a' } })],
  ])('%s', (argument, call) => {
    expect(codeOf(call)).toContain(`VALUE_INVALID ${argument}: expected`);
  });
});
