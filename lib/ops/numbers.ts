/**
 * Plain numbers among arguments: slopes, tolerances, rates.
 *
 * @module
 */
import { type DType, isInteger } from "../arrays/dtypes.ts";
import { checkFinite } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { cast } from "../primitives/math/cast.ts";
import type { TensorLike } from "../tensor/like.ts";
import { scalar } from "../tensor/scalar.ts";
import { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { asTensor } from "./as_tensor.ts";

/**
 * A number, or `otherwise` where none is given.
 *
 * @throws {TypeError} for anything else.
 */
export function numberOr(
  where: string,
  name: string,
  value: unknown,
  otherwise: number,
): number {
  if (value === undefined || value === null) return otherwise;
  if (typeof value === "number") return value;
  throw new TypeError(
    `${where}: expected ${name} to be a number, received ${name}=${formatValue(value)}`,
  );
}

/**
 * A finite number as a scalar of a dtype, or a scalar that is computed: its values are followed.
 *
 * @throws {TypeError} for anything else, and for a tensor of another dtype of floats.
 * @throws {RangeError} for a plain number out of bounds.
 */
export function asScalar(
  where: string,
  name: string,
  value: unknown,
  dtype: DType,
  bounds: { readonly min?: number; readonly max?: number } = {},
): Tensor {
  if (!(value instanceof Tensor || value instanceof VariableCore)) {
    return scalar(checkFinite(where, name, value, bounds), dtype);
  }
  const tensor = asTensor(where, value as TensorLike);
  if (tensor.rank !== 0) {
    throw new TypeError(
      `${where}: expected ${name} to be a number, received ${name} of shape ${
        formatShape(tensor.shape)
      }`,
    );
  }
  if (isInteger(tensor.dtype)) return cast(tensor, dtype);
  return asTensor(where, tensor, dtype);
}
