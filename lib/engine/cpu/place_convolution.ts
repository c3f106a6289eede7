/**
 * The gradient of filters with many channels, place by place of the window. As a plain convolution it
 * has a window as large as an image; here each place of the window is a product of matrices of all
 * pixels:
 *
 *     filter[i, j, c, o] = sum over n, y, x of image[n, s y + i, s x + j, c] gradient[n, y, x, o]
 *
 * Pixels are added up in two halves, which two threads compute.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import { listOf, type PlanEditor, type Rule, sizeOf } from "./plan_editor.ts";

/** Multiply-adds from which this pays. */
const MIN_WORK = 4_000_000;

/** Channels of the image and of the gradient from which their products are fast. */
const MIN_CHANNELS = 8;

/**
 * Places of a window, at most, where blocks have 16 channels; with those of 8, the blocked layout is as
 * fast for all windows of more than one place (docs/measurements/models.md).
 */
export const MAX_PLACES = 9;

/** The operator set that has products of transposed batches. */
const MICROSOFT = "com.microsoft";

/** An image with its channels last, if a value is that with its channels first and its batch second. */
function channelsLast(editor: PlanEditor, value: Value | undefined): Value | undefined {
  const moved = editor.producer(value, "Transpose");
  return moved && listOf(moved, "perm", []).join() === "3,0,1,2" ? moved.inputs[0] : undefined;
}

/** Where the image's pixels under a place of the window are. */
interface Place {
  readonly padded: Value;
  readonly size: readonly [batch: number, rows: number, columns: number, channels: number];
  readonly steps: readonly number[];
}

/** The image's pixels under a place of the window, `[2, half of the pixels, channels]`. */
function pixelsUnder(
  editor: PlanEditor,
  { padded, size, steps }: Place,
  [down, across]: readonly [number, number],
  halves: number,
): Value {
  const [batch, rows, columns, channels] = size;
  const pixels = [halves, batch * rows * columns / halves, channels];
  // A window of a single place has the whole image under it.
  if (`${padded.shape}` === `${size}`) return editor.reshape(padded, pixels);
  const begin = [down, across];
  const end = [down + steps[0]! * (rows - 1) + 1, across + steps[1]! * (columns - 1) + 1];
  const inputs = [padded, ...[begin, end, [1, 2], steps].map((it) => editor.list(it))];
  const under = editor.add("Slice", inputs, { shape: size });
  return editor.reshape(under, pixels);
}

/**
 * A convolution whose window is as large as its image, with channels enough for products.
 *
 * @param maxPlaces Places of a window, at most: each is a copy of the image.
 */
export const filterGradientByPlaces = (maxPlaces: number): Rule => (node: GraphNode, editor) => {
  if (node.op !== "Conv" || node.inputs[2] || (node.attributes["group"] ?? 1) !== 1) return false;
  const [image, gradient] = node.inputs.map((it) => channelsLast(editor, it));
  const [output] = node.outputs as [Value];
  if (!image || !gradient || output.shape.length !== 4) return false;
  const [batch, , , channels] = image.shape as readonly [number, number, number, number];
  const [, rows, columns, filters] = gradient.shape as readonly [number, number, number, number];
  const [, , down, across] = output.shape as readonly [number, number, number, number];
  const pixels = batch * rows * columns;
  if (pixels * sizeOf(output) < MIN_WORK || down * across > maxPlaces) return false;
  if (channels < MIN_CHANNELS || filters < MIN_CHANNELS) return false;

  const [top = 0, left = 0, bottom = 0, right = 0] = listOf(node, "pads", [0, 0, 0, 0]);
  const between = listOf(node, "strides", [1, 1]);
  const padded = editor.pad(image, [0, top, left, 0], [0, bottom, right, 0]);
  const place: Place = {
    padded,
    size: [batch, rows, columns, channels],
    steps: listOf(node, "dilations", [1, 1]),
  };
  const halves = pixels % 2 === 0 ? 2 : 1;
  const lines = editor.reshape(gradient, [halves, pixels / halves, filters]);
  const products = Array.from({ length: down * across }, (_, at) => {
    const i = Math.floor(at / across) * between[0]!;
    const under = pixelsUnder(editor, place, [i, at % across * between[1]!], halves);
    const product = editor.add("FusedMatMul", [under, lines], {
      domain: MICROSOFT,
      attributes: { transA: 1 },
      shape: [halves, channels, filters],
    });
    return editor.reshape(product, [halves, 1, channels, filters]);
  });
  const all = editor.add("Concat", products, {
    attributes: { axis: 1 },
    shape: [halves, down * across, channels, filters],
  });
  const sums = editor.add("ReduceSum", [all, editor.list([0])], {
    attributes: { keepdims: 0 },
    shape: [down * across, channels, filters],
  });
  const apart = editor.reshape(sums, [down, across, channels, filters]);
  editor.add("Transpose", [apart], { attributes: { perm: [2, 3, 0, 1] }, output });
  return true;
};
