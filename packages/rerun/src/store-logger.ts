import type { Archetype, ArchetypeColumns } from './archetypes/define-archetype.ts';
import { FieldProblem } from './archetypes/define-archetype.ts';
import type { BatchLimits } from './chunk/batch-limits.ts';
import { Batcher, type ComponentBatch, type RowTime } from './chunk/batcher.ts';
import type { Chunk, TimeColumn } from './chunk/chunk.ts';
import type { IdSource } from './chunk/identity.ts';
import { formatEntityPath } from './entity-path.ts';
import { InvalidTimeError, InvalidValueError } from './errors.ts';
import {
  checkTimelineName,
  parseTimeColumn,
  parseTimeValue,
  type TimeColumns,
  type TimeKind,
  type Timeline,
  type TimePoint,
} from './timeline.ts';

/** What can be logged in one call: one archetype or several on one entity. */
export type Loggable = Archetype | readonly Archetype[];

/** An entity path as text (`world/cam_04`, parts escaped) or as unescaped parts (`['world', 'cam 4']`). */
export type EntityPathLike = string | readonly string[];

/**
 * The log calls of one store. Typed arrays are taken by reference: do not change them before the bytes have gone out
 * (`drain`, `take` or `bytes` of the recording; `flush` cuts what is still being gathered).
 */
export interface LogTarget {
  /**
   * One row at a time: `log('cam', EncodedImage({ blob }), { frame: 3 })`.
   * @throws InvalidValueError, InvalidEntityPathError, InvalidTimeError
   */
  log(path: EntityPathLike, archetypes: Loggable, time: TimePoint): void;
  /** Data that holds at all times. It hides temporal values of the same components for good. */
  logStatic(path: EntityPathLike, archetypes: Loggable): void;
  /**
   * Many rows at once, e.g. `sendColumns('loss', { step: steps }, Scalars.columns({ scalars }))`. No times = static.
   * Values become chunks right away.
   */
  sendColumns(path: EntityPathLike, times: TimeColumns, columns: ArchetypeColumns | readonly ArchetypeColumns[]): void;
}

export class StoreLogger implements LogTarget {
  readonly #batcher: Batcher;
  readonly #timelines = new Map<string, Timeline>();
  readonly #paths = new Map<string, string>();

  constructor(ids: IdSource, limits: BatchLimits, emit: (chunk: Chunk) => void) {
    this.#batcher = new Batcher(ids, limits, emit);
  }

  get openBytes(): number {
    return this.#batcher.openBytes;
  }

  log(path: EntityPathLike, archetypes: Loggable, time: TimePoint): void {
    const entityPath = this.#path(path);
    const batches = this.#batches(entityPath, archetypes);
    const names = Object.keys(time).sort();
    if (names.length === 0) {
      throw new InvalidTimeError(
        '',
        'no timeline is given; use logStatic() for data that holds at all times',
        entityPath,
      );
    }
    const times = names.map((name): RowTime => {
      const [kind, value] = parseTimeValue(name, time[name]!, entityPath);
      return { timeline: this.#timeline(name, kind, entityPath), time: value };
    });
    this.#batcher.row(entityPath, times, batches);
  }

  logStatic(path: EntityPathLike, archetypes: Loggable): void {
    const entityPath = this.#path(path);
    this.#batcher.row(entityPath, [], this.#batches(entityPath, archetypes));
  }

  sendColumns(path: EntityPathLike, times: TimeColumns, columns: ArchetypeColumns | readonly ArchetypeColumns[]): void {
    const entityPath = this.#path(path);
    const timeColumns = Object.keys(times)
      .sort()
      .map((name): TimeColumn => {
        const [kind, values] = parseTimeColumn(name, times[name]!, entityPath);
        return { timeline: this.#timeline(name, kind, entityPath), times: values };
      });
    const components = withPath(entityPath, () =>
      (Array.isArray(columns) ? (columns as readonly ArchetypeColumns[]) : [columns as ArchetypeColumns]).flatMap(
        (part) => part.columns(),
      ),
    );
    checkDistinct(entityPath, components);
    const rows = timeColumns[0]?.times.length ?? components[0]?.rows ?? 0;
    for (const { timeline, times: values } of timeColumns) {
      if (values.length !== rows) {
        throw new InvalidTimeError(timeline.name, `${values.length} times, other timelines have ${rows}`, entityPath);
      }
    }
    for (const component of components) {
      if (component.rows !== rows) {
        throw new InvalidValueError({
          entityPath,
          argument: component.descriptor.component,
          expected: `${rows} rows`,
          found: `${component.rows} rows`,
        });
      }
    }
    if (rows > 0 && components.length > 0) this.#batcher.columns(entityPath, timeColumns, components);
  }

  flush(): void {
    this.#batcher.flush();
  }

  #batches(entityPath: string, archetypes: Loggable): readonly ComponentBatch[] {
    const batches = withPath(entityPath, () =>
      Array.isArray(archetypes)
        ? (archetypes as readonly Archetype[]).flatMap((part) => part.batches())
        : (archetypes as Archetype).batches(),
    );
    checkDistinct(entityPath, batches);
    return batches;
  }

  #timeline(name: string, kind: TimeKind, entityPath: string): Timeline {
    const known = this.#timelines.get(name);
    if (known?.kind === kind) return known;
    checkTimelineName(name, entityPath);
    if (known !== undefined) {
      throw new InvalidTimeError(name, `it is a ${known.kind} timeline, found a ${kind}`, entityPath);
    }
    const timeline = { name, kind };
    this.#timelines.set(name, timeline);
    return timeline;
  }

  #path(path: EntityPathLike): string {
    if (typeof path !== 'string') return formatEntityPath(path);
    let formatted = this.#paths.get(path);
    if (formatted === undefined) {
      formatted = formatEntityPath(path);
      if (this.#paths.size < MAX_REMEMBERED_PATHS) this.#paths.set(path, formatted);
    }
    return formatted;
  }
}

/** Formatted paths are remembered up to this many, enough for any scene and nothing next to the data. */
const MAX_REMEMBERED_PATHS = 10_000;

function checkDistinct(
  entityPath: string,
  components: readonly { readonly descriptor: { readonly component: string } }[],
): void {
  const seen = new Set<string>();
  for (const { descriptor } of components) {
    if (seen.has(descriptor.component)) {
      throw new InvalidValueError({
        entityPath,
        argument: descriptor.component,
        expected: 'each component once per call',
        found: 'it twice',
      });
    }
    seen.add(descriptor.component);
  }
}

function withPath<T>(entityPath: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    const { argument, expected, found } = error;
    throw new InvalidValueError({ entityPath, argument, expected, found });
  }
}
