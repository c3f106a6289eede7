/**
 * Host arrays from parsed ones.
 *
 * @module
 */
import { formatShape } from "../errors/format.ts";
import { NdArray } from "./ndarray.ts";
import { makeStorage, ND_DTYPES, type NdDType, type NdElement } from "./nd_dtype.ts";
import type { ParsedArray } from "./parsed.ts";
import { getTextProfile } from "./profile.ts";

/** The dtype of an array whose text has none or a name of Python's own for it. */
function guessDType({ dtype, tokens }: ParsedArray): NdDType {
  if (ND_DTYPES.includes(dtype as NdDType)) return dtype as NdDType;
  const [first = "."] = tokens;
  if (/^b['"]/.test(first)) return "bytes";
  if (/^['"]/.test(first)) return "string";
  if (first === "True" || first === "False") return "bool";
  if (tokens.length === 0 || tokens.some((token) => /[.enai]/.test(token))) return "float64";
  return getTextProfile().platform === "windows" ? "int32" : "int64";
}

/** Positions in an array of `full` shape of its corners, which have the shape of `visible`. */
function cornerPositions(visible: readonly number[], full: readonly number[]): number[] {
  let positions = [0];
  full.forEach((length, axis) => {
    const shown = visible[axis]!;
    const head = shown < length ? Math.floor(shown / 2) : shown;
    positions = positions.flatMap((start) =>
      Array.from({ length: shown }, (_, i) => start * length + (i < head ? i : length - shown + i))
    );
  });
  return positions;
}

/**
 * The array that a parsed one stands for. What a summarised array leaves out is zero (an empty
 * string in text): its corners are where they were.
 *
 * @param array The parsed array.
 * @param whole `shape`: the dimensions of the whole array, needed if it is summarised and its text
 * does not have them; `dtype`: by default the text's, or what NumPy leaves out.
 * @throws {TypeError} If a summarised array's shape is not known, or does not fit what is visible.
 */
export function parsedNdArray(
  array: ParsedArray,
  whole: { shape?: readonly number[]; dtype?: NdDType } = {},
): NdArray {
  const shape = whole.shape ?? array.fullShape ?? (array.summarised ? undefined : array.shape);
  const dtype = whole.dtype ?? guessDType(array);
  const fits = shape?.length === array.shape.length &&
    shape.every((length, axis) =>
      array.summarised ? array.shape[axis]! <= length : array.shape[axis] === length
    );
  if (shape === undefined || !fits) {
    throw new TypeError(
      `parsedNdArray: expected the shape of the whole array of which ${
        formatShape(array.shape)
      } is visible, received shape=${shape && formatShape(shape)}`,
    );
  }
  const filler = dtype === "string" || dtype === "bytes" ? "" : 0;
  const elements: NdElement[] = Array(shape.reduce((size, length) => size * length, 1)).fill(
    filler,
  );
  const integer = dtype === "int64" || dtype === "uint64";
  cornerPositions(array.shape, shape).forEach((position, i) => {
    elements[position] = integer ? BigInt(array.tokens[i]!) : array.values[i]!;
  });
  return new NdArray(makeStorage(dtype, elements), shape, dtype);
}
