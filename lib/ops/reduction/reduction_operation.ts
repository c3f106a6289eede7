/**
 * Public reductions over axes, made of primitives: arguments checked first, under the function's
 * own name.
 *
 * @module
 */
import { checkBoolean } from "../../errors/checks.ts";
import type { Reduction } from "../../primitives/reduction/family.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { internally } from "../../tensor/state.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxes } from "../integers.ts";

/** Axes of a reduction: one, several, or `null` for all of them; negative ones count from the end. */
export type Axes = IntegerLike | IntegersLike | null;

/** Arguments of a reduction. */
export interface ReductionArguments {
  /** A tensor. */
  inputTensor: TensorLike;
  /** Over which axes; default: all of them. */
  axis?: Axes;
  /** Whether reduced axes stay with length 1; default `false`. */
  keepdims?: boolean | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** A reduction over axes. */
export type ReductionOperation = Operation<
  ReductionArguments,
  ["inputTensor", "axis", "keepdims", "name"],
  Tensor
>;

/** Axes counted from the front, in order; all of them where none are given. */
export function reducedAxes(where: string, axis: unknown, rank: number, name = "axis"): number[] {
  if (axis === undefined || axis === null) return Array.from({ length: rank }, (_, it) => it);
  return asAxes(where, axis, rank, name);
}

/** A flag that Python also takes `None` for. */
export function flagOr(
  where: string,
  name: string,
  value: unknown,
  otherwise: boolean,
): boolean {
  return value === undefined || value === null ? otherwise : checkBoolean(where, name, value);
}

/** Makes a reduction. */
export function reductionOperation(where: string, run: Reduction): ReductionOperation {
  return bind<ReductionArguments, ["inputTensor", "axis", "keepdims", "name"], Tensor>(
    where,
    ["inputTensor", "axis", "keepdims", "name"],
    1,
    (inputTensor, axis, keepdims) => {
      const x = asTensor(where, inputTensor);
      const keep = flagOr(where, "keepdims", keepdims, false);
      return internally(() => run(x, reducedAxes(where, axis, x.rank), keep));
    },
  );
}
