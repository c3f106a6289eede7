/**
 * Pools and their gradients as loops over windows, where TensorFlow has no kernel.
 *
 * @module
 */
import { convertStorage } from "../../../lib/arrays/dtypes.ts";
import type { Given, Reference } from "../references.ts";

interface Attributes {
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly padding: "SAME" | "VALID";
  readonly shape?: readonly number[];
}

const product = (numbers: readonly number[]): number => numbers.reduce((all, it) => all * it, 1);

const floats = ({ host, dtype }: Given): Float64Array => convertStorage(host, dtype, "float64");

/** The shape of the result, and where the first window begins. */
function placement(shape: readonly number[], { window, strides, padding }: Attributes) {
  const image = shape.slice(1, -1);
  const sizes = image.map((input, axis) =>
    padding === "SAME"
      ? Math.ceil(input / strides[axis]!)
      : Math.floor((input - window[axis]!) / strides[axis]!) + 1
  );
  const before = image.map((input, axis) => {
    const covered = (sizes[axis]! - 1) * strides[axis]! + window[axis]!;
    return padding === "SAME" ? Math.floor(Math.max(0, covered - input) / 2) : 0;
  });
  return { image, sizes, before };
}

/** An index along each axis of a shape. */
function indexOf(place: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  for (const dim of shape.toReversed()) {
    index.unshift(place % dim);
    place = Math.floor(place / dim);
  }
  return index;
}

/** Calls `visit` with each element of the result, and the elements of the image under its window. */
function forEachWindow(
  shape: readonly number[],
  attrs: Attributes,
  visit: (result: number, elements: readonly number[]) => void,
): void {
  const { image, sizes, before } = placement(shape, attrs);
  const [batch, channels] = [shape[0]!, shape.at(-1)!];
  const windows = product(sizes);
  for (let n = 0; n < batch; n++) {
    for (let w = 0; w < windows; w++) {
      const start = indexOf(w, sizes).map((it, axis) => it * attrs.strides[axis]! - before[axis]!);
      for (let c = 0; c < channels; c++) {
        const elements: number[] = [];
        for (let k = 0; k < product(attrs.window); k++) {
          const at = indexOf(k, attrs.window).map((it, axis) => it + start[axis]!);
          if (at.some((it, axis) => it < 0 || it >= image[axis]!)) continue;
          const place = at.reduce((sum, it, axis) => sum * image[axis]! + it, n);
          elements.push(place * channels + c);
        }
        visit((n * windows + w) * channels + c, elements);
      }
    }
  }
}

/** References of the pools of one number of dimensions. */
export function poolReferences(rank: 2 | 3): Readonly<Record<string, Reference>> {
  return {
    [`nn.avgPool${rank}d`]: ([x], attrs: Attributes) => {
      const from = floats(x!);
      const { sizes } = placement(x!.shape, attrs);
      const result = new Float64Array(product([x!.shape[0]!, ...sizes, x!.shape.at(-1)!]));
      forEachWindow(x!.shape, attrs, (to, elements) => {
        result[to] = elements.reduce((sum, it) => sum + from[it]!, 0) / elements.length;
      });
      return [convertStorage(result, "float64", x!.dtype)];
    },
    [`nn.avgPool${rank}dGrad`]: ([g], attrs: Attributes) => {
      const from = floats(g!);
      const result = new Float64Array(product(attrs.shape!));
      forEachWindow(attrs.shape!, attrs, (at, elements) => {
        for (const it of elements) result[it]! += from[at]! / elements.length;
      });
      return [convertStorage(result, "float64", g!.dtype)];
    },
    [`nn.maxPool${rank}d`]: ([x], attrs: Attributes) => {
      const from = floats(x!);
      const { sizes } = placement(x!.shape, attrs);
      const result = new Float64Array(product([x!.shape[0]!, ...sizes, x!.shape.at(-1)!]));
      forEachWindow(x!.shape, attrs, (to, elements) => {
        result[to] = Math.max(...elements.map((it) => from[it]!));
      });
      return [convertStorage(result, "float64", x!.dtype)];
    },
    [`nn.maxPool${rank}dGrad`]: ([x, , g], attrs: Attributes) => {
      const [from, gradient] = [floats(x!), floats(g!)];
      const result = new Float64Array(from.length);
      forEachWindow(x!.shape, attrs, (at, elements) => {
        const largest = Math.max(...elements.map((it) => from[it]!));
        result[elements.find((it) => from[it] === largest)!]! += gradient[at]!;
      });
      return [convertStorage(result, "float64", x!.dtype)];
    },
    [`nn.maxPool${rank}dGradGrad`]: ([x, y, h], attrs: Attributes) => {
      const [from, gradient] = [floats(x!), floats(h!)];
      const result = new Float64Array(product(y!.shape));
      forEachWindow(x!.shape, attrs, (at, elements) => {
        const largest = Math.max(...elements.map((it) => from[it]!));
        result[at] = gradient[elements.find((it) => from[it] === largest)!]!;
      });
      return [convertStorage(result, "float64", x!.dtype)];
    },
  };
}
