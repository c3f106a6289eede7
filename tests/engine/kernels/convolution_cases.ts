/**
 * What the tests of convolutions share: random cases, and calls of kernels by name.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import type { Convolution } from "./naive.ts";
import { type Case, type Data, draw, SEEDS, tensor } from "./support.ts";

/** The truth as a tensor. */
export const f32 = (shape: readonly number[], data: Float64Array): Data => ({
  shape,
  dtype: "float32",
  data: Float32Array.from(data),
});

/** Random values from `-largest` to `largest` for the inputs that `shapes` gives of one of a list. */
export function cases(
  list: readonly Convolution[],
  shapes: (it: Convolution) => readonly (readonly number[])[],
  largest = 0.5,
): fc.Arbitrary<Case<Convolution>> {
  return fc.tuple(fc.constantFrom(...list), SEEDS).map(([it, seed]) => ({
    inputs: shapes(it).map((shape, index) =>
      tensor(shape, seed + index, draw.within(-largest, largest), "float32")
    ),
    params: it,
  }));
}

/** Runs a kernel by name, with the attributes that tfjs gives it. */
export function convolution(
  name: string,
  inputs: Record<string, tfjs.Tensor>,
  it: Convolution,
  more = {},
) {
  const { strides, dilations, pad, depthwise } = it;
  const attrs = {
    strides,
    pad,
    dilations,
    ...(strides.length === 2 && !depthwise ? { dataFormat: "NHWC" } : {}),
  };
  return tfjs.engine().runKernel(name, inputs, { ...attrs, ...more } as never) as tfjs.Tensor;
}
