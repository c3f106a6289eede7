/**
 * The gradient of a filter for few channels, row by row. As a plain convolution it has a window as
 * large as an image and a result as small as a filter, for which ONNX Runtime copies each element
 * once for every element of the filter. Here whole rows are multiplied instead:
 *
 *     r[i, c, u, o, x] = sum over n, y of image[n, y + i, c, u] gradient[n, y, o, x]
 *     filter[i, j, c, o] = sum over x of r[i, c, x + j, o, x]
 *
 * where the first line is one matrix product, and the second picks few of its elements.
 *
 * @module
 */
import type { Value } from "../plan/graph_types.ts";
import { listOf, type PlanEditor, type Rule } from "./plan_editor.ts";

/** Multiply-adds from which this pays. */
const MIN_WORK = 4_000_000;

/** How many times the multiplications of the convolution it may take. */
const MAX_WASTE = 8;

/** Elements of the result from which there are enough of them for all lanes and threads. */
const MIN_COLUMNS = 32;

/** The image's rows under each row of the window: `[(n, y), (i, c, u)]`. */
function rowsUnderWindow(
  editor: PlanEditor,
  image: Value,
  { before, after, window, positions }: Record<"before" | "after" | "window" | "positions", number>,
): Value {
  const moved = editor.transpose(image, [1, 2, 0, 3]);
  const [batch, height, channels, width] = moved.shape as readonly number[];
  const lines = editor.reshape(moved, [batch!, height!, channels! * width!]);
  const padded = editor.pad(lines, [0, before, 0], [0, after, 0]);
  const index = BigInt64Array.from(
    { length: window * positions },
    (_, at) => BigInt(Math.floor(at / positions) + at % positions),
  );
  const rows = editor.add(
    "Gather",
    [padded, editor.constant(index, "int64", [window, positions])],
    {
      attributes: { axis: 1 },
      shape: [batch!, window, positions, channels! * width!],
    },
  );
  return editor.reshape(rows, [batch! * window, positions * channels! * width!]);
}

/**
 * For each column `j` of the filter, where its terms lie among `(u, x)`: at `u = x + j - before`;
 * at the zero behind them all where that is outside the image.
 */
function diagonals(width: number, window: number, positions: number, before: number) {
  return BigInt64Array.from({ length: positions * window }, (_, at) => {
    const x = at % window;
    const u = x + Math.floor(at / window) - before;
    return BigInt(u >= 0 && u < width ? u * window + x : width * window);
  });
}

/**
 * The gradient's rows, `[(n, y), (o, x)]`, how their elements come apart, and the order of axes that
 * brings `(apart, i, c, u)` to `(c, o, i, u, x)`. A gradient that comes from outside with its
 * channels last stays so, `[(n, y), (x, o)]`.
 */
function linesOf(editor: PlanEditor, gradient: Value) {
  const [filters, batch, rows, columns] = gradient.shape as readonly number[];
  const length = [batch! * rows!, filters! * columns!];
  const last = editor.producer(gradient, "Transpose");
  const source = last?.inputs[0];
  if (source && editor.isGiven(source) && listOf(last, "perm", []).join() === "3,0,1,2") {
    const lines = editor.reshape(source, length);
    return { lines, apart: [columns!, filters!], order: [3, 1, 2, 4, 0] };
  }
  const lines = editor.reshape(editor.transpose(gradient, [1, 2, 0, 3]), length);
  return { lines, apart: [filters!, columns!], order: [3, 0, 2, 4, 1] };
}

/** A convolution whose window is nearly as large as its image, with the channels of few filters. */
export const filterGradientByRows: Rule = (node, editor) => {
  const [image, gradient, bias] = node.inputs;
  const [output] = node.outputs;
  if (node.op !== "Conv" || bias || output!.shape.length !== 4) return false;
  if ((node.attributes["group"] ?? 1) !== 1) return false;
  const ones = [...listOf(node, "strides", [1, 1]), ...listOf(node, "dilations", [1, 1])];
  if (ones.some((it) => it !== 1)) return false;
  const [channels, batch, , width] = image!.shape as readonly [number, number, number, number];
  const [filters, , rows, columns] = gradient!.shape as readonly [number, number, number, number];
  const [, , down, across] = output!.shape as readonly [number, number, number, number];
  const [top, left, bottom] = listOf(node, "pads", [0, 0, 0, 0]) as readonly [
    number,
    number,
    number,
  ];
  const work = channels * filters * down * across * batch * rows * columns;
  if (work < MIN_WORK || width > MAX_WASTE * across) return false;
  if (filters * columns < MIN_COLUMNS || columns < across) return false;

  const under = rowsUnderWindow(editor, image!, {
    before: top,
    after: bottom,
    window: rows,
    positions: down,
  });
  const { lines, apart, order } = linesOf(editor, gradient!);
  const products = editor.add("Gemm", [lines, under], {
    attributes: { transA: 1 },
    shape: [filters * columns, down * channels * width],
  });
  const split = editor.reshape(products, [...apart, down, channels, width]);
  const moved = editor.transpose(split, order);
  const count = channels * filters * down;
  const flat = editor.pad(
    editor.reshape(moved, [count, width * columns]),
    [0, 0],
    [0, 1],
  );
  const index = editor.constant(
    diagonals(width, columns, across, left),
    "int64",
    [across, columns],
  );
  const terms = editor.add("Gather", [flat, index], {
    attributes: { axis: 1 },
    shape: [count, across, columns],
  });
  const sums = editor.add("ReduceSum", [terms, editor.list([2])], {
    attributes: { keepdims: 0 },
    shape: [count, across],
  });
  editor.reshape(sums, output!.shape, output);
  return true;
};
