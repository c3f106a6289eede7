/**
 * Replaces the values of several weights, all or none.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { DType } from "../../arrays/dtypes.ts";
import type { Variable } from "../../functions/variable.ts";

/** Assigns values to weights after all of them have been checked. */
export function assignWeights(
  label: string,
  weights: readonly Variable[],
  values: readonly TensorLike[],
): void {
  const where = `Cannot set the weights of ${label}`;
  if (!Array.isArray(values) || values.length !== weights.length) {
    const received = Array.isArray(values) ? `${values.length}` : typeof values;
    const hint = weights.length === 0 ? "; it has none until it is built, by its first call" : "";
    throw new TypeError(
      `${where}: expected a list of ${weights.length} arrays, received ${received}${hint}`,
    );
  }
  const tensors = weights.map((weight, index) => {
    const tensor = asTensor(
      `${where}: weight ${index}`,
      values[index]!,
      weight.dtype as DType,
    );
    if (formatShape(tensor.shape) !== formatShape(weight.shape)) {
      throw new TypeError(
        `${where}: expected shape ${
          formatShape(weight.shape)
        } for weight ${index} '${weight.name}', received shape ${formatShape(tensor.shape)}`,
      );
    }
    return tensor;
  });
  weights.forEach((weight, index) => weight.assign(tensors[index]!));
}
