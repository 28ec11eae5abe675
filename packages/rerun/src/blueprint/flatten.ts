/**
 * @module
 * A blueprint as rows of its store: entity path and components (reference: rrd-format 9.3). Everything is logged once,
 * at 0 of the timeline `blueprint`, except `play_state`, which is static as in the SDKs.
 */
import type { Archetype } from '../archetypes/define-archetype.ts';
import { formatEntityPath } from '../entity-path.ts';
import type { Blueprint } from './blueprint.ts';
import { type BlueprintValue, blueprintValue, one } from './blueprint-archetypes.ts';
import { type Container, findTab, type LayoutPart } from './containers.ts';
import { type BlueprintId, idOf } from './ids.ts';
import { type Override, sortOverrides, visualizerInstruction } from './overrides.ts';
import type { TimePanel } from './panels.ts';
import { encodeTime } from './time-range.ts';
import type { View } from './views.ts';
import {
  CONTAINER_KIND,
  LOOP_MODE,
  PANEL_STATE,
  type PanelState,
  PLAY_STATE,
  VIEW_CLASS,
  wordNumber,
} from './words.ts';

/** One archetype logged at one entity of a blueprint store. */
export interface BlueprintRow {
  readonly entityPath: string;
  readonly value: BlueprintValue | Archetype;
  readonly isStatic: boolean;
}

export interface FlattenOptions {
  /**
   * Also writes what only viewers up to 0.28 read: overrides on the entity itself, and the state of the time panel as
   * `PanelBlueprint` (up to 0.25). Newer ones ignore it.
   */
  readonly oldForms: boolean;
}

/** Rows in the order in which they are written. Same blueprint, same rows, same ids. */
export function flattenBlueprint(blueprint: Blueprint, { oldForms }: FlattenOptions): readonly BlueprintRow[] {
  const rows: BlueprintRow[] = [];
  const log = (entityPath: string, value: BlueprintValue | Archetype, isStatic = false) => {
    if (!isEmpty(value)) rows.push({ entityPath, value, isStatic });
  };
  const { root, collapsePanels = false } = blueprint;
  const asContainer: Container | undefined =
    root?.type === 'view' ? { type: 'container', kind: 'tabs', contents: [root] } : root;
  const rootId = asContainer && logContainer(asContainer, 'root', log, oldForms);
  const automatic = root === undefined;
  log(
    '/viewport',
    blueprintValue('ViewportBlueprint', {
      root_container: one(rootId?.bytes),
      auto_layout: one(orDefault(blueprint.autoLayout, automatic)),
      auto_views: one(orDefault(blueprint.autoViews, automatic)),
    }),
  );
  const panel = (name: string, state: PanelState | undefined) =>
    log(`/${name}`, blueprintValue('PanelBlueprint', { state: one(state && wordNumber(PANEL_STATE, state, 'state')) }));
  const collapsed = collapsePanels ? 'collapsed' : undefined;
  panel('top_panel', blueprint.topPanel);
  panel('blueprint_panel', blueprint.blueprintPanel ?? collapsed);
  panel('selection_panel', blueprint.selectionPanel ?? collapsed);
  const timePanel: TimePanel = { type: 'timePanel', ...(collapsed && { state: collapsed }), ...blueprint.timePanel };
  if (oldForms) panel('time_panel', timePanel.state);
  logTimePanel(timePanel, log);
  return rows;
}

type Log = (entityPath: string, value: BlueprintValue | Archetype, isStatic?: boolean) => void;

function logContainer(container: Container, position: string, log: Log, oldForms: boolean): BlueprintId {
  const { kind, contents, gridColumns, name, visible } = container;
  const id = idOf(`container\0${position}\0${kind}\0${name ?? ''}`);
  const paths = contents.map((part, index) => logPart(part, `${position}/${index}`, log, oldForms));
  const tab = findTab(container);
  log(
    `/container/${id.uuid}`,
    blueprintValue('ContainerBlueprint', {
      container_kind: [CONTAINER_KIND[kind]],
      display_name: one(name),
      contents: paths,
      col_shares: container.columnShares,
      row_shares: container.rowShares,
      active_tab: one(tab === undefined ? undefined : paths[tab]),
      visible: one(visible),
      grid_columns: one(gridColumns),
    }),
  );
  return id;
}

