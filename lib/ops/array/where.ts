/**
 * `tf.where`: a choice between two tensors, or the places where a condition holds.
 *
 * @module
 */
import { DTYPES } from "../../arrays/dtypes.ts";
import { where as choose } from "../../primitives/math/where.ts";
import { aval, formatAval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asOperands, asTensor, type TensorLike } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode where}. */
export interface WhereArguments extends Named {
  /** Truth values; without `x` and `y` also numbers, of which those other than 0 count as true. */
  condition: TensorLike;
  /** What stands where the condition is true. */
  x?: TensorLike | null;
  /** What stands where it is false. */
  y?: TensorLike | null;
}

/**
 * The elements of `x` where a condition is true and of `y` where it is false; all three broadcast.
 * With the condition alone the places where it is true, one row of int64 indices each, in row-major
 * order: the shape depends on the values, which are read.
 *
 * @throws {TypeError} for one of `x` and `y` alone, other conditions than truth values, dtypes that
 * differ, and while a function is traced if the places depend on its arguments.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.where([true, false], [1, 2], 9).numpy().toArray(), [1, 9]);
 * assertEquals(tf.where([true, false, true]).numpy().toArray(), [[0n], [2n]]);
 * ```
 */
export const where: Operation<WhereArguments, ["condition", "x", "y", "name"], Tensor> = bind(
  "tf.where",
  ["condition", "x", "y", "name"],
  1,
  (condition, x, y) => {
    const given = asTensor("tf.where", condition);
    const [hasX, hasY] = [x, y].map((it) => it !== undefined && it !== null);
    if (!hasX && !hasY) return placesOf(given);
    if (!hasX || !hasY) {
      throw new TypeError(
        `tf.where: expected both x and y, or neither of them, received only ${hasX ? "x" : "y"}`,
      );
    }
    return choose(given, ...asOperands("tf.where", x!, y!));
  },
);

/** The places where elements are true or other than 0. */
function placesOf(condition: Tensor): Tensor {
  const { shape, rank, size, dtype } = condition;
  if (rank === 0 || dtype === "string") {
    throw new TypeError(
      `tf.where: expected a condition of at least 1 dimension that is of truth values or numbers, received ${
        formatAval(condition)
      }`,
    );
  }
  const host = read(condition);
  const { units } = DTYPES[dtype];
  const places: bigint[] = [];
  for (let i = 0; i < size; i++) {
    if (!isTrue(host, i * units, units, dtype)) continue;
    let rest = i;
    const place = new Array<bigint>(rank);
    for (let axis = rank - 1; axis >= 0; axis--) {
      place[axis] = BigInt(rest % shape[axis]!);
      rest = Math.floor(rest / shape[axis]!);
    }
    places.push(...place);
  }
  return leaf(BigInt64Array.from(places), aval("int64", [places.length / rank, rank]));
}

/** Whether an element is not 0; -0 is, also as the bits of a bfloat16. */
function isTrue(host: ArrayLike<unknown>, at: number, units: number, dtype: string): boolean {
  for (let i = at; i < at + units; i++) {
    const bits = host[i] as number | bigint;
    if (dtype === "bfloat16" ? ((bits as number) & 0x7fff) !== 0 : Number(bits) !== 0) return true;
  }
  return false;
}
