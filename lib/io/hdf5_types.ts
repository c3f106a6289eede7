/**
 * Shapes and element types as HDF5 files describe them.
 *
 * @module
 */
import { MAX_ELEMENTS } from "../errors/checks.ts";
import { formatShape } from "../errors/format.ts";
import type { ByteReader } from "./byte_reader.ts";
import { type FileDType, isReadable } from "./elements.ts";

/** HDF5's largest number of dimensions. */
const MAX_RANK = 32;

/** Text elements: of fixed length, or references to text elsewhere in the file. */
export interface TextType {
  /** `fixed` or `heap`. */
  readonly kind: "fixed" | "heap";
  /** Bytes of one element. */
  readonly size: number;
}

/** Whether a space holds nothing, not even no elements. */
export function isNullSpace(reader: ByteReader, at: number): boolean {
  return reader.u8(at, "a shape") === 2 && reader.u8(at + 3, "a shape") === 2;
}

/** Reads a shape; `[0]` for a space that holds nothing. */
export function readDataspace(reader: ByteReader, at: number): number[] {
  const version = reader.u8(at, "a shape");
  const rank = reader.u8(at + 1, "a shape");
  if (version !== 1 && version !== 2) {
    throw reader.malformed(at, "a shape's version 1 or 2", version);
  }
  if (rank > MAX_RANK) throw reader.malformed(at + 1, `at most ${MAX_RANK} dimensions`, rank);
  if (isNullSpace(reader, at)) return [0];
  const dims = at + (version === 1 ? 8 : 4);
  const shape = Array.from(
    { length: rank },
    (_, axis) => reader.u64(dims + 8 * axis, "a dimension"),
  );
  const size = shape.reduce((product, dim) => product * dim, 1);
  if (size <= MAX_ELEMENTS && shape.every((dim) => dim <= MAX_ELEMENTS)) return shape;
  throw new RangeError(
    `${reader.where}: expected at most ${MAX_ELEMENTS} elements at offset ${at}, received shape ${
      formatShape(shape)
    }; the file is damaged`,
  );
}

/** What elements that are not read are, by HDF5's classes. */
const KINDS: Readonly<Record<number, string>> = {
  0: "whole numbers",
  1: "floats",
  5: "raw memory (opaque)",
  6: "records, as complex numbers are written,",
  8: "enumerations, as truth values are written,",
};

/** Reads an element type. */
export function readDatatype(reader: ByteReader, at: number): FileDType | TextType {
  const kind = reader.u8(at, "an element type") & 15;
  const bits = reader.u8(at + 1, "an element type");
  const size = reader.u32(at + 4, "the size of an element");
  if (kind === 0) {
    const type = {
      kind: (bits & 8) !== 0 ? "i" as const : "u" as const,
      size,
      bigEndian: (bits & 1) !== 0,
    };
    const precision = reader.u16(at + 10, "an element type");
    if (isReadable(type) && precision === 8 * size) return type;
  } else if (kind === 1) {
    if (isIeee(reader, at, size)) return { kind: "f", size, bigEndian: (bits & 1) !== 0 };
  } else if (kind === 3) {
    if (size > 0) return { kind: "fixed", size };
  } else if (kind === 9 && (bits & 15) === 1 && size === 16) return { kind: "heap", size };
  throw reader.unsupported(
    at,
    `an element type of ${KINDS[kind] ?? `HDF5 class ${kind}`} and ${size} bytes`,
    "convert the weights to float32 in Python",
  );
}

/** Whether a float is IEEE's of 16, 32 or 64 bits; others, as bfloat16, are not read. */
function isIeee(reader: ByteReader, at: number, size: number): boolean {
  const layout = [8, 10, 12, 13, 14, 15, 16].map((offset) =>
    offset === 8 || offset === 10
      ? reader.u16(at + offset, "a float's layout")
      : offset === 16
      ? reader.u32(at + offset, "a float's layout")
      : reader.u8(at + offset, "a float's layout")
  );
  const expected = size === 2
    ? [0, 16, 10, 5, 0, 10, 15]
    : size === 4
    ? [0, 32, 23, 8, 0, 23, 127]
    : size === 8
    ? [0, 64, 52, 11, 0, 52, 1023]
    : undefined;
  const sign = reader.u8(at + 2, "a float's layout");
  return expected !== undefined && sign === 8 * size - 1 &&
    expected.every((value, index) => layout[index] === value);
}