/** Path of a child as containers name it: no leading slash, as the SDKs write it. */
function logPart(part: LayoutPart, position: string, log: Log, oldForms: boolean): string {
  if (part.type === 'container') return `container/${logContainer(part, position, log, oldForms).uuid}`;
  return `view/${logView(part, position, log, oldForms).uuid}`;
}

function logView(view: View, position: string, log: Log, oldForms: boolean): BlueprintId {
  const { kind, origin, contents, name, visible, titlebar } = view;
  const id = idOf(`view\0${position}\0${kind}\0${origin}\0${name ?? ''}`);
  const path = `/view/${id.uuid}`;
  log(`${path}/ViewContents`, blueprintValue('ViewContents', { query: contents }));
  log(
    path,
    blueprintValue('ViewBlueprint', {
      class_identifier: [VIEW_CLASS[kind]],
      display_name: one(name),
      space_origin: [origin],
      visible: one(visible),
      titlebar: one(titlebar),
    }),
  );
  for (const property of view.properties) log(`${path}/${property.archetype}`, property);
  for (const value of view.defaults) log(`${path}/defaults`, value);
  for (const [entity, overrides] of Object.entries(view.overrides)) {
    const formatted = formatEntityPath(entity);
    logOverrides(`${path}/ViewContents/overrides${formatted === '/' ? '' : formatted}`, overrides, log, oldForms);
  }
  return id;
}

function logOverrides(base: string, overrides: Override | readonly Override[], log: Log, oldForms: boolean): void {
  const { behavior, visualizers } = sortOverrides(overrides);
  if (oldForms) {
    for (const value of behavior) log(base, value);
    for (const { overrides: archetypes } of visualizers) for (const value of archetypes) log(base, value);
  }
  const ids: BlueprintId[] = [];
  for (const [index, visualizer] of visualizers.entries()) {
    const id = idOf(`visualizer\0${base}\0${index}\0${visualizer.visualizerType}`);
    const path = `${base}/visualizers/${id.uuid}`;
    log(path, visualizerInstruction(visualizer));
    for (const value of visualizer.overrides) log(path, value);
    ids.push(id);
  }
  for (const value of behavior) log(`${base}/visualizers`, value);
  if (ids.length > 0) {
    log(`${base}/visualizers`, blueprintValue('ActiveVisualizers', { instruction_ids: ids.map((id) => id.bytes) }));
  }
}

function logTimePanel(panel: TimePanel, log: Log): void {
  const { state, playState, loopMode, timeSelection } = panel;
  log(
    '/time_panel',
    blueprintValue('TimePanelBlueprint', {
      state: one(state && wordNumber(PANEL_STATE, state, 'state')),
      timeline: one(panel.timeline),
      playback_speed: one(panel.playbackSpeed),
      fps: one(panel.fps),
      loop_mode: one(loopMode && wordNumber(LOOP_MODE, loopMode, 'loopMode')),
      time_selection: one(
        timeSelection && {
          min: encodeTime('timePanel.timeSelection[0]', timeSelection[0]),
          max: encodeTime('timePanel.timeSelection[1]', timeSelection[1]),
        },
      ),
    }),
  );
  log(
    '/time_panel',
    blueprintValue('TimePanelBlueprint', {
      play_state: one(playState && wordNumber(PLAY_STATE, playState, 'playState')),
    }),
    true,
  );
}

const orDefault = (value: boolean | null | undefined, fallback: boolean): boolean | undefined =>
  value === null ? undefined : (value ?? fallback);

function isEmpty(value: BlueprintValue | Archetype): boolean {
  return 'fields' in value && Object.keys(value.fields).length === 0;
}
