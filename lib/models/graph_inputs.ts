/**
 * What a functional model is called with, brought into the order of its inputs: nested as they are, or
 * a plain list, or by the names of the inputs.
 *
 * @module
 */
import { type DType, isFloating, isInteger } from "../arrays/dtypes.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { flatten, type Structure } from "../functions/nest.ts";
import { maskOf, setMask } from "../layers/base/masks.ts";
import { isOptions } from "../ops/bind.ts";
import { expandDims, squeeze } from "../ops/array/expand_dims.ts";
import { cast } from "../primitives/math/cast.ts";
import { KerasTensor, type SymbolicShape } from "../tensor/keras_tensor.ts";
import { Tensor } from "../tensor/tensor.ts";
import { type Graph, isInputLayer } from "./graph.ts";
import { nodeOf } from "../layers/base/node.ts";

type Given = Tensor | KerasTensor | null;

const asGiven = (value: unknown): Given | undefined =>
  value instanceof Tensor || value instanceof KerasTensor || value === null ? value : undefined;

/**
 * The values of a graph's inputs in order.
 *
 * @throws {TypeError} if their number, names, shapes or dtypes do not fit.
 */
export function graphInputs(label: string, graph: Graph, inputs: unknown): Given[] {
  const { tensors, structure } = graph.inputs;
  const values = byName(label, tensors, structure, inputs) ?? flatten(inputs, asGiven).leaves;
  if (values.length !== tensors.length) {
    throw new TypeError(
      `Cannot call ${label}: expected ${describe(tensors)}, received ${values.length} inputs`,
    );
  }
  return values.map((value, i) => fitted(label, tensors[i]!, value));
}

const describe = (tensors: readonly KerasTensor[]): string =>
  `${tensors.length} inputs (${
    tensors.map((it) => `${nameOf(it)}: ${formatShape(it.shape)}`).join(", ")
  })`;

/** The name of an input: that of the layer it comes from. */
const nameOf = (tensor: KerasTensor): string => nodeOf(tensor).operation.name;

/** Values that are given by the names of inputs, in order. */
function byName(
  label: string,
  tensors: readonly KerasTensor[],
  structure: Structure,
  inputs: unknown,
): Given[] | undefined {
  if (!isOptions(inputs)) {
    if (structure.kind !== "record") return undefined;
    const names = structure.entries.map(([name]) => name);
    // A list stands for an object only if both orders are the same.
    if (names.join() === names.toSorted().join() && Array.isArray(inputs)) return undefined;
    throw new TypeError(
      `Cannot call ${label}: expected an object of inputs by name (${names.join(", ")}), received ${
        formatValue(inputs)
      }`,
    );
  }
  const keys = structure.kind === "record"
    ? structure.entries.map(([name]) => name)
    : tensors.map(nameOf);
  const missing = keys.filter((name) => inputs[name] === undefined);
  const unknown = Object.keys(inputs).filter((name) => !keys.includes(name));
  if (missing.length > 0 || unknown.length > 0) {
    throw new TypeError(
      `Cannot call ${label}: expected inputs called ${keys.join(", ")}, received ${
        Object.keys(inputs).join(", ") || "none"
      }`,
    );
  }
  if (structure.kind === "record") {
    const sorted = keys.toSorted().map((name) => inputs[name]);
    return flatten(sorted, asGiven).leaves;
  }
  return keys.map((name) => inputs[name] as Given);
}

/** A value in the dtype and the rank of an input. */
function fitted(label: string, input: KerasTensor, value: Given): Given {
  if (value === null) {
    const { operation } = nodeOf(input);
    if (isInputLayer(operation) && operation.optional) return null;
    throw new TypeError(
      `Cannot call ${label}: expected a tensor for input '${
        nameOf(input)
      }', received null; make it with optional: true`,
    );
  }
  const shape: SymbolicShape = value.shape;
  const wrong = (): never => {
    throw new TypeError(
      `Cannot call ${label}: expected shape ${formatShape(input.shape)} for input '${
        nameOf(input)
      }', received shape ${formatShape(shape)}`,
    );
  };
  const change = rankChange(shape, input.shape);
  if (shape.length + change !== input.shape.length) wrong();
  const ranked = change < 0 ? shape.slice(0, -1) : change > 0 ? [...shape, 1] : shape;
  ranked.forEach((dim, axis) => {
    const wanted = input.shape[axis];
    if (wanted !== null && dim !== null && dim !== wanted) wrong();
  });
  if (value instanceof KerasTensor) return value;
  return withMaskOf(value, converted(label, input, withRank(value, change)));
}

/** 1 or -1 where Keras adds or removes a last axis of length 1, so that a shape has a rank; else 0. */
function rankChange(shape: SymbolicShape, wanted: SymbolicShape): -1 | 0 | 1 {
  if (shape.length === wanted.length + 1 && shape.at(-1) === 1) return -1;
  return shape.length === wanted.length - 1 && wanted.at(-1) === 1 ? 1 : 0;
}

const withRank = (value: Tensor, change: -1 | 0 | 1): Tensor =>
  change < 0 ? squeeze(value, [-1]) : change > 0 ? expandDims(value, -1) : value;

function withMaskOf(value: Tensor, result: Tensor): Tensor {
  const mask = maskOf(value);
  if (mask && result !== value) setMask(result, mask);
  return result;
}

/** A value with the rank of an input, where Keras adds or removes a last axis of length 1. */
export function inRankOf(input: KerasTensor, value: Tensor): Tensor {
  return withMaskOf(value, withRank(value, rankChange(value.shape, input.shape)));
}

function converted(label: string, input: KerasTensor, value: Tensor): Tensor {
  if (value.dtype === input.dtype) return value;
  const isNumber = (dtype: DType) => isFloating(dtype) || isInteger(dtype) || dtype === "bool";
  const isNarrowing = isFloating(value.dtype) && !isFloating(input.dtype);
  if (isNumber(value.dtype) && isNumber(input.dtype) && !isNarrowing) {
    return cast(value, input.dtype);
  }
  throw new TypeError(
    `Cannot call ${label}: expected dtype ${input.dtype} for input '${
      nameOf(input)
    }', received dtype ${value.dtype}; convert it with tf.cast`,
  );
}
