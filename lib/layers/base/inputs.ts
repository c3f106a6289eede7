/**
 * From what a layer is called with to tensors.
 *
 * @module
 */
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { cast } from "../../primitives/math/cast.ts";
import type { Shape } from "../../tensor/aval.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { VariableCore } from "../../tensor/variable_core.ts";

const isHeld = (value: unknown): value is Tensor | VariableCore =>
  value instanceof Tensor || value instanceof VariableCore;

/**
 * A tensor, or the tensors of a list of them. Floats are converted to `dtype`, as the layer computes
 * with that; whole numbers and texts stay what they are.
 */
export function convertInputs(
  where: string,
  inputs: unknown,
  dtype: DType | undefined,
): Tensor | readonly Tensor[] {
  const convert = (value: unknown): Tensor => {
    const tensor = asTensor(where, value as TensorLike);
    const isOther = dtype !== undefined && tensor.dtype !== dtype && isFloating(tensor.dtype);
    return isOther ? cast(tensor, dtype) : tensor;
  };
  const isList = Array.isArray(inputs) && inputs.length > 0 && inputs.every(isHeld);
  return isList ? inputs.map(convert) : convert(inputs);
}

/** The shape of an input, or those of a list of inputs. */
export function shapesOf(inputs: Tensor | readonly Tensor[]): Shape | readonly Shape[] {
  return inputs instanceof Tensor ? inputs.shape : inputs.map(({ shape }) => shape);
}

/** Throws unless the inputs of a built layer end in the length it was built for. */
export function checkLastDimension(
  layer: { readonly label: string },
  shape: Shape,
  expected: number,
): void {
  if (shape.at(-1) !== expected) {
    throw new TypeError(
      `Cannot call ${layer.label}: expected inputs of shape (..., ${expected}), as it was built, received shape ${
        formatShape(shape)
      }`,
    );
  }
}
