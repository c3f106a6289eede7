/**
 * Traces of branches and bodies, and what functions of the user's give.
 *
 * @module
 */
import { NdArray } from "../../display/ndarray.ts";
import type { DType } from "../../arrays/dtypes.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { stopGradient } from "../../primitives/array/identity.ts";
import { read } from "../../tensor/graph.ts";
import { readElement } from "../../arrays/dtypes.ts";
import { state } from "../../tensor/state.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { Trace } from "../../tensor/trace.ts";
import { VariableCore } from "../../tensor/variable_core.ts";
import { checkBoolean } from "../arguments.ts";
import { flatten, pack, type Structure } from "../nest.ts";

/** What stands for a tensor in a nested value: a tensor, a variable, an array, or a plain value. */
export type Plain = Exclude<TensorLike, readonly unknown[]>;

/** A value that counts as a tensor where values are nested; nested arrays are none. */
export function asPlain(value: unknown): Plain | undefined {
  if (value instanceof Tensor || value instanceof NdArray) return value;
  if (value instanceof VariableCore) return value;
  const isArray = ArrayBuffer.isView(value) && !(value instanceof DataView);
  const isElement = ["number", "bigint", "boolean", "string"].includes(typeof value);
  return isArray || isElement ? value as Plain : undefined;
}

/** What a function gave while it was traced. */
export interface Traced {
  readonly trace: Trace;
  readonly leaves: readonly Plain[];
  readonly structure: Structure;
}

/** Traces a function as a part of the function that is being traced. */
export function traceInside(where: string, run: (trace: Trace) => unknown): Traced {
  const parent = state.trace!;
  const trace = new Trace(parent.name, parent);
  return trace.record(() => {
    const result = synchronous(where, run(trace));
    const { leaves, structure } = flatten(result, asPlain);
    // What a variable is at this point.
    return {
      trace,
      structure,
      leaves: leaves.map((it) => it instanceof VariableCore ? it.take() : it),
    };
  });
}

/** What a function gave, if it is no promise. */
export function synchronous<T>(where: string, result: T): T {
  if (!(result instanceof Promise)) return result;
  result.catch(() => {});
  throw new TypeError(
    `${where}: expected synchronous functions, received one that returns a promise`,
  );
}

/** Throws unless a value is a function. */
export function checkFunction(where: string, name: string, value: unknown): void {
  if (typeof value === "function") return;
  throw new TypeError(
    `${where}: expected ${name} to be a function, received ${name}=${formatValue(value)}`,
  );
}

/** A predicate: a truth value, or a tensor of one element that differs between calls. */
export function asPredicate(where: string, value: unknown, name = "pred"): boolean | Tensor {
  if (typeof value === "boolean") return value;
  const tensor = asTensor(`${where}: ${name}`, value as TensorLike);
  checkScalar(where, name, tensor);
  if (tensor.trace !== undefined) return tensor;
  return Boolean(readElement(tensor.dtype, read(tensor), 0));
}

/** Throws unless a tensor is one number or truth value. */
export function checkScalar(where: string, name: string, tensor: Tensor): void {
  if (tensor.size === 1 && tensor.dtype !== "string" && tensor.dtype !== "complex64") return;
  throw new TypeError(
    `${where}: expected ${name} to be one truth value, received a tensor of dtype ${tensor.dtype} and shape ${
      formatShape(tensor.shape)
    }${tensor.size === 1 ? "" : "; reduce it, for example with tf.reduceAny or tf.reduceAll"}`,
  );
}

/** Plain values as tensors, each of the dtype that some branch gives in its place. */
export function agreeing(
  where: string,
  branches: readonly (readonly Plain[])[],
): Tensor[][] {
  const dtypes = branches[0]!.map((_, i): DType | undefined => {
    for (const leaves of branches) {
      const leaf = leaves[i]!;
      if (leaf instanceof Tensor) return leaf.dtype;
    }
    return undefined;
  });
  return branches.map((leaves) =>
    leaves.map((leaf, i) => asTensor(where, leaf, typeof leaf === "number" ? dtypes[i] : undefined))
  );
}

/** Nested results, as constants for gradients unless `backProp` is true. */
export function withBackProp(where: string, backProp: unknown, result: unknown): unknown {
  if (checkBoolean(where, "backProp", backProp ?? true)) return result;
  const { leaves, structure } = flatten(result, (it) => it instanceof Tensor ? it : undefined);
  return pack(structure, leaves.map(stopGradient));
}
