/**
 * `tf.linalg.diag`, `tf.linalg.diagPart` and `tf.linalg.setDiag`.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { placeOf, requireDiagonal } from "../../primitives/linalg/diagonal.ts";
import { requireMatrix } from "../../primitives/linalg/matrices.ts";
import { requireDType, requireSameDType } from "../../primitives/support/infer.ts";
import { type Aval, sameShape } from "../../tensor/aval.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asOperands, asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";
import {
  type Alignment,
  type Band,
  bandMatrix,
  bandOf,
  bandParts,
  type Diagonals,
  each,
  paddingOf,
  setBand,
} from "./diagonals.ts";

function requireValues(name: string, x: Aval): void {
  requireDType(name, x, (it) => it !== "string", "numbers or truth values");
}

/** Throws unless matrices have all diagonals of a band. */
function requireBand(name: string, x: Tensor, band: Band): void {
  requireMatrix(name, "input", x.aval);
  for (const k of new Set([band.low, band.high])) requireDiagonal(name, x.aval, k);
}

/** Arguments of {@linkcode diag}. */
export interface DiagArguments extends Named {
  /** Diagonals, shape (.., n); several of a band, the highest first, shape (.., count, n). */
  diagonal: TensorLike;
  /** Which diagonal, or the lowest and the highest one; default 0, the main one. */
  k?: Diagonals | null;
  /** Rows of the matrices; default -1, as few as it takes. */
  numRows?: IntegerLike | null;
  /** Columns of the matrices; default -1, as few as it takes. */
  numCols?: IntegerLike | null;
  /** What stands elsewhere; default 0. */
  paddingValue?: TensorLike | null;
  /** Where shorter diagonals stand in their rows; default `"RIGHT_LEFT"`. */
  align?: Alignment | null;
}

/**
 * Matrices with given diagonals and `paddingValue` elsewhere: shape (.., n) gives (.., n, n).
 *
 * @throws {TypeError} for a number, texts, or as many rows of diagonals as `k` does not name.
 * @throws {RangeError} for sizes that do not fit the diagonals.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.diag([1, 2]).numpy().toArray(), [[1, 0], [0, 2]]);
 * assertEquals(tf.linalg.diag([7], { k: 1 }).numpy().toArray(), [[0, 7], [0, 0]]);
 * ```
 */
export const diag: Operation<
  DiagArguments,
  ["diagonal", "name", "k", "numRows", "numCols", "paddingValue", "align"],
  Tensor
> = bind(
  "tf.linalg.diag",
  ["diagonal", "name", "k", "numRows", "numCols", "paddingValue", "align"],
  1,
  (diagonal, _name, k, numRows, numCols, paddingValue, align) => {
    const where = "tf.linalg.diag";
    const x = asTensor(where, diagonal);
    requireValues("linalg.diag", x.aval);
    const band = bandOf(where, k, align);
    const count = band.high - band.low + 1;
    if (x.rank < (count > 1 ? 2 : 1) || (count > 1 && x.shape.at(-2) !== count)) {
      throw new TypeError(
        `${where}: expected diagonal of at least ${
          count > 1
            ? `2 dimensions, the last but one of length ${count} for k=[${band.low}, ${band.high}]`
            : "1 dimension"
        }, received shape ${formatShape(x.shape)}`,
      );
    }
    const size = sizeOf(where, x.shape.at(-1)!, band, [
      asInteger(where, "numRows", numRows ?? -1, { min: -1 }),
      asInteger(where, "numCols", numCols ?? -1, { min: -1 }),
    ]);
    const padding = paddingOf(where, paddingValue, x);
    return internally(() => bandMatrix(x, band, size, padding));
  },
);

/** Rows and columns of matrices whose longest diagonal has a length. */
function sizeOf(
  where: string,
  longest: number,
  { low, high }: Band,
  [rows, columns]: readonly [number, number],
): readonly [number, number] {
  const least = [longest - Math.min(high, 0), longest + Math.max(low, 0)] as const;
  const square = Math.max(...least);
  const both = rows === -1 && columns === -1;
  const size = [
    both ? square : rows === -1 ? least[0] : rows,
    both ? square : columns === -1 ? least[1] : columns,
  ] as const;
  const fits = size[0] >= least[0] && size[1] >= least[1] &&
    (size[0] === least[0] || size[1] === least[1]);
  if (fits) return size;
  throw new RangeError(
    `${where}: expected numRows and numCols to fit diagonals of length ${longest} and k=[${low}, ${high}], which take ${
      formatShape(least)
    } with one of the two larger at most, received ${formatShape(size)}`,
  );
}

