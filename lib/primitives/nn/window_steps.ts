/**
 * What lies under each element of windows that move over an image: for each one the steps that it
 * makes, in the order of the window's elements.
 *
 * @module
 */
import { type Shape, sizeOf } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { padConstant } from "../array/pad.ts";
import type { Steps } from "../array/strided_slice.ts";
import { type Axis, each } from "./windows.ts";

/** An image `[batch, ..., channels]` with the frame that windows reach into. */
export function framed(x: Tensor, axes: readonly Axis[], value: number): Tensor {
  const frame = axes.map((it) => [it.before, Math.max(0, it.after)] as const);
  return padConstant(x, [[0, 0], ...frame, [0, 0]], value);
}

/** The places of a framed image of a shape that each element of the window meets. */
export function stepsOfWindow(shape: Shape, axes: readonly Axis[]): Steps[] {
  const window = each(axes, (it) => it.window);
  const strides = [1, ...each(axes, (it) => it.stride), 1];
  const size = [shape[0]!, ...each(axes, (it) => it.output), shape.at(-1)!];
  return Array.from({ length: sizeOf(window) }, (_, element): Steps => {
    let rest = element;
    const begin = window.map(() => 0);
    for (let axis = window.length - 1; axis >= 0; axis--) {
      begin[axis] = rest % window[axis]! * axes[axis]!.dilation;
      rest = Math.floor(rest / window[axis]!);
    }
    return { begin: [0, ...begin, 0], strides, size };
  });
}
