/**
 * Convolutions with filters of each channel's own against loops, over random sizes: tails of 1 to 3
 * channels, windows that reach beyond the image, strides beyond the window, elements left over.
 */
import { assert, assertEquals } from "@std/assert";
import { emitDepthwise } from "../../../lib/engine/kernels/depthwise.ts";
import { emitDepthwiseFilter } from "../../../lib/engine/kernels/depthwise_filter.ts";
import type { Depthwise } from "../../../lib/engine/kernels/depthwise_rows.ts";
import type { WindowAxis } from "../../../lib/engine/kernels/window_taps.ts";
import { partsOf, runKernel } from "./support.ts";

/** More by `KERASAUR_FUZZ`, for a long run by hand. */
const SEEDS = Number(Deno.env.get("KERASAUR_FUZZ") ?? 120);

/** Numbers that are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 12345;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

function axisOf(next: (below: number) => number, image: number): WindowAxis {
  const [window, stride, dilation] = [1 + next(5), 1 + next(4), 1 + next(3)];
  const [before, after] = [next(5), next(5)];
  const extent = (window - 1) * dilation + 1;
  const windows = Math.max(1, Math.floor((image + before + after - extent) / stride) + 1);
  return { image, windows, window, stride, dilation, before };
}

function formOf(seed: number): Depthwise {
  const next = numbers(seed);
  const [channels, batch] = [1 + next(11), 1 + next(3)];
  const rows = axisOf(next, 1 + next(14));
  return { batch, channels, rows, columns: axisOf(next, 1 + next(seed % 3 === 0 ? 70 : 14)) };
}

/** An array of numbers between -1 and 1, with room behind it that holds none. */
function filled(size: number, seed: number): Float32Array {
  const next = numbers(seed);
  return Float32Array.from({ length: size }, () => next(2 ** 20) / 2 ** 19 - 1);
}

/** Calls for each product of a convolution: places of the image, the filters and the result. */
function eachProduct(
  { batch, channels, rows, columns }: Depthwise,
  take: (image: number, filter: number, result: number) => void,
): void {
  const place = (axis: WindowAxis, at: number, k: number) =>
    at * axis.stride + k * axis.dilation - axis.before;
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < rows.windows; i++) {
      for (let j = 0; j < columns.windows; j++) {
        for (let p = 0; p < rows.window; p++) {
          for (let q = 0; q < columns.window; q++) {
            const [y, x] = [place(rows, i, p), place(columns, j, q)];
            if (y < 0 || y >= rows.image || x < 0 || x >= columns.image) continue;
            for (let c = 0; c < channels; c++) {
              take(
                ((n * rows.image + y) * columns.image + x) * channels + c,
                (p * columns.window + q) * channels + c,
                ((n * rows.windows + i) * columns.windows + j) * channels + c,
              );
            }
          }
        }
      }
    }
  }
}

function sizesOf({ batch, channels, rows, columns }: Depthwise) {
  return {
    image: batch * rows.image * columns.image * channels,
    filters: rows.window * columns.window * channels,
    result: batch * rows.windows * columns.windows * channels,
  };
}

function assertClose(actual: Float32Array, expected: Float64Array, where: string): void {
  expected.forEach((wanted, i) => {
    const isClose = Number.isNaN(wanted) ? Number.isNaN(actual[i]) : actual[i] === wanted ||
      Math.abs(actual[i]! - wanted) <= 2e-5 * Math.max(1, Math.abs(wanted));
    assert(isClose, `${where}, element ${i}: ${actual[i]} instead of ${wanted}`);
  });
}

/** What the parts of a kernel leave, added up. */
function foldedParts(sums: Float32Array, size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (let at = i; at < sums.length; at += size) sum += sums[at]!;
    return sum;
  });
}

const describe = (form: Depthwise) => JSON.stringify(form);

/** All three kernels of a form; each gives the same, whatever the order of its parts. */
function check(
  form: Depthwise,
  image: Float32Array,
  filters: Float32Array,
  gradient: Float32Array,
): void {
  const sizes = sizesOf(form);
  const bias = filled(form.channels, 5);
  const forward = new Float64Array(sizes.result);
  const back = new Float64Array(sizes.image);
  const sums = new Float64Array(sizes.filters);
  eachProduct(form, (x, w, y) => {
    forward[y]! += image[x]! * filters[w]!;
    back[x]! += gradient[y]! * filters[w]!;
    sums[w]! += gradient[y]! * image[x]!;
  });
  for (const hasBias of [false, true]) {
    const { emitted, table } = emitDepthwise(form, "forward", hasBias);
    const expected = forward.map((it, i) => hasBias ? it + bias[i % form.channels]! : it);
    const run = (order?: (parts: number[]) => number[]) => {
      const result = new Float32Array(sizes.result).fill(7);
      const operands = [table, image, filters, result, ...(hasBias ? [bias] : [])];
      runKernel(emitted, operands, order);
      return result;
    };
    const result = run();
    assertClose(result, expected, `forward ${describe(form)}`);
    assertEquals(run((parts) => parts.toReversed()), result);
  }
  const images = emitDepthwise(form, "image", false);
  const result = new Float32Array(sizes.image).fill(7);
  runKernel(images.emitted, [images.table, gradient, filters, result]);
  assertClose(result, back, `image ${describe(form)}`);

  const { emitted, table } = emitDepthwiseFilter(form);
  const run = (order?: (parts: number[]) => number[]) => {
    const partial = new Float32Array(sizes.filters * partsOf(emitted)).fill(7);
    runKernel(emitted, [table, image, partial, gradient], order);
    return partial;
  };
  const partial = run();
  assertEquals(emitted.split.isPartial, partsOf(emitted) > 1);
  assertClose(foldedParts(partial, sizes.filters), sums, `filters ${describe(form)}`);
  assertEquals(run((parts) => parts.toReversed()), partial);
}

Deno.test(`${SEEDS} random convolutions of single channels, and their gradients`, () => {
  for (let seed = 0; seed < SEEDS; seed++) {
    const form = formOf(seed);
    const { image, filters, result } = sizesOf(form);
    check(form, filled(image, 1), filled(filters, 2), filled(result, 3));
  }
});

const plain = (image: number): WindowAxis => ({
  image,
  windows: image,
  window: 3,
  stride: 1,
  dilation: 1,
  before: 1,
});

Deno.test("convolutions of single channels in several parts", () => {
  for (const channels of [3, 8, 33]) {
    const form = { batch: 5, channels, rows: plain(21), columns: plain(40) };
    const { image, filters, result } = sizesOf(form);
    check(form, filled(image, 1), filled(filters, 2), filled(result, 3));
    assert(partsOf(emitDepthwiseFilter(form).emitted) > 1);
  }
});

Deno.test("what is not a number, or not finite, stays in its channel and under its windows", () => {
  const form = { batch: 1, channels: 6, rows: plain(5), columns: plain(11) };
  const { image, filters, result } = sizesOf(form);
  const [x, y] = [filled(image, 1), filled(result, 3)];
  [NaN, Infinity, -Infinity, NaN, Infinity].forEach((it, i) => {
    x[59 * i + 3] = it;
    y[53 * i + 5] = it;
  });
  check(form, x, filled(filters, 2), y);
});
