/**
 * Arrow types for archetypes of your own, and the types of the values that archetypes take. Rerun's enums are their
 * names: `'Turbo'`, `'ParentFromChild'`, `'Solid'`.
 *
 * ```ts
 * import { f32, struct, u16 } from '@outlay/rerun/types';
 * archetype('my.Contact', { contact: { type: struct({ joint: u16, force: f32 }), values: [{ joint: 3, force: 12.5 }] } });
 * ```
 * @module
 */
export {
  bool,
  type DataType,
  denseUnion,
  type Field,
  f16,
  f32,
  f64,
  fixedList,
  formatDataType,
  i8,
  i16,
  i32,
  i64,
  list,
  struct,
  u8,
  u16,
  u32,
  u64,
  utf8,
} from './arrow/data-type.ts';
export type { AnnotationInfo, AxisAngle, ViewCoordinatesName } from './components.ts';
export type { Choices } from './values/choices.ts';
export { type Color, packColor } from './values/colors.ts';
