/**
 * Convolutions to few channels, such as gradients for images: a block of the result would be zeros
 * for the most part. Here each row of the window has channels of its own, so that few blocks are
 * full ones, and the rows are added afterwards:
 *
 *     rows[n, (i, c), y, x] = sum over j, o of filter[c, o, i, j] image[n, o, y, x + j - left]
 *     result[n, c, y, x] = sum over i of rows[n, (i, c), y + i - top, x]
 *
 * @module
 */
import { BLOCKED } from "./block_size.ts";
import { blockedFilter, blockedInput, type Convolution } from "./blocked_layout.ts";
import type { PlanEditor } from "./plan_editor.ts";

/** How many times less has to be computed for the moves to pay. */
const MIN_GAIN = 2;

/** Channels that are computed for so many. */
const filled = (channels: number, block: number) => Math.ceil(channels / block) * block;

/** Computes a convolution without strides in this way, if that pays. */
export function byRowsOfWindow(editor: PlanEditor, it: Convolution, block: number): boolean {
  const { input, bias, output, filter, axes, dilations, pads } = it;
  const [batch, channels, height, width] = output.shape as [number, number, number, number];
  const [out, inner, down, across] = axes;
  const [window, columns] = [filter.shape[down]!, filter.shape[across]!];
  const rows = input.shape[2]!;
  const before = Math.min(rows, height) * window * filled(channels, block);
  if (bias || before < MIN_GAIN * rows * filled(window * channels, block)) return false;
  const depth = filter.shape[inner]!;
  if (depth >= block && depth % block !== 0) return false;

  const moved = editor.transpose(filter, [down, out, inner, across]);
  const joined = window * channels;
  const total = filled(joined, block);
  const byRow = {
    filter: editor.reshape(moved, [joined, depth, 1, columns]),
    axes: [0, 1, 2, 3] as const,
  };
  const inputs = [blockedInput(editor, input, block), blockedFilter(editor, byRow, total, block)];
  const blocks = editor.add("Conv", inputs, {
    domain: BLOCKED,
    shape: [batch, total, rows, width],
    attributes: {
      kernel_shape: [1, columns],
      strides: [1, 1],
      dilations: [1, dilations[1]!],
      pads: [0, pads[1]!, 0, pads[3]!],
      group: 1,
    },
  });
  const sums = editor.add("ReorderOutput", [blocks], {
    domain: BLOCKED,
    shape: [batch, joined, rows, width],
    attributes: { channels: joined },
  });
  const shifted = editor.split(sums, 1, window).map((part, i) => {
    const above = pads[0]! - i * dilations[0]!;
    const flat = editor.reshape(part, [batch * channels, rows * width]);
    return editor.pad(flat, [0, above * width], [0, (height - rows - above) * width]);
  });
  const shape = [batch * channels, height * width];
  const summed = editor.add("Sum", shifted, { shape });
  editor.reshape(summed, output.shape, output);
  return true;
}
