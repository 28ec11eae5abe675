import { checkNumber, checkText } from './checks.ts';
import { encodeTime } from './time-range.ts';
import {
  LOOP_MODE,
  type LoopMode,
  PANEL_STATE,
  type PanelState,
  PLAY_STATE,
  type PlayState,
  wordNumber,
} from './words.ts';

export interface TimePanelOptions {
  /** Default: what the viewer has. */
  readonly state?: PanelState;
  /** Name of the timeline to show. Data without it is invisible unless static. */
  readonly timeline?: string;
  /** Factor on the speed of playing, above 0. */
  readonly playbackSpeed?: number;
  /** Steps per second of sequence timelines, above 0. */
  readonly fps?: number;
  /** Viewers up to 0.31 start to play web sources whatever this says. */
  readonly playState?: PlayState;
  readonly loopMode?: LoopMode;
  /** First and last time of the selection, both included, in units of the timeline. `loopMode: 'selection'` needs it. */
  readonly timeSelection?: readonly [number | bigint, number | bigint];
}

/** The time panel. Plain data; made by {@link timePanel}. */
export interface TimePanel extends TimePanelOptions {
  readonly type: 'timePanel';
}

/** The time panel: what is played, how fast, and whether it shows. A start time cannot be set in Rerun's format. */
export function timePanel(options: TimePanelOptions): TimePanel {
  const { state, playState, loopMode, timeSelection } = options;
  checkText('timePanel.timeline', options.timeline);
  checkNumber('timePanel.fps', options.fps, { above: 0 });
  checkNumber('timePanel.playbackSpeed', options.playbackSpeed, { above: 0 });
  if (state !== undefined) wordNumber(PANEL_STATE, state, 'timePanel.state');
  if (playState !== undefined) wordNumber(PLAY_STATE, playState, 'timePanel.playState');
  if (loopMode !== undefined) wordNumber(LOOP_MODE, loopMode, 'timePanel.loopMode');
  if (timeSelection !== undefined) {
    encodeTime('timePanel.timeSelection[0]', timeSelection[0]);
    encodeTime('timePanel.timeSelection[1]', timeSelection[1]);
  }
  return { type: 'timePanel', ...options };
}
