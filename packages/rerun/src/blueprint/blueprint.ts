import { InvalidValueError } from '../errors.ts';
import { show } from './checks.ts';
import type { LayoutPart } from './containers.ts';
import type { TimePanel } from './panels.ts';
import { PANEL_STATE, type PanelState, wordNumber } from './words.ts';

export interface BlueprintOptions {
  /** What the viewport shows. Left out, the viewer arranges views by itself. */
  readonly root?: LayoutPart;
  readonly timePanel?: TimePanel;
  /** List of views, on the left. */
  readonly blueprintPanel?: PanelState;
  /** Details of the selection, on the right. */
  readonly selectionPanel?: PanelState;
  /** Menu bar. */
  readonly topPanel?: PanelState;
  /** Collapses the blueprint, selection and time panels whose state is not given. */
  readonly collapsePanels?: boolean;
  /**
   * Lets the viewer lay out anew when views appear. Default: false with a root, true without; null leaves it to the
   * viewer.
   */
  readonly autoLayout?: boolean | null;
  /** Lets the viewer add views of its own. Default and null as for `autoLayout`. */
  readonly autoViews?: boolean | null;
}

/** How a viewer is arranged. Plain data, made by {@link blueprint}; knows no application and no recording. */
export interface Blueprint extends BlueprintOptions {
  readonly type: 'blueprint';
}

/**
 * A blueprint from its parts: give it to a recording, or write it alone as `.rbl`.
 *
 * ```ts
 * blueprint({
 *   root: horizontal([spatial3DView({ origin: '/world' }), timeSeriesView({ origin: '/plots' })], { columnShares: [2, 1] }),
 *   timePanel: timePanel({ timeline: 'frame', fps: 20, loopMode: 'all' }),
 * })
 * ```
 * @throws InvalidValueError
 */
export function blueprint(options: BlueprintOptions = {}): Blueprint {
  const { root, timePanel } = options;
  if (root !== undefined && root.type !== 'view' && root.type !== 'container') {
    throw new InvalidValueError({ argument: 'blueprint.root', expected: 'a view or a container', found: show(root) });
  }
  if (timePanel !== undefined && timePanel.type !== 'timePanel') {
    throw new InvalidValueError({
      argument: 'blueprint.timePanel',
      expected: 'timePanel({…})',
      found: show(timePanel),
    });
  }
  for (const name of ['blueprintPanel', 'selectionPanel', 'topPanel'] as const) {
    const state = options[name];
    if (state !== undefined) wordNumber(PANEL_STATE, state, `blueprint.${name}`);
  }
  return { type: 'blueprint', ...options };
}
