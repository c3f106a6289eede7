/**
 * Transposed convolutions of three dimensions, which ONNX Runtime's WebGPU provider lacks, as
 * convolutions: of the input with zeros between its elements, by the filters turned round.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import type { Rewriter } from "./rewrites.ts";

/** Dimensions of an image. */
const RANK = 3;

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, dim) => size * dim, 1);

/** `step - 1` zeros between the elements along an axis. */
function apart(x: Value, axis: number, step: number, to: Rewriter): Value {
  if (step === 1) return x;
  const count = x.shape[axis]!;
  const rows = sizeOf(x.shape.slice(0, axis + 1));
  const width = sizeOf(x.shape.slice(axis + 1));
  const flat = to.reshape(x, [rows, width]);
  const added = [flat, to.list([0, 0, 0, (step - 1) * width]), to.number(0, x.type)];
  const padded = to.op("Pad", added, [rows, step * width]);
  const spread = to.reshape(padded, x.shape.with(axis, count * step));
  return to.part(spread, axis, 0, (count - 1) * step + 1);
}

/** Filters `[in, out of a group, ...window]` as `[out, in of a group, ...window]`, turned round. */
function turned(w: Value, group: number, to: Rewriter): Value {
  const [channels, each, ...window] = w.shape as readonly [number, number, ...number[]];
  const size = sizeOf(window);
  const inner = channels / group;
  const last = to.list(Array.from({ length: size }, (_, i) => size - 1 - i));
  const flat = to.reshape(w, [group, inner, each, size]);
  const back = to.op("Gather", [flat, last], flat.shape, { axis: 3 });
  const swapped = to.op("Transpose", [back], [group, each, inner, size], { perm: [0, 2, 1, 3] });
  return to.reshape(swapped, [group * each, inner, ...window]);
}

/**
 * Writes a transposed convolution of three dimensions as a convolution; gives its inputs and
 * attributes, or `undefined` for other ranks.
 */
export function solidTranspose(
  { inputs: [x, w, bias], attributes }: GraphNode,
  to: Rewriter,
): Pick<GraphNode, "inputs" | "attributes"> | undefined {
  if (x!.shape.length !== RANK + 2) return undefined;
  const list = (name: string, otherwise: number, count = RANK) =>
    (attributes[name] ?? new Array<number>(count).fill(otherwise)) as readonly number[];
  const window = w!.shape.slice(2);
  const [strides, dilations] = [list("strides", 1), list("dilations", 1)];
  const [pads, more] = [list("pads", 0, 2 * RANK), list("output_padding", 0)];
  const group = (attributes["group"] ?? 1) as number;
  let image = x!;
  const around = new Array<number>(2 * RANK);
  for (let i = 0; i < RANK; i++) {
    image = apart(image, i + 2, strides[i]!, to);
    const reach = dilations[i]! * (window[i]! - 1);
    const [before, after] = [reach - pads[i]!, reach - pads[i + RANK]! + more[i]!];
    around[i] = Math.max(0, before);
    around[i + RANK] = Math.max(0, after);
    const cut = Math.max(0, -before);
    const count = image.shape[i + 2]! - cut - Math.max(0, -after);
    if (count !== image.shape[i + 2]) image = to.part(image, i + 2, cut, count);
  }
  const filters = turned(w!, group, to);
  return {
    inputs: bias ? [image, filters, bias] : [image, filters],
    attributes: {
      kernel_shape: window,
      strides: new Array<number>(RANK).fill(1),
      dilations,
      pads: around,
      group,
    },
  };
}
