/**
 * Convolutions to few channels whose window is larger than their result, such as gradients for
 * filters: a row of the result is too short, and one block of channels too few, to keep a processor
 * busy. Here the even and the odd columns of the window are channels of their own, twice as many:
 *
 *     halves[n, (s, o), y, x] = sum over i, j, c of filter[o, c, i, 2 j + s] image[n, c, y + i, x + 2 j]
 *     result[n, o, y, x] = halves[n, (0, o), y, x] + halves[n, (1, o), y, x + 1]
 *
 * @module
 */
import type { Value } from "../plan/graph_types.ts";
import { BLOCKED } from "./block_size.ts";
import { blockedFilter, blockedInput, type Convolution } from "./blocked_layout.ts";
import type { PlanEditor } from "./plan_editor.ts";

/** Blocks of channels from which there are enough. */
const MANY_BLOCKS = 3;

/** Columns of a result from which there are enough. */
const MANY_COLUMNS = 9;

/** Columns that the kernel computes at once, where the window does not reach over the border. */
const AT_ONCE = 3;

/** Computes a convolution in this way, if that pays. */
export function byHalvesOfWindow(editor: PlanEditor, it: Convolution, block: number): boolean {
  const { input, bias, output, filter, axes, strides, dilations, pads } = it;
  const [batch, channels, rows, columns] = output.shape as [number, number, number, number];
  const [down, across] = [filter.shape[axes[2]]!, filter.shape[axes[3]]!];
  const blocks = Math.ceil(channels / block);
  if (bias || blocks >= MANY_BLOCKS || columns >= MANY_COLUMNS || across <= columns) return false;
  if (columns % AT_ONCE === 0 && pads[1] === 0 && pads[3] === 0) return false;
  if (across % 2 !== 0 || strides[1] !== 1 || dilations[1] !== 1) return false;
  const out = blocks * block;
  const inputs = [blockedInput(editor, input, block), blockedFilter(editor, it, out, block, 2)];
  const result = editor.add("Conv", inputs, {
    domain: BLOCKED,
    shape: [batch, 2 * out, rows, columns + 1],
    attributes: {
      kernel_shape: [down, across / 2],
      strides,
      dilations: [dilations[0]!, 2],
      pads,
      group: 1,
    },
  });
  const halves = editor.add("ReorderOutput", [result], {
    domain: BLOCKED,
    shape: [batch, 2 * out, rows, columns + 1],
    attributes: { channels: 2 * out },
  });
  const [even, odd] = [0, 1].map((half): Value => {
    const [from, to] = [[half * out, half], [half * out + channels, half + columns]];
    const bounds = [from!, to!, [1, 3]].map((it) => editor.list(it));
    return editor.add("Slice", [halves, ...bounds], { shape: output.shape });
  });
  editor.add("Add", [even, odd], { output });
  return true;
}
