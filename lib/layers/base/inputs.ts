/**
 * From what a layer is called with to tensors.
 *
 * @module
 */
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { isOptions } from "../../ops/bind.ts";
import { cast } from "../../primitives/math/cast.ts";
import { KerasTensor } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { VariableCore } from "../../tensor/variable_core.ts";
import type { BoundCall } from "./call_arguments.ts";
import { maskOf, setMask } from "./masks.ts";
import type { NestedShape } from "./shapes.ts";

/** How deep inputs may be nested: a list may hold itself. */
const DEEPEST = 32;

/** What makes an array one of inputs: among numbers there are none of these. */
function isInput(value: unknown, depth = 0): boolean {
  if (typeof value !== "object") return false;
  return value instanceof Tensor || value instanceof VariableCore || value instanceof KerasTensor ||
    value === null || isOptions(value) ||
    (Array.isArray(value) && depth < DEEPEST && value.some((it) => isInput(it, depth + 1)));
}

/**
 * Tensors, nested as the inputs are: lists and objects with tensors in them stay what they are, all
 * else is one tensor. Floats are converted to `dtype`, as the layer computes with that; whole numbers
 * and texts stay what they are.
 */
export function convertInputs(where: string, inputs: unknown, dtype: DType | undefined): unknown {
  if (inputs instanceof Tensor) return toDtype(inputs, dtype);
  if (inputs instanceof KerasTensor || inputs === null) return inputs;
  if (Array.isArray(inputs) && isInput(inputs)) {
    return inputs.map((it) => convertInputs(where, it, dtype));
  }
  if (isOptions(inputs) && Object.values(inputs).some((it) => it !== undefined)) {
    const entries = Object.entries(inputs);
    return Object.fromEntries(entries.map(([name, it]) => [name, convertInputs(where, it, dtype)]));
  }
  return toDtype(asTensor(where, inputs as TensorLike), dtype);
}

/** Tensors among a call's arguments in the layer's type; everything else as it is. */
function convertOption(value: unknown, dtype: DType | undefined): unknown {
  if (value instanceof Tensor) return toDtype(value, dtype);
  if (value instanceof VariableCore) return toDtype(value.take(), dtype);
  if (Array.isArray(value) && isInput(value)) {
    return value.map((it) => convertOption(it, dtype));
  }
  return value;
}

/** The arguments of a call besides its inputs, with tensors in the layer's type. */
export function converted(
  { rest, options, positional }: Omit<BoundCall, "inputs">,
  dtype: DType | undefined,
): Omit<BoundCall, "inputs"> {
  const entries = Object.entries(options).map(([name, it]) => [name, convertOption(it, dtype)]);
  return {
    rest: rest.map((it) => convertOption(it, dtype)),
    options: Object.fromEntries(entries),
    positional,
  };
}

function toDtype(tensor: Tensor, dtype: DType | undefined): Tensor {
  if (dtype === undefined || tensor.dtype === dtype || !isFloating(tensor.dtype)) return tensor;
  const mask = maskOf(tensor);
  const converted = cast(tensor, dtype);
  if (mask) setMask(converted, mask);
  return converted;
}

/** The shapes of nested inputs. */
export function shapesOf(inputs: unknown): NestedShape {
  if (inputs instanceof Tensor || inputs instanceof KerasTensor) return inputs.shape;
  if (Array.isArray(inputs)) return inputs.map(shapesOf);
  if (inputs === null) return [];
  return Object.fromEntries(
    Object.entries(inputs as Record<string, unknown>).map(([name, it]) => [name, shapesOf(it)]),
  );
}

/** Throws unless the inputs of a built layer end in the length it was built for. */
export function checkLastDimension(
  layer: { readonly label: string },
  shape: readonly (number | null)[],
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
