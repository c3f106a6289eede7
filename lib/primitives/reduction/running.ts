/**
 * Running reductions along an axis: what their entries share.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import type { Aval } from "../../tensor/aval.ts";
import type { Sample } from "../../tensor/primitive.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { padConstant } from "../array/pad.ts";
import { slice } from "../array/slice.ts";
import { axisOf } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";
import type { Direction } from "./lines.ts";

/** Along which axis, which way, and whether each element counts for itself. */
export interface RunningAttributes extends Direction {
  /** Whether an element is left out of its own result. */
  readonly exclusive: boolean;
}

/** How a running reduction runs; default: forward, each element included. */
export interface RunningOptions {
  readonly exclusive?: boolean;
  readonly reverse?: boolean;
}

/** A running reduction along an axis, which is counted from the front. */
export type Running = (x: Tensor, axis: number, options?: RunningOptions) => Tensor;

/** Attributes of options. */
export function runningAttributes(
  axis: number,
  { exclusive = false, reverse = false }: RunningOptions,
): RunningAttributes {
  return { axis, exclusive, reverse };
}

/** The aval of a running reduction; throws for an axis that it has not. */
export function inferRunning(name: string, x: Aval, axis: number): Aval {
  axisOf(name, axis, x.shape.length);
  return x;
}

/** The elements moved on by one along an axis, a zero moving in. */
export function shifted(x: Tensor, { axis, reverse }: Direction): Tensor {
  if (x.shape[axis] === 0) return x;
  const size = x.shape.with(axis, x.shape[axis]! - 1);
  const begin = x.shape.map((_, it) => it === axis && reverse ? 1 : 0);
  const paddings = x.shape.map((_, it): [number, number] =>
    it !== axis ? [0, 0] : reverse ? [0, 1] : [1, 0]
  );
  return padConstant(slice(x, begin, size), paddings, 0);
}

/** TensorFlow's attributes and inputs of a running reduction. */
export const RUNNING_KERNEL = {
  attributes: ({ exclusive, reverse }: RunningAttributes) => ({ exclusive, reverse }),
  inputs: ({ axis }: RunningAttributes) =>
    [0, { dtype: "int32", shape: [], values: [axis] }] as const,
};

/** Samples of all ways to run. */
export function* runningSamples(
  dtypes: readonly DType[],
  withZeros: boolean,
  isInfinite = false,
): Iterable<Sample<RunningAttributes>> {
  for (const dtype of dtypes) {
    for (const exclusive of [false, true]) {
      // Where the sum of nothing is infinite, differences say nothing.
      const kink = exclusive && isInfinite ? { kink: true } as const : {};
      for (const reverse of [false, true]) {
        yield { inputs: [sample([7], { dtype })], attrs: { axis: 0, exclusive, reverse }, ...kink };
        yield {
          inputs: [sample([2, 3, 2], { dtype })],
          attrs: { axis: 1, exclusive, reverse },
          ...kink,
        };
        yield {
          inputs: [sample([2, 1], { dtype })],
          attrs: { axis: 1, exclusive, reverse },
          ...kink,
        };
        yield {
          inputs: [sample([0, 2], { dtype })],
          attrs: { axis: 0, exclusive, reverse },
          ...kink,
        };
        if (!withZeros) continue;
        const zeros = given([2, 0, 3, 0, 1, 2], [6], dtype);
        yield { inputs: [zeros], attrs: { axis: 0, exclusive, reverse }, ...kink };
      }
    }
  }
}
