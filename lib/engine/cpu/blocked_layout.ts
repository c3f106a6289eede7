/**
 * ONNX Runtime's blocked layout, and how images and filters get into it.
 *
 * An image `[n, c, h, w]` lies there as `[n, c / b, h, w, b]`, with `b` channels together, and a
 * filter `[o, i, h, w]` as `[o / b, i / b, h, w, b of i, b of o]`. Images of fewer than `b` channels
 * stay as they are, with filters `[o / b, i, h, w, b of o]`.
 *
 * @module
 */
import type { Value } from "../plan/graph_types.ts";
import { BLOCKED } from "./block_size.ts";
import { listOf, type PlanEditor } from "./plan_editor.ts";

/** A convolution as the blocked kernel takes it. */
export interface Convolution {
  readonly input: Value;
  /** The filter, with the axis of its output channels, its input channels, its rows and columns. */
  readonly filter: Value;
  readonly axes: readonly [out: number, inner: number, rows: number, columns: number];
  readonly bias: Value | undefined;
  /** The result, `[n, o, h, w]`. */
  readonly output: Value;
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
}

/** What a value was before its axes were moved, and where each of its axes was. */
export function source(
  editor: PlanEditor,
  value: Value,
): { value: Value; perm: readonly number[] } {
  const transposed = editor.producer(value, "Transpose");
  const perm = value.shape.map((_, axis) => axis);
  return transposed
    ? { value: transposed.inputs[0]!, perm: listOf(transposed, "perm", perm) }
    : { value, perm };
}

/** The image in blocks. */
export function blockedInput(editor: PlanEditor, input: Value, block: number): Value {
  const channels = input.shape[1]!;
  if (channels < block) return input;
  const { value, perm } = source(editor, input);
  const domain = { domain: BLOCKED, shape: input.shape };
  if (perm.join() !== "0,3,1,2") return editor.add("ReorderInput", [input], domain);
  if (channels === block) return editor.reshape(value, input.shape);
  return editor.add("ReorderInput", [value], { ...domain, attributes: { channels_last: 1 } });
}

/**
 * The filter in blocks; `out` channels of output, of which the last may be zeros. Of `parts` of its
 * columns, every so manieth one each, the second and later ones become more channels of output.
 */
export function blockedFilter(
  editor: PlanEditor,
  it: Pick<Convolution, "filter" | "axes">,
  out: number,
  block: number,
  parts = 1,
): Value {
  const [outAxis, innerAxis, rows, columns] = it.axes;
  const inner = it.filter.shape[innerAxis]!;
  const missing = it.filter.shape.map((dim, axis) => axis === outAxis ? out - dim : 0);
  const filter = editor.pad(it.filter, missing.map(() => 0), missing);
  const inParts = new Map([[outAxis, block]]);
  if (inner >= block) inParts.set(innerAxis, block);
  if (parts > 1) inParts.set(columns, parts);
  const start: number[] = [];
  const shape = filter.shape.flatMap((dim, axis) => {
    start.push(axis === 0 ? 0 : start[axis - 1]! + (inParts.has(axis - 1) ? 2 : 1));
    const size = inParts.get(axis);
    return size === undefined ? [dim] : [dim / size, size];
  });
  const order = [start[outAxis]!, start[innerAxis]!, start[rows]!, start[columns]!];
  if (parts > 1) order.unshift(start[columns]! + 1);
  if (inner >= block) order.push(start[innerAxis]! + 1);
  order.push(start[outAxis]! + 1);
  const moved = editor.transpose(editor.reshape(filter, shape), order);
  const window = [filter.shape[rows]!, filter.shape[columns]! / parts];
  return editor.reshape(moved, [parts * out, inner, ...window]);
}
