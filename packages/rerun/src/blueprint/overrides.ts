import type { Archetype } from '../archetypes/define-archetype.ts';
import { InvalidValueError } from '../errors.ts';
import { type BlueprintValue, blueprintValue, one } from './blueprint-archetypes.ts';
import { checkText, show } from './checks.ts';
import { encodeVisibleTimeRanges, type VisibleTimeRange } from './time-range.ts';
import { COMPONENT_SOURCE, type WordOf, wordNumber } from './words.ts';

/**
 * Overrides of a view by entity path. A data archetype replaces the components it has and chooses the visualizer that
 * draws it; once an entity has one, viewers from 0.29 on add no visualizers of their own to it.
 */
export type Overrides = Readonly<Record<string, Override | readonly Override[]>>;

/** One thing said about an entity of a view. */
export type Override = Archetype | Visualizer | EntityBehavior | VisibleTimeRanges;

/** Archetypes whose components stand in where an entity of the view has none. */
export type ViewDefaults = readonly Archetype[];

/** Whether an entity is drawn and can be selected. Plain data; made by {@link entityBehavior}. */
export interface EntityBehavior {
  readonly type: 'entityBehavior';
  readonly visible?: boolean;
  readonly interactive?: boolean;
}

/** What an entity shows of its timelines. Plain data; made by {@link visibleTimeRanges}. */
export interface VisibleTimeRanges {
  readonly type: 'visibleTimeRanges';
  readonly ranges: readonly VisibleTimeRange[];
}

/** Where a visualizer takes one of its components from. Viewer 0.30 or newer. */
export interface ComponentMapping {
  /** Component that the visualizer wants, e.g. `Scalars:scalars`. */
  readonly target: string;
  readonly sourceKind: WordOf<typeof COMPONENT_SOURCE>;
  /** Component of the entity that is taken instead, e.g. `psnr`. */
  readonly sourceComponent?: string;
  /** A path into the component's value, e.g. `.`. */
  readonly selector?: string;
}

/** A visualizer with its settings. Plain data; made by {@link visualizer}. */
export interface Visualizer {
  readonly type: 'visualizer';
  readonly visualizerType: string;
  readonly overrides: readonly Archetype[];
  readonly mappings: readonly ComponentMapping[];
}

/** Names of archetypes and visualizers differ in these two. */
const RENAMED: Readonly<Record<string, string>> = {
  LineStrips2D: 'Lines2D',
  LineStrips3D: 'Lines3D',
  Pinhole: 'Cameras',
};

/** Visualizers of the viewer (reference: rrd-format 9.7). */
const VISUALIZERS = new Set(
  (
    'Points3D Points2D Lines3D Lines2D Arrows3D Arrows2D Boxes3D Boxes2D Ellipsoids3D Ellipses2D Capsules3D ' +
    'Cylinders3D Mesh3D Asset3D Image EncodedImage DepthImage EncodedDepthImage SegmentationImage ' +
    'VideoFrameReference VideoStream Cameras TransformAxes3D GaussianSplats3D GridMap VoxelGridMap SeriesLines ' +
    'SeriesPoints BarChart Tensor TextDocument TextLog GraphNodes GraphEdges GeoPoints GeoLineStrings StateVisualizer'
  ).split(' '),
);

/** Hides an entity or makes it unselectable, with everything below it. */
export function entityBehavior(options: Omit<EntityBehavior, 'type'>): EntityBehavior {
  return { type: 'entityBehavior', ...options };
}

/** Shows an entity over a span of time, for instance as a trail. Throws InvalidValueError. */
export function visibleTimeRanges(ranges: VisibleTimeRange | readonly VisibleTimeRange[]): VisibleTimeRanges {
  encodeVisibleTimeRanges('visibleTimeRanges', ranges);
  return { type: 'visibleTimeRanges', ranges: [ranges].flat() };
}

/**
 * A visualizer with overriding archetypes and component mappings. Give an archetype (its visualizer is meant) or the
 * name of a visualizer; any name is taken, so that newer viewers can be served.
 * @throws InvalidValueError when no visualizer draws the archetype.
 */
export function visualizer(
  of: Archetype | string,
  options: { readonly overrides?: readonly Archetype[]; readonly mappings?: readonly ComponentMapping[] } = {},
): Visualizer {
  const { overrides = [], mappings = [] } = options;
  for (const [index, mapping] of mappings.entries()) {
    checkText(`visualizer.mappings[${index}].target`, mapping.target);
    wordNumber(COMPONENT_SOURCE, mapping.sourceKind, `visualizer.mappings[${index}].sourceKind`);
  }
  if (typeof of === 'string') {
    checkText('visualizer', of);
    return { type: 'visualizer', visualizerType: of, overrides, mappings };
  }
  return { type: 'visualizer', visualizerType: visualizerOf(of), overrides: [of, ...overrides], mappings };
}

/** Text of the visualizer that draws an archetype. */
function visualizerOf(archetype: Archetype): string {
  const short = archetype.archetype.replace(/^rerun\.archetypes\./, '');
  const name = RENAMED[short] ?? short;
  if (VISUALIZERS.has(name)) return name;
  throw new InvalidValueError({
    argument: 'overrides',
    expected: 'an archetype that some visualizer draws, or visualizer("Points3D", { overrides: [...] })',
    found: show(archetype.archetype),
  });
}

/** Overrides of one entity, sorted by where they are written. */
export interface SortedOverrides {
  /** On the entity itself. */
  readonly behavior: readonly BlueprintValue[];
  readonly visualizers: readonly Visualizer[];
}

export function sortOverrides(overrides: Override | readonly Override[]): SortedOverrides {
  const behavior: BlueprintValue[] = [];
  const visualizers: Visualizer[] = [];
  for (const override of [overrides].flat() as readonly Override[]) {
    if (!('type' in override)) {
      visualizers.push(visualizer(override));
    } else if (override.type === 'visualizer') {
      visualizers.push(override);
    } else if (override.type === 'entityBehavior') {
      const { visible, interactive } = override;
      behavior.push(blueprintValue('EntityBehavior', { interactive: one(interactive), visible: one(visible) }));
    } else {
      const ranges = encodeVisibleTimeRanges('visibleTimeRanges', override.ranges);
      behavior.push(blueprintValue('VisibleTimeRanges', { ranges }));
    }
  }
  return { behavior, visualizers };
}

/** The instruction that turns a visualizer on. */
export function visualizerInstruction({ visualizerType, mappings }: Visualizer): BlueprintValue {
  return blueprintValue('VisualizerInstruction', {
    visualizer_type: [visualizerType],
    component_map:
      mappings.length === 0
        ? undefined
        : mappings.map(({ target, sourceKind, sourceComponent, selector }) => ({
            target,
            source_kind: wordNumber(COMPONENT_SOURCE, sourceKind, 'visualizer.mappings'),
            source_component: sourceComponent ?? null,
            selector: selector ?? null,
          })),
  });
}
