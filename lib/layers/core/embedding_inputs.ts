/**
 * What an embedding is given: indices of any type, and the table's first values.
 *
 * @module
 * @internal
 */
import type { Option } from "../../configuration/options.ts";
import { row } from "../../configuration/rows.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { cast } from "../../primitives/math/cast.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** Indices as int32 or int64: floats are cut to int32, as TensorFlow does. */
export function asIds(label: string, inputs: Tensor): Tensor {
  const { dtype } = inputs;
  if (dtype === "int32" || dtype === "int64") return inputs;
  if (dtype === "string" || dtype === "complex64" || dtype === "bool") {
    throw new TypeError(
      `Cannot call ${label}: expected indices, whole numbers, received dtype ${dtype}`,
    );
  }
  // Unsigned ones may be too large for int32: they would come back as others.
  const isWide = dtype === "uint32" || dtype === "uint64";
  return cast(inputs, isWide ? "int64" : "int32");
}

/** A table's first values: a matrix, or a list with one in it. */
export function startingValues(): Option<TensorLike | null, Tensor | null> {
  return {
    ...row<TensorLike, Tensor, null>(null, (where, _name, given) => {
      const values = asTensor(`${where}: weights`, given);
      const isList = values.rank === 3 && values.shape[0] === 1;
      return isList ? reshape(values, values.shape.slice(1)) : values;
    }),
    write: () => undefined,
  };
}