/** Arguments of {@linkcode diagPart}. */
export interface DiagPartArguments extends Named {
  /** Numbers or truth values of at least 2 dimensions. */
  input: TensorLike;
  /** Which diagonal, or the lowest and the highest one; default 0, the main one. */
  k?: Diagonals | null;
  /** What fills up diagonals that are shorter than others; default 0. */
  paddingValue?: TensorLike | null;
  /** Where shorter diagonals stand in their rows; default `"RIGHT_LEFT"`. */
  align?: Alignment | null;
}

/**
 * Diagonals of matrices: shape (.., n, m) gives (.., min(n, m)) for one diagonal, and a row for each
 * of several, the highest first.
 *
 * @throws {TypeError} for less than 2 dimensions, or texts.
 * @throws {RangeError} for a diagonal that the matrices have not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.diagPart([[1, 2], [3, 4]]).numpy().toArray(), [1, 4]);
 * assertEquals(tf.linalg.diagPart([[1, 2], [3, 4]], { k: [-1, 0] }).shape, [2, 2]);
 * ```
 */
export const diagPart: Operation<
  DiagPartArguments,
  ["input", "name", "k", "paddingValue", "align"],
  Tensor
> = bind(
  "tf.linalg.diagPart",
  ["input", "name", "k", "paddingValue", "align"],
  1,
  (input, _name, k, paddingValue, align) => {
    const where = "tf.linalg.diagPart";
    const x = asTensor(where, input);
    requireValues("linalg.diagPart", x.aval);
    const band = bandOf(where, k, align);
    requireBand("linalg.diagPart", x, band);
    const padding = paddingOf(where, paddingValue, x);
    return internally(() => bandParts(x, band, padding));
  },
);

/** Arguments of {@linkcode setDiag}. */
export interface SetDiagArguments extends Named {
  /** Numbers or truth values of at least 2 dimensions, shape (.., n, m). */
  input: TensorLike;
  /** Diagonals of the same dtype, in the shape that {@linkcode diagPart} gives. */
  diagonal: TensorLike;
  /** Which diagonal, or the lowest and the highest one; default 0, the main one. */
  k?: Diagonals | null;
  /** Where shorter diagonals stand in their rows; default `"RIGHT_LEFT"`. */
  align?: Alignment | null;
}

/**
 * Matrices with other elements on their diagonals; shapes stay.
 *
 * @throws {TypeError} for diagonals of another dtype or shape.
 * @throws {RangeError} for a diagonal that the matrices have not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.setDiag([[1, 2], [3, 4]], [8, 9]).numpy().toArray(), [[8, 2], [3, 9]]);
 * ```
 */
export const setDiag: Operation<
  SetDiagArguments,
  ["input", "diagonal", "name", "k", "align"],
  Tensor
> = bind(
  "tf.linalg.setDiag",
  ["input", "diagonal", "name", "k", "align"],
  2,
  (input, diagonal, _name, k, align) => {
    const where = "tf.linalg.setDiag";
    const [x, y] = asOperands(where, input, diagonal);
    requireValues("linalg.setDiag", x.aval);
    requireSameDType("linalg.setDiag", x.aval, y.aval);
    const band = bandOf(where, k, align);
    requireBand("linalg.setDiag", x, band);
    const [rows, columns] = [x.shape.at(-2)!, x.shape.at(-1)!];
    const lengths = each(band, (at) => placeOf(rows, columns, at).length);
    const own = [...(lengths.length > 1 ? [lengths.length] : []), Math.max(...lengths)];
    const shape = [...x.shape.slice(0, -2), ...own];
    if (!sameShape(shape, y.shape)) {
      throw new TypeError(
        `${where}: expected diagonal of shape ${formatShape(shape)} for input of shape ${
          formatShape(x.shape)
        }, received shape ${formatShape(y.shape)}`,
      );
    }
    return internally(() => setBand(x, y, band));
  },
);
