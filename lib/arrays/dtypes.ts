/**
 * The element types of tensors: their table, their storage, elements, and conversions.
 *
 * @module
 */
export {
  copyStorage,
  type DType,
  DTYPE_NAMES,
  type DTypeInfo,
  type DTypeKind,
  DTYPES,
  type Element,
  type ElementOf,
  isDType,
  isFloating,
  isInteger,
  isNumeric,
  newStorage,
  type Storage,
  type StorageConstructor,
  type StorageOf,
} from "./dtype_table.ts";
export { fromBfloat16, fromBfloat16Array, toBfloat16, toBfloat16Array } from "./bfloat16.ts";
export { Complex } from "./complex.ts";
export { convertStorage } from "./dtype_conversion.ts";
export { readElement, writeElement } from "./dtype_elements.ts";
