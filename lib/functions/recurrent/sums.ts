/**
 * Gradients that are sums over steps, which need not be taken step by step: a product of matrices, a
 * sum or the gradient of filters over the batch of each step is one over the batches of all steps.
 *
 * @module
 */
import { reshape } from "../../primitives/array/reshape.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import type { Bound } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Where } from "./backward.ts";

/** What is computed of all steps at once. */
export interface Sum {
  readonly bound: Bound;
  /** Where its inputs are. */
  readonly inputs: readonly Where[];
}

/** Whether an operation adds up the elements of a batch, the first axis of its inputs. */
function sumsBatches({ primitive: { name }, attrs }: Bound, inputs: readonly Tensor[]): boolean {
  if (name === "matmul") {
    const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
    return transposeA && !transposeB && inputs.every(({ rank }) => rank === 2);
  }
  if (name === "reduceSum") return (attrs as { axes: readonly number[] }).axes.includes(0);
  return name === "nn.conv2dBackpropFilter" || name === "nn.conv3dBackpropFilter";
}

/**
 * A gradient as sums over batches, added; `undefined` if it is something else.
 *
 * @param isStep Whether a value differs from step to step.
 * @param emit Makes a value of each step one of all steps.
 */
export function sumsOf(
  gradient: Tensor,
  isStep: (tensor: Tensor) => boolean,
  emit: (tensor: Tensor) => Where,
): readonly Sum[] | undefined {
  const found: { bound: Bound; inputs: readonly Tensor[] }[] = [];
  const search = (tensor: Tensor): boolean => {
    const { node } = tensor;
    if (node === undefined) return false;
    const { bound, inputs } = node;
    const { name } = bound.primitive;
    if (name === "reshape") return search(inputs[0]!);
    if (name === "add") return inputs.every((it) => it.size === tensor.size && search(it));
    if (!inputs.every(isStep) || !sumsBatches(bound, inputs)) return false;
    found.push({ bound, inputs });
    return true;
  };
  if (!search(gradient)) return undefined;
  return found.map(({ bound, inputs }) => ({ bound, inputs: inputs.map(emit) }));
}

/** Computes a sum of all steps, in the shape of the input whose gradient it is. */
export function sumOver({ bound }: Sum, inputs: readonly Tensor[], like: Tensor): Tensor {
  if (bound.primitive.name === "reduceSum") {
    const { axes } = bound.attrs as { axes: readonly number[] };
    return reshape(reduceSum(inputs[0]!, [0, ...axes.map((axis) => axis + 1)]), like.shape);
  }
  const flat = inputs.map((it) => {
    const [length, batch, ...rest] = it.shape;
    return reshape(it, [length! * batch!, ...rest]);
  });
  return reshape(record(bound, flat), like.shape);
}
