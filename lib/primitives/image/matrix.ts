/**
 * The weights of a resizing as matrices, and its gradient as two products with them.
 *
 * @module
 */
import { aval, type Shape } from "../../tensor/aval.ts";
import { fromFloat64 } from "../../tensor/host_map.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { reshape } from "../array/reshape.ts";
import { matmul } from "../linalg/matmul.ts";
import { type Taps, transposed } from "./taps.ts";

/** The weights of one axis as a matrix `[count, source]`. */
export function matrixOf(
  { members, index, weight }: Taps,
  source: number,
): { readonly count: number; readonly values: Float64Array } {
  const count = index.length / members;
  const values = new Float64Array(count * source);
  index.forEach((from, i) => values[Math.floor(i / members) * source + from]! += weight[i]!);
  return { count, values };
}

/** The gradient `g` of a resizing of images of `shape` to `size`, for devices without a kernel. */
export function resizedBack(
  g: Tensor,
  shape: Shape,
  [tall, wide]: readonly [height: number, width: number],
  taps: (input: number, output: number) => Taps,
): Tensor {
  const [batch, height, width, channels] = shape as readonly [number, number, number, number];
  const weights = (from: number, to: number): Tensor => {
    const { values } = matrixOf(transposed(taps(from, to), from), to);
    return leaf(fromFloat64(values, g.dtype), aval(g.dtype, [from, to]));
  };
  const rows = matmul(weights(height, tall), reshape(g, [batch, tall, wide * channels]));
  const pixels = reshape(rows, [batch * height, wide, channels]);
  return reshape(matmul(weights(width, wide), pixels), shape);
}
