/**
 * Convolutions in other primitives: one product for each element of the window, of what lies under
 * it at all places. For devices whose kernels lack groups, dilations or some strides, or compute
 * something else for them.
 *
 * Filters are `[...window, input channels of a group, output channels]`.
 *
 * @module
 */
import { type Shape, sizeOf } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { fill } from "../array/fill.ts";
import { reshape } from "../array/reshape.ts";
import { slice } from "../array/slice.ts";
import { stack } from "../array/stack.ts";
import { spread, stridedSlice } from "../array/strided_slice.ts";
import { transpose } from "../array/transpose.ts";
import { matmul } from "../linalg/matmul.ts";
import { add, multiply } from "../math/arithmetic.ts";
import { cast } from "../math/cast.ts";
import { widened } from "../support/infer.ts";
import type { Form } from "./convolution_lowering.ts";
import { framed, stepsOfWindow } from "./window_steps.ts";
import { each } from "./windows.ts";

/** Images `[batch, ..., groups * channels]` as `[groups * batch, ..., channels]`. */
function groupsFirst(x: Tensor, groups: number): Tensor {
  if (groups === 1) return x;
  const lead = x.shape.slice(0, -1);
  const apart = reshape(x, [...lead, groups, x.shape.at(-1)! / groups]);
  const axes = apart.shape.map((_, axis) => axis);
  const moved = transpose(apart, [lead.length, ...axes.toSpliced(lead.length, 1)]);
  return reshape(moved, [groups * lead[0]!, ...lead.slice(1), moved.shape.at(-1)!]);
}

/** Images `[groups * batch, ..., channels]` as `[batch, ..., groups * channels]`. */
function groupsLast(x: Tensor, groups: number): Tensor {
  if (groups === 1) return x;
  const [all, ...rest] = x.shape as [number, ...number[]];
  const apart = reshape(x, [groups, all / groups, ...rest]);
  const last = apart.rank - 1;
  const between = Array.from({ length: last - 1 }, (_, i) => i + 1);
  const moved = transpose(apart, [...between, 0, last]);
  return reshape(moved, [all / groups, ...rest.slice(0, -1), groups * rest.at(-1)!]);
}

/** Images `[groups * batch, ..., channels]` as matrices, `[groups, batch * places, channels]`. */
function matricesOf(x: Tensor, groups: number): Tensor {
  const channels = x.shape.at(-1)!;
  return reshape(x, [groups, sizeOf(x.shape) / groups / channels, channels]);
}

/** The filters of each element of the window, `[groups, inner, outer]`. */
function filtersOf(filters: Tensor, { axes, groups, inChannels, outChannels }: Form): Tensor[] {
  const count = sizeOf(each(axes, (it) => it.window));
  const [inner, outer] = [inChannels / groups, outChannels / groups];
  const apart = transpose(reshape(filters, [count, inner, groups, outer]), [0, 2, 1, 3]);
  return Array.from(
    { length: count },
    (_, i) =>
      reshape(slice(apart, [i, 0, 0, 0], [1, groups, inner, outer]), [groups, inner, outer]),
  );
}

/** Products of matrices; those of single columns by single rows are multiplications. */
function product(a: Tensor, b: Tensor): Tensor {
  return a.shape.at(-1) === 1 ? multiply(a, b) : matmul(a, b);
}

const sum = (terms: readonly Tensor[]): Tensor => terms.reduce(add);

/** Runs with floats of 16 bits widened, so that sums are as exact as in kernels. */
function widely(
  inputs: readonly [Tensor, Tensor],
  shape: Shape,
  compute: (a: Tensor, b: Tensor) => Tensor,
): Tensor {
  const [a, b] = inputs;
  if (a.size === 0 || b.size === 0) return fill(0, { dtype: a.dtype, shape });
  const type = widened(a.dtype);
  return cast(compute(cast(a, type), cast(b, type)), a.dtype);
}

/** The convolution of an image. */
export function convolveByTaps(x: Tensor, filters: Tensor, form: Form): Tensor {
  const { axes, batch, groups, outChannels } = form;
  const places = each(axes, (it) => it.output);
  return widely([x, filters], [batch, ...places, outChannels], (x, filters) => {
    const image = framed(groupsFirst(x, groups), axes, 0);
    const parts = filtersOf(filters, form);
    const steps = stepsOfWindow(image.shape, axes);
    const rows = sum(
      steps.map((it, i) => product(matricesOf(stridedSlice(image, it), groups), parts[i]!)),
    );
    return groupsLast(
      reshape(rows, [groups * batch, ...places, outChannels / groups]),
      groups,
    );
  });
}

/** The gradient for the image, which is also the transposed convolution. */
export function convolveBackByTaps(y: Tensor, filters: Tensor, form: Form): Tensor {
  const { axes, batch, groups, inChannels } = form;
  const image = each(axes, (it) => it.input);
  const places = each(axes, (it) => it.output);
  const inner = inChannels / groups;
  return widely([y, filters], [batch, ...image, inChannels], (y, filters) => {
    const rows = matricesOf(groupsFirst(y, groups), groups);
    const frame = each(axes, (it) => it.input + it.before + Math.max(0, it.after));
    const shape = [groups * batch, ...frame, inner];
    const parts = filtersOf(filters, form);
    const whole = sum(
      stepsOfWindow(shape, axes).map((it, i) => {
        const back = product(rows, transpose(parts[i]!, [0, 2, 1]));
        return spread(reshape(back, [groups * batch, ...places, inner]), shape, it);
      }),
    );
    const begin = [0, ...each(axes, (it) => it.before), 0];
    return groupsLast(slice(whole, begin, [groups * batch, ...image, inner]), groups);
  });
}

/** The gradient for the filters, in the shape that they have. */
export function correlateByTaps(x: Tensor, y: Tensor, form: Form, shape: Shape): Tensor {
  const { axes, groups } = form;
  return widely([x, y], shape, (x, y) => {
    const image = framed(groupsFirst(x, groups), axes, 0);
    const rows = matricesOf(groupsFirst(y, groups), groups);
    const products = stepsOfWindow(image.shape, axes).map((it) =>
      matmul(matricesOf(stridedSlice(image, it), groups), rows, true)
    );
    return reshape(transpose(stack(products, 0), [0, 2, 1, 3]), shape);
  });
}
