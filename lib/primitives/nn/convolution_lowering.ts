/**
 * The operators of convolutions. The gradient for the input is a transposed convolution; the one for
 * the filters is a convolution of the input by the output's gradient with batch and channels
 * exchanged, in which strides and dilations swap their parts.
 *
 * Filters are `[...window, input channels of a group, output channels]`.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import { sizeOf } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import {
  elementsUnderWindows,
  gatherMembers,
  isNative,
  windowsOverElements,
} from "./window_table.ts";
import { type Axis, each, padsOf } from "./windows.ts";

/** A convolution of given sizes. */
export interface Form {
  readonly axes: readonly Axis[];
  readonly batch: number;
  readonly inChannels: number;
  readonly outChannels: number;
  /** Groups of channels that do not mix. */
  readonly groups: number;
}

const axesFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i);

/** An image with its channels second, as ONNX has them. */
export function toChannelsFirst(to: Lowering, x: Value): Value {
  const rank = x.shape.length;
  return to.transpose(x, [0, rank - 1, ...axesFrom(1, rank - 2)]);
}

/** An image with its channels last again. */
export function fromChannelsFirst(to: Lowering, x: Value): Value {
  return to.transpose(x, [0, ...axesFrom(2, x.shape.length - 2), 1]);
}

/** Filters as ONNX has them, `[out, in, ...window]`. */
function toFilters(to: Lowering, filters: Value): Value {
  const rank = filters.shape.length;
  return to.transpose(filters, [rank - 1, rank - 2, ...axesFrom(0, rank - 2)]);
}

/** The convolution of an image. */
export function convolve(to: Lowering, x: Value, filters: Value, form: Form): Value {
  if (!isNative(x.type)) return convolveByProducts(to, x, filters, form);
  const { axes, batch, outChannels, groups } = form;
  const shape = [batch, outChannels, ...each(axes, (it) => it.output)];
  const inputs = [toChannelsFirst(to, x), toFilters(to, filters)];
  const y = to.op("Conv", inputs, x.type, shape, {
    kernel_shape: each(axes, (it) => it.window),
    strides: each(axes, (it) => it.stride),
    dilations: each(axes, (it) => it.dilation),
    pads: padsOf(axes),
    group: groups,
  });
  return fromChannelsFirst(to, y);
}

/** The gradient for the image, which is also the transposed convolution. */
export function convolveBack(to: Lowering, y: Value, filters: Value, form: Form): Value {
  if (!isNative(y.type)) return convolveBackByProducts(to, y, filters, form);
  const { axes, batch, inChannels, groups } = form;
  const shape = [batch, inChannels, ...each(axes, (it) => it.input)];
  const inputs = [toChannelsFirst(to, y), toFilters(to, filters)];
  const x = to.op("ConvTranspose", inputs, y.type, shape, {
    kernel_shape: each(axes, (it) => it.window),
    strides: each(axes, (it) => it.stride),
    dilations: each(axes, (it) => it.dilation),
    pads: padsOf(axes),
    output_padding: each(axes, (it) => Math.max(0, -it.after)),
    group: groups,
  });
  return fromChannelsFirst(to, x);
}

/** The gradient for the filters. */
export function correlate(to: Lowering, x: Value, y: Value, form: Form): Value {
  if (!isNative(x.type)) return correlateByProducts(to, x, y, form);
  const { axes, batch, inChannels, outChannels, groups } = form;
  const inner = inChannels / groups;
  const image = each(axes, (it) => it.input);
  // Elements left over at the end let the window move on: what it finds there is cut off.
  const spare = each(axes, (it) => it.window + Math.floor(Math.max(0, -it.after) / it.dilation));
  const sums = to.op("Conv", [groupsOutermost(to, x, form), outermost(to, y)], x.type, [
    inner,
    outChannels,
    ...spare,
  ], {
    kernel_shape: each(axes, (it) => it.output),
    strides: each(axes, (it) => it.dilation),
    dilations: each(axes, (it) => it.stride),
    pads: padsOf(axes),
    group: groups,
  });
  const window = each(axes, (it) => it.window);
  const cut = to.slice(sums, sums.shape.map(() => 0), [inner, outChannels, ...window]);
  return to.transpose(cut, [...axesFrom(2, image.length), 0, 1]);

  function groupsOutermost(to: Lowering, x: Value, { groups }: Form): Value {
    if (groups === 1) return outermost(to, x);
    const split = to.reshape(x, [batch, ...image, groups, inner]);
    const rank = image.length;
    const moved = to.transpose(split, [rank + 2, rank + 1, 0, ...axesFrom(1, rank)]);
    return to.reshape(moved, [inner, groups * batch, ...image]);
  }
}

