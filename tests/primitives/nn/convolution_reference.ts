/**
 * Convolutions and their gradients as loops over all products, where TensorFlow has no kernel.
 *
 * @module
 */
import { convertStorage } from "../../../lib/arrays/dtypes.ts";
import type { Given, Reference } from "../references.ts";

/** What a convolution is made with. */
interface Attributes {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: "SAME" | "VALID" | readonly (readonly number[])[];
  readonly shape?: readonly number[];
}

const product = (numbers: readonly number[]): number => numbers.reduce((all, it) => all * it, 1);

/** All indices below a shape. */
function* indices(shape: readonly number[]): Generator<number[]> {
  for (let i = 0; i < product(shape); i++) {
    const index = new Array<number>(shape.length);
    let rest = i;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    yield index;
  }
}

function at(shape: readonly number[], index: readonly number[]): number {
  return index.reduce((place, it, axis) => place * shape[axis]! + it, 0);
}

/** Calls `visit` with the places of each product's three parts. */
function forEachProduct(
  x: readonly number[],
  filters: readonly number[],
  y: readonly number[],
  depthwise: boolean,
  { strides, dilations, padding }: Attributes,
  visit: (x: number, filter: number, y: number) => void,
): void {
  const window = filters.slice(0, -2);
  const before = window.map((size, axis) => {
    if (padding === "VALID") return 0;
    if (padding !== "SAME") return padding[axis]![0]!;
    const covered = (y[axis + 1]! - 1) * strides[axis]! + (size - 1) * dilations[axis]! + 1;
    return Math.floor(Math.max(0, covered - x[axis + 1]!) / 2);
  });
  const [inner, outer] = filters.slice(-2) as [number, number];
  const groups = x.at(-1)! / inner;
  for (const out of indices(y)) {
    for (const step of indices(window)) {
      const place = step.map((it, axis) =>
        out[axis + 1]! * strides[axis]! - before[axis]! + it * dilations[axis]!
      );
      if (place.some((it, axis) => it < 0 || it >= x[axis + 1]!)) continue;
      const channel = out.at(-1)!;
      for (let i = 0; i < (depthwise ? 1 : inner); i++) {
        const own = depthwise ? Math.floor(channel / outer) : i;
        const group = depthwise ? 0 : Math.floor(channel / (outer / groups));
        visit(
          at(x, [out[0]!, ...place, group * inner + own]),
          at(filters, [...step, own, depthwise ? channel % outer : channel]),
          at(y, out),
        );
      }
    }
  }
}

const floats = ({ host, dtype }: Given): Float64Array => convertStorage(host, dtype, "float64");

function outputShape(
  x: readonly number[],
  filters: readonly number[],
  depthwise: boolean,
  { strides, dilations, padding }: Attributes,
): number[] {
  const sizes = filters.slice(0, -2).map((size, axis) => {
    const input = x[axis + 1]!;
    if (padding === "SAME") return Math.ceil(input / strides[axis]!);
    const more = padding === "VALID" ? 0 : padding[axis]![0]! + padding[axis]![1]!;
    return Math.floor((input + more - (size - 1) * dilations[axis]! - 1) / strides[axis]!) + 1;
  });
  return [x[0]!, ...sizes, depthwise ? filters.at(-2)! * filters.at(-1)! : filters.at(-1)!];
}

/** The references of one kind of convolution. */
export function convolutionReferences(
  name: string,
  depthwise = false,
): Readonly<Record<string, Reference>> {
  const compute = (
    role: "forward" | "image" | "filters",
  ): Reference =>
  ([first, second], attrs: Attributes) => {
    const x = role === "image" ? attrs.shape! : first!.shape;
    const filters = role === "filters" ? attrs.shape! : second!.shape;
    const y = role === "forward"
      ? outputShape(x, filters, depthwise, attrs)
      : role === "image"
      ? first!.shape
      : second!.shape;
    const [a, b] = [floats(first!), floats(second!)];
    const result = new Float64Array(
      product(role === "forward" ? y : role === "image" ? x : filters),
    );
    forEachProduct(x, filters, y, depthwise, attrs, (i, j, k) => {
      if (role === "forward") result[k]! += a[i]! * b[j]!;
      else if (role === "image") result[i]! += a[k]! * b[j]!;
      else result[j]! += a[i]! * b[k]!;
    });
    return [convertStorage(result, "float64", first!.dtype)];
  };
  return {
    [name]: compute("forward"),
    [`${name}BackpropInput`]: compute("image"),
    [`${name}BackpropFilter`]: compute("filters"),
  };
}
