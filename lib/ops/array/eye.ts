/**
 * `tf.eye`.
 *
 * @module
 */
import { type DType, newStorage, writeElement } from "../../arrays/dtypes.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { aval } from "../../tensor/aval.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { dtypeOr } from "../dtype_argument.ts";
import { asInteger, asShape } from "../integers.ts";
import type { IntegerLike, ShapeLike } from "../../tensor/like.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode eye}. */
export interface EyeArguments extends Named {
  /** Rows. */
  numRows: IntegerLike;
  /** Columns; default: as many as rows. */
  numColumns?: IntegerLike | null;
  /** Dimensions before the matrix; default none. */
  batchShape?: ShapeLike | null;
  /** Element type; default `"float32"`. */
  dtype?: DType | null;
}

/**
 * The identity matrix, or a stack of them: ones where row and column are equal, zeros elsewhere.
 *
 * @throws {RangeError} for numbers below 0.
 * @throws {TypeError} for an unknown dtype, or string.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.eye(2).numpy().toArray(), [[1, 0], [0, 1]]);
 * assertEquals(tf.eye(2, 3, { batchShape: [5] }).shape, [5, 2, 3]);
 * ```
 */
export const eye: Operation<
  EyeArguments,
  ["numRows", "numColumns", "batchShape", "dtype", "name"],
  Tensor
> = bind(
  "tf.eye",
  ["numRows", "numColumns", "batchShape", "dtype", "name"],
  1,
  (numRows, numColumns, batchShape, dtype) => {
    const where = "tf.eye";
    const rows = asInteger(where, "numRows", numRows, { min: 0 });
    const columns = asInteger(where, "numColumns", numColumns ?? rows, { min: 0 });
    const batch = asShape(where, batchShape ?? [], "batchShape");
    const type = dtypeOr(where, dtype, "float32");
    if (type === "string") {
      throw new TypeError(`${where}: expected dtype to be one of numbers or bool, received string`);
    }
    const matrix = aval(type, [rows, columns]);
    const host = newStorage(type, matrix.size);
    for (let i = 0; i < Math.min(rows, columns); i++) writeElement(type, host, i * columns + i, 1);
    return broadcastTo(leaf(host, matrix), [...batch, rows, columns]);
  },
);
