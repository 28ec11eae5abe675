/**
 * Parts of layouts that both recordings use.
 * @module
 */
import { TIMELINES } from '@outlay/schema/names';
import { type Blueprint, blueprint } from '../../blueprint/blueprint.ts';
import { grid, horizontal, type LayoutPart, tabs, vertical } from '../../blueprint/containers.ts';
import { timePanel } from '../../blueprint/panels.ts';
import { type Spatial3DViewOptions, spatial3DView } from '../../blueprint/spatial-views.ts';
import { textDocumentView } from '../../blueprint/table-views.ts';
import { include, type View } from '../../blueprint/views.ts';
import type { Scene } from '../worlds/scene.ts';
import { upVector } from '../worlds/up-axis.ts';

/** The field's playback: 20 frames a second, over and over. */
export const FRAMES_PER_SECOND = 20;
/** Cameras that fit one page; more go behind tabs. */
export const CAMERAS_PER_PAGE = 4;

/** A layout that opens paused on `frame`, with the side panels folded away. */
export function arranged(root: LayoutPart): Blueprint {
  return blueprint({
    root,
    blueprintPanel: 'collapsed',
    selectionPanel: 'collapsed',
    timePanel: timePanel({
      state: 'collapsed',
      timeline: TIMELINES.frame,
      fps: FRAMES_PER_SECOND,
      loopMode: 'all',
      playState: 'paused',
    }),
  });
}

/** A 3D view of a world, seen from a good side. */
export function worldView(
  scene: Scene,
  options: Pick<Spatial3DViewOptions, 'origin' | 'name' | 'overrides'> & { readonly contents: readonly string[] },
): View {
  return spatial3DView({
    ...options,
    contents: options.contents.map((path) => (/^[+-]/.test(path) ? path : include(path))),
    eyeControls: { kind: 'orbital', position: scene.eye, lookTarget: scene.centre, eyeUp: upVector(scene.up) },
  });
}

/** A camera's views, to be laid out beside those of other cameras. */
export interface CameraViews {
  readonly camera: number;
  readonly views: readonly View[];
}

/** Pages of {@link CAMERAS_PER_PAGE} cameras. */
export function cameraPages(cameras: readonly CameraViews[], name: string, columns: number): readonly LayoutPart[] {
  const pages: LayoutPart[] = [];
  for (let i = 0; i < cameras.length; i += CAMERAS_PER_PAGE) {
    const page = cameras.slice(i, i + CAMERAS_PER_PAGE);
    const views = page.flatMap((camera) => camera.views);
    pages.push(
      grid(views, {
        gridColumns: Math.min(columns, views.length),
        name: `${name} ${page.map(({ camera }) => camera).join(', ')}`,
      }),
    );
  }
  return pages;
}

/** One part as it is, several behind tabs, none as nothing. */
export function stack(parts: readonly (LayoutPart | undefined)[], name?: string): LayoutPart | undefined {
  const there = parts.filter((part) => part !== undefined);
  if (there.length <= 1) return there[0];
  return tabs(there, { activeTab: 0, ...(name !== undefined && { name }) });
}

/** Parts side by side or above each other with their shares; absent parts leave no hole. */
export function share(
  kind: 'horizontal' | 'vertical',
  parts: readonly (readonly [part: LayoutPart | undefined, share: number])[],
  name?: string,
): LayoutPart | undefined {
  const there = parts.filter((entry): entry is readonly [LayoutPart, number] => entry[0] !== undefined);
  if (there.length <= 1) return there[0]?.[0];
  const contents = there.map(([part]) => part);
  const shares = there.map(([, value]) => value);
  const named = name === undefined ? {} : { name };
  return kind === 'horizontal'
    ? horizontal(contents, { columnShares: shares, ...named })
    : vertical(contents, { rowShares: shares, ...named });
}

/** Parts of {@link share} that get the same. */
export function evenly(
  parts: readonly (LayoutPart | undefined)[],
): readonly (readonly [LayoutPart | undefined, number])[] {
  return parts.map((part) => [part, 1] as const);
}

/** The text panel. */
export function summaryView(origin: string): View {
  return textDocumentView({ origin, name: 'summary' });
}
