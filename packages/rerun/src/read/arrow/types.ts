/** Unit of a time type, as in Arrow's `Schema.fbs`. */
export type ArrowTimeUnit = 's' | 'ms' | 'us' | 'ns';

/** An Arrow data type as found in a file. Sizes are in bytes unless the name says bits. */
export type ArrowType =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'int'; readonly bits: 8 | 16 | 32 | 64; readonly signed: boolean }
  | { readonly kind: 'float'; readonly bits: 16 | 32 | 64 }
  | { readonly kind: 'utf8' | 'binary'; readonly large: boolean }
  | { readonly kind: 'fixedSizeBinary'; readonly width: number }
  | { readonly kind: 'timestamp'; readonly unit: ArrowTimeUnit; readonly zone: string | undefined }
  | { readonly kind: 'duration'; readonly unit: ArrowTimeUnit }
  | { readonly kind: 'opaque'; readonly name: string; readonly width: number }
  | { readonly kind: 'list'; readonly large: boolean; readonly item: ArrowField }
  | { readonly kind: 'fixedSizeList'; readonly size: number; readonly item: ArrowField }
  | { readonly kind: 'struct'; readonly fields: readonly ArrowField[] }
  | {
      readonly kind: 'union';
      readonly dense: boolean;
      readonly typeIds: readonly number[];
      readonly fields: readonly ArrowField[];
    };

/** A named, possibly nullable Arrow type with its metadata. */
export interface ArrowField {
  readonly name: string;
  readonly nullable: boolean;
  readonly type: ArrowType;
  readonly metadata: ReadonlyMap<string, string>;
}

/** The columns of one Arrow stream. */
export interface ArrowSchema {
  readonly fields: readonly ArrowField[];
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * A type in short: `FSL3(f32)`, `List(u8)`, `Struct(axis: FSL3(f32), angle: f32)`. A `?` marks a nullable child, a
 * child that is not called `item` shows its name. Types outside the Rerun format keep Arrow's name.
 */
export function formatArrowType(type: ArrowType): string {
  switch (type.kind) {
    case 'null':
      return 'Null';
    case 'bool':
      return 'bool';
    case 'int':
      return `${type.signed ? 'i' : 'u'}${type.bits}`;
    case 'float':
      return `f${type.bits}`;
    case 'utf8':
      return type.large ? 'LargeUtf8' : 'Utf8';
    case 'binary':
      return type.large ? 'LargeBinary' : 'Binary';
    case 'fixedSizeBinary':
      return `FSB${type.width}`;
    case 'timestamp':
      return `Timestamp(${type.unit}${type.zone === undefined ? '' : `, ${type.zone}`})`;
    case 'duration':
      return `Duration(${type.unit})`;
    case 'opaque':
      return type.name;
    case 'list':
      return `${type.large ? 'LargeList' : 'List'}(${formatItem(type.item)})`;
    case 'fixedSizeList':
      return `FSL${type.size}(${formatItem(type.item)})`;
    case 'struct':
      return `Struct(${type.fields.map(formatMember).join(', ')})`;
    case 'union': {
      const members = type.fields.map((field, i) => `${type.typeIds[i]} ${formatMember(field)}`);
      return `${type.dense ? 'DenseUnion' : 'SparseUnion'}(${members.join(', ')})`;
    }
    default:
      return type satisfies never;
  }
}

function formatItem(item: ArrowField): string {
  const type = `${formatArrowType(item.type)}${item.nullable ? '?' : ''}`;
  return item.name === 'item' ? type : `${item.name}: ${type}`;
}

function formatMember(field: ArrowField): string {
  return `${field.name}${field.nullable ? '?' : ''}: ${formatArrowType(field.type)}`;
}
