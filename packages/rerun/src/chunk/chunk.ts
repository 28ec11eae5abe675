import type { ArrayData } from '../arrow/array-data.ts';
import type { DataType } from '../arrow/data-type.ts';
import type { Tuid } from '../rrd/tuid.ts';
import type { Timeline } from '../timeline.ts';

/** What a data column is called and holds. */
export interface ComponentDescriptor {
  /** Identifier, e.g. `Points3D:positions`; unique within an entity. */
  readonly component: string;
  /** Full name, e.g. `rerun.archetypes.Points3D`. */
  readonly archetype?: string;
  /** Full name, e.g. `rerun.components.Position3D`. */
  readonly componentType?: string;
  /** Arrow type of one instance. */
  readonly type: DataType;
}

/** Times of one timeline, one per row. */
export interface TimeColumn {
  readonly timeline: Timeline;
  /** Counts or nanoseconds. */
  readonly times: BigInt64Array;
}

/** One list of instances per row; a null row means that nothing was logged there. */
export interface ComponentColumn {
  readonly descriptor: ComponentDescriptor;
  /** Of type `List(descriptor.type)`. */
  readonly cells: ArrayData;
}

/** Some rows of one entity. Static when it has no time columns. */
export interface Chunk {
  readonly id: Tuid;
  /** Escaped, with leading slash. */
  readonly entityPath: string;
  readonly rows: number;
  /** 16 bytes per row, ascending. */
  readonly rowIds: Uint8Array;
  readonly timeColumns: readonly TimeColumn[];
  readonly componentColumns: readonly ComponentColumn[];
}
