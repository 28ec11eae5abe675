import type { ArrayData } from '../arrow/array-data.ts';
import type { DataType } from '../arrow/data-type.ts';

/**
 * How the values a caller writes become instances of one component. `encode` gets the value of one row (one instance
 * or several) and throws `ValueProblem` when it does not fit; big typed arrays are passed on without a copy.
 */
export interface ValueCodec<In> {
  readonly type: DataType;
  encode(value: In): ArrayData;
  /**
   * Many rows of one instance each, given in one array, or undefined when the value is not such an array. Lets
   * columns of scalars pass without a call per row.
   */
  encodeFlat?(value: unknown): ArrayData | undefined;
}

/** A component: its full type name (none for components of one's own) and how its values are written. */
export interface Component<In> extends ValueCodec<In> {
  readonly componentType?: string;
}

/** A component type of Rerun; `name` without the prefix `rerun.components.`, in the spelling of stamp 0.1.1. */
export function component<In>(name: string, codec: ValueCodec<In>): Component<In> {
  return { ...codec, componentType: name.includes('.') ? name : `rerun.components.${name}` };
}
