/**
 * `tf.pad`.
 *
 * @module
 */
import { checkOneOf } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { NdArray } from "../../display/ndarray.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { mirrorPad } from "../../primitives/array/mirror_pad.ts";
import * as primitives from "../../primitives/array/pad.ts";
import { aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, Tensor } from "../../tensor/tensor.ts";
import { asTensor, isPlain } from "../as_tensor.ts";
import type { IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asIntegers } from "../integers.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode pad}. */
export interface PadArguments extends Named {
  /** A tensor. */
  tensor: TensorLike;
  /** For each axis how many elements are added before and after. */
  paddings: readonly IntegersLike[] | Tensor | NdArray;
  /**
   * What is added: `constantValues` ("CONSTANT", default), the elements mirrored at the outermost
   * ones ("REFLECT"), or with those repeated ("SYMMETRIC").
   */
  mode?: "CONSTANT" | "REFLECT" | "SYMMETRIC" | "constant" | "reflect" | "symmetric" | null;
  /** The value that is added in mode "CONSTANT"; default 0, `false`, or `""`. */
  constantValues?: TensorLike | null;
}

/** Pairs of whole numbers. */
function pairsOf(where: string, value: unknown, x: Tensor): primitives.Paddings {
  const isArray = value instanceof Tensor || value instanceof NdArray;
  const rows = isArray ? rowsOf(where, value) : value;
  if (Array.isArray(rows) && rows.length === x.rank) {
    const pairs = rows.map((row, axis) => asIntegers(where, `paddings[${axis}]`, row, { min: 0 }));
    if (pairs.every(({ length }) => length === 2)) {
      return pairs.map(([before, after]) => [before!, after!] as const);
    }
  }
  throw new TypeError(
    `${where}: expected two numbers for each dimension of shape ${
      formatShape(x.shape)
    }, received paddings=${formatValue(value)}`,
  );
}

function rowsOf(where: string, value: Tensor | NdArray): number[][] {
  const tensor = asTensor(where, value);
  const numbers = Array.from(read(tensor), Number);
  return Array.from({ length: tensor.shape[0] ?? 0 }, (_, row) => {
    const width = tensor.shape[1] ?? 0;
    return numbers.slice(row * width, (row + 1) * width);
  });
}

/**
 * The tensor with a border.
 *
 * @throws {TypeError} unless there are two numbers for each axis, or for a value of another dtype.
 * @throws {RangeError} for numbers below 0, an unknown mode, or a mirrored border that is longer than
 * what can be mirrored.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.pad([1, 2, 3], [[1, 2]]).numpy().toArray(), [0, 1, 2, 3, 0, 0]);
 * assertEquals(tf.pad([1, 2, 3], [[1, 2]], "REFLECT").numpy().toArray(), [2, 1, 2, 3, 2, 1]);
 * ```
 */
export const pad: Operation<
  PadArguments,
  ["tensor", "paddings", "mode", "constantValues", "name"],
  Tensor
> = bind(
  "tf.pad",
  ["tensor", "paddings", "mode", "constantValues", "name"],
  2,
  (tensor, paddings, mode, constantValues) => {
    const where = "tf.pad";
    const x = asTensor(where, tensor);
    const given = typeof mode === "string" ? mode.toUpperCase() : mode ?? "CONSTANT";
    const kind = checkOneOf(where, "mode", given, ["CONSTANT", "REFLECT", "SYMMETRIC"]);
    const pairs = pairsOf(where, paddings, x);
    if (kind === "CONSTANT") {
      const isWhole = pairs.every(([before, after]) => before === 0 && after === 0);
      const value = borderOf(where, constantValues, x);
      return distinct(isWhole ? x : primitives.pad(x, pairs, value), x);
    }
    const edge = kind === "REFLECT" ? 1 : 0;
    pairs.forEach(([before, after], axis) => {
      const most = x.shape[axis]! - edge;
      if (before <= most && after <= most) return;
      if (most < 0) {
        throw new RangeError(
          `${where}: expected elements to mirror at along axis ${axis} of shape ${
            formatShape(x.shape)
          } in mode ${kind}, received none; use mode SYMMETRIC or CONSTANT`,
        );
      }
      throw new RangeError(
        `${where}: expected at most ${most} elements before and after axis ${axis} of shape ${
          formatShape(x.shape)
        } in mode ${kind}, received paddings[${axis}]=[${before}, ${after}]`,
      );
    });
    return internally(() => distinct(mirrorPad(x, pairs, edge), x));
  },
);

function borderOf(where: string, value: TensorLike | null | undefined, x: Tensor): Tensor {
  if (value === undefined || value === null) {
    return x.dtype === "string" ? leaf([""], aval("string", [])) : scalar(0, x.dtype);
  }
  const border = asTensor(where, value, isPlain(value) && x.dtype !== "bool" ? x.dtype : undefined);
  if (border.rank === 0) return border;
  throw new TypeError(
    `${where}: expected constantValues without dimensions, received shape ${
      formatShape(border.shape)
    }`,
  );
}
