/**
 * Convolutions that ONNX Runtime's WebGPU provider (1.30) computes wrong or not at all:
 *
 * - Conv of 6, 9, 15 ... channels is wrong where there are outputs of a multiple of 4.
 * - Conv takes outputs in vectors of 4 or 2 that reach over into the next group.
 * - Conv forgets zeros behind the image where none are before it and the filter is as large as the
 *   image, as in gradients of filters of even sizes, or of one element.
 * - ConvTranspose to one output a group reads an even number of inputs a group from the first group.
 * - Conv of three dimensions has no groups, and ConvTranspose no three dimensions.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import type { Rewriter } from "./rewrites.ts";
import { solidTranspose } from "./solid_transpose.ts";

/** Outputs that are computed at once, of so many in all. */
const vectorOf = (channels: number): number => channels % 4 === 0 ? 4 : channels % 2 === 0 ? 2 : 1;

/** Each group by itself, where images have three dimensions: the provider has no groups of them. */
function solidConv({ inputs: [x, w, bias], outputs: [y], attributes }: GraphNode, to: Rewriter) {
  const group = attributes["group"] as number;
  const [channels, inner, ...kernel] = w!.shape as readonly [number, number, ...number[]];
  const [batch, , ...image] = y!.shape as readonly [number, number, ...number[]];
  const each = channels / group;
  const parts = Array.from({ length: group }, (_, i) => {
    const filters = to.part(w!, 0, i * each, each);
    const given = [to.part(x!, 1, i * inner, inner), filters];
    if (bias) given.push(to.part(bias, 0, i * each, each));
    const alone = { ...attributes, kernel_shape: kernel, group: 1 };
    return to.op("Conv", given, [batch, each, ...image], alone);
  });
  to.node("Concat", parts, [y!], { axis: 1 });
  return true;
}

/**
 * Channels of zeros, up to a multiple of 4: the provider takes channels in threes where their number
 * is divided by 3 and not by 4, and computes something else from 6 on.
 */
function inFours({ inputs: [x, w, bias], outputs: [y], attributes }: GraphNode, to: Rewriter) {
  const channels = w!.shape[1]!;
  if (channels % 3 !== 0 || channels % 4 === 0 || channels === 3) return false;
  const count = Math.ceil(channels / 4) * 4;
  const [given, filters] = [x!, w!].map((it) => {
    const rank = it.shape.length;
    const pads = Array.from({ length: 2 * rank }, (_, i) => i === rank + 1 ? count - channels : 0);
    const zero = to.number(0, it.type);
    return to.op("Pad", [it, to.list(pads), zero], it.shape.with(1, count));
  });
  to.node("Conv", bias ? [given, filters, bias] : [given, filters], [y!], attributes);
  return true;
}

/**
 * Zeros behind the image as elements of their own: where none come before it, the provider takes a
 * filter as large as the image, or of one element, for a product of matrices without any padding.
 */
function paddedBehind(node: GraphNode, to: Rewriter): GraphNode | undefined {
  const { inputs: [x, ...rest], attributes } = node;
  const pads = (attributes["pads"] ?? []) as readonly number[];
  const rank = pads.length / 2;
  const [before, behind] = [pads.slice(0, rank), pads.slice(rank)];
  if (before.some((it) => it > 0) || !behind.some((it) => it > 0)) return undefined;
  const shape = x!.shape.map((dim, axis) => dim + (behind[axis - 2] ?? 0));
  const all = to.list([...Array<number>(rank + 4).fill(0), ...behind]);
  const padded = to.op("Pad", [x, all, to.number(0, x!.type)], shape);
  return {
    ...node,
    inputs: [padded, ...rest],
    attributes: { ...attributes, pads: pads.map(() => 0) },
  };
}

/** Writes a convolution that the provider computes wrong. */
export function conv(node: GraphNode, to: Rewriter): boolean {
  const padded = paddedBehind(node, to);
  if (padded === undefined) return inRuns(node, to);
  const { inputs, outputs, attributes } = padded;
  if (!inRuns(padded, to)) to.node("Conv", [...inputs], [...outputs], attributes);
  return true;
}

/** Runs of at most 3 outputs a group, which are computed one by one. */
function inRuns(node: GraphNode, to: Rewriter): boolean {
  const { inputs: [x, w, bias], outputs: [y], attributes } = node;
  const group = (attributes["group"] ?? 1) as number;
  const [channels, ...kernel] = w!.shape as readonly [number, ...number[]];
  const [batch, , ...image] = y!.shape as readonly [number, number, ...number[]];
  const each = channels / group;
  if (group === 1) return inFours(node, to);
  if (image.length === 3) return solidConv(node, to);
  if (each < 4 || each % vectorOf(channels) === 0) return false;
  const grouped = to.reshape(w!, [group, each, ...kernel]);
  const biases = bias && to.reshape(bias, [group, each]);
  const parts: Value[] = [];
  for (let begin = 0; begin < each; begin += 3) {
    const count = Math.min(3, each - begin);
    const all = group * count;
    const weights = to.reshape(to.part(grouped, 1, begin, count), [all, ...kernel]);
    const added = biases && to.reshape(to.part(biases, 1, begin, count), [all]);
    const given = added ? [x, weights, added] : [x, weights];
    const part = to.op("Conv", given, [batch, all, ...image], attributes);
    parts.push(to.reshape(part, [batch, group, count, ...image]));
  }
  const whole = to.op("Concat", parts, [batch, group, each, ...image], { axis: 2 });
  to.node("Reshape", [whole, to.list(y!.shape)], [y!]);
  return true;
}

/** The sum over runs of an odd number of inputs a group: all but the last, and the last. */
export function convTranspose(node: GraphNode, to: Rewriter): boolean {
  const { inputs, outputs: [y], attributes } = node;
  const solid = solidTranspose(node, to);
  if (solid !== undefined) {
    if (!conv({ ...node, ...solid }, to)) to.node("Conv", solid.inputs, [y!], solid.attributes);
    return true;
  }
  const [x, w, bias] = inputs;
  const group = (attributes["group"] ?? 1) as number;
  const [channels, outputs, ...kernel] = w!.shape as readonly [number, number, ...number[]];
  const each = channels / group;
  if (group === 1 || outputs !== 1 || each % 2 !== 0) return false;
  const [batch, , ...image] = x!.shape as readonly [number, number, ...number[]];
  const given = to.reshape(x!, [batch, group, each, ...image]);
  const weights = to.reshape(w!, [group, each, outputs, ...kernel]);
  const sums = [[0, each - 1], [each - 1, 1]].map(([begin, count], i) => {
    const all = group * count!;
    const part = to.reshape(to.part(given, 2, begin!, count!), [batch, all, ...image]);
    const filter = to.reshape(to.part(weights, 1, begin!, count!), [all, outputs, ...kernel]);
    const added = bias && i === 0 ? [part, filter, bias] : [part, filter];
    return to.op("ConvTranspose", added, y!.shape, attributes);
  });
  to.node("Add", sums, [y!]);
  return true;
}