/** Channels first and batch second. */
function outermost(to: Lowering, x: Value): Value {
  const rank = x.shape.length;
  return to.transpose(x, [rank - 1, ...axesFrom(0, rank - 1)]);
}

/** Members of places as matrices, one a group: `[groups, batch * places, members * channels]`. */
function matrices(to: Lowering, members: Value, groups: number): Value {
  const [batch, places, count, channels] = members.shape as readonly [
    number,
    number,
    number,
    number,
  ];
  const split = to.reshape(members, [batch, places, count, groups, channels / groups]);
  return to.reshape(to.transpose(split, [3, 0, 1, 2, 4]), [
    groups,
    batch * places,
    count * channels / groups,
  ]);
}

/** Filters as `[window, inner channels, groups, outer channels of a group]`. */
function split(to: Lowering, filters: Value, { axes, groups, inChannels, outChannels }: Form) {
  const window = sizeOf(each(axes, (it) => it.window));
  const [inner, outer] = [inChannels / groups, outChannels / groups];
  return { filters: to.reshape(filters, [window, inner, groups, outer]), window, inner, outer };
}

/** Rows of groups, `[groups, batch * places, channels of a group]`, as an image. */
function joined(to: Lowering, rows: Value, batch: number, image: readonly number[]): Value {
  const [groups, , channels] = rows.shape as readonly [number, number, number];
  const apart = to.reshape(rows, [groups, batch, sizeOf(image), channels]);
  return to.reshape(to.transpose(apart, [1, 2, 0, 3]), [batch, ...image, groups * channels]);
}

function convolveByProducts(to: Lowering, x: Value, filters: Value, form: Form): Value {
  const { axes, batch, groups } = form;
  const { filters: parts, window, inner, outer } = split(to, filters, form);
  const rows = matrices(to, gatherMembers(to, x, elementsUnderWindows(axes)), groups);
  const factors = to.reshape(to.transpose(parts, [2, 0, 1, 3]), [groups, window * inner, outer]);
  const sums = to.op("MatMul", [rows, factors], x.type, [groups, rows.shape[1]!, outer]);
  return joined(to, sums, batch, each(axes, (it) => it.output));
}

function convolveBackByProducts(to: Lowering, y: Value, filters: Value, form: Form): Value {
  const { axes, batch, groups } = form;
  const { filters: parts, window, inner, outer } = split(to, filters, form);
  const rows = matrices(to, gatherMembers(to, y, windowsOverElements(axes)), groups);
  const factors = to.reshape(to.transpose(parts, [2, 0, 3, 1]), [groups, window * outer, inner]);
  const sums = to.op("MatMul", [rows, factors], y.type, [groups, rows.shape[1]!, inner]);
  return joined(to, sums, batch, each(axes, (it) => it.input));
}

function correlateByProducts(to: Lowering, x: Value, y: Value, form: Form): Value {
  const { axes, batch, groups, inChannels, outChannels } = form;
  const [inner, outer] = [inChannels / groups, outChannels / groups];
  const rows = matrices(to, gatherMembers(to, x, elementsUnderWindows(axes)), groups);
  const [, count, width] = rows.shape as readonly [number, number, number];
  const flat = to.reshape(y, [batch, count / batch, 1, outChannels]);
  const columns = to.transpose(rows, [0, 2, 1]);
  const sums = to.op("MatMul", [columns, matrices(to, flat, groups)], x.type, [
    groups,
    width,
    outer,
  ]);
  const apart = to.reshape(sums, [groups, width / inner, inner, outer]);
  return to.reshape(to.transpose(apart, [1, 2, 0, 3]), [
    ...each(axes, (it) => it.window),
    inner,
    outChannels,
  ]);
}
