/**
 * The places where a tensor is not 0. How many there are is known once the values are, so that they
 * are read here.
 *
 * @module
 */
import { convertStorage } from "../../arrays/dtypes.ts";
import { aval, formatAval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";

/**
 * Places where `x` is true or not 0, in order: a row of int64 indices for each.
 *
 * @throws {TypeError} for text, and for a tensor of a function that is being traced.
 */
export function whereIndices(x: Tensor): Tensor {
  if (x.dtype === "string") {
    throw new TypeError("tf.where: expected numbers or truth values, received dtype string");
  }
  if (x.rank === 0) {
    throw new TypeError(
      `tf.where: expected a condition of at least one dimension, received ${formatAval(x)}`,
    );
  }
  const { shape } = x;
  const data = read(x);
  const isTrue = x.dtype === "complex64"
    ? (i: number) => data[2 * i] !== 0 || data[2 * i + 1] !== 0
    : ((marks) => (i: number) => marks[i] !== 0)(convertStorage(data, x.dtype, "bool"));
  const places: bigint[] = [];
  for (let i = 0; i < x.size; i++) {
    if (!isTrue(i)) continue;
    const at = places.length;
    let rest = i;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      places[at + axis] = BigInt(rest % shape[axis]!);
      rest = Math.floor(rest / shape[axis]!);
    }
  }
  const rank = shape.length;
  return leaf(BigInt64Array.from(places), aval("int64", [places.length / rank, rank]));
}
