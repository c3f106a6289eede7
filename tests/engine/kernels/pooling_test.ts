import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import { counts, pool, poolInput, pools, type Windows } from "./naive.ts";
import {
  type Case,
  conforms,
  type Data,
  type Draw,
  draw,
  SEEDS,
  tensor,
  uniform,
} from "./support.ts";

const f32 = (shape: readonly number[], data: Float64Array): Data => ({
  shape,
  dtype: "float32",
  data: Float32Array.from(data),
});

/** Poolings of a number of dimensions, drawn once so that graphs are used again. */
function poolings(dims: 2 | 3): Windows[] {
  const next = uniform(dims);
  const any = (list: readonly number[]) => list[Math.floor(next() * list.length)]!;
  const list = (values: readonly number[]) => Array.from({ length: dims }, () => any(values));
  // windows side by side, which have a gradient of their own
  const all: Windows[] = [[1, 2, 3], [2, 2, 2]].map((it) => ({
    image: [2, ...it.slice(0, dims).map((size, axis) => size * (axis + 2)), 3],
    window: it.slice(0, dims),
    strides: it.slice(0, dims),
    dilations: it.slice(0, dims).map(() => 1),
    pad: "valid",
  }));
  while (all.length < 24) {
    const it: Windows = {
      image: [any([1, 2]), ...list([4, 5, 6, 7]), any([1, 3])],
      window: list([1, 2, 3]),
      strides: list([1, 2, 3]),
      dilations: list([1]),
      pad: next() < 0.5 ? "same" : "valid",
    };
    const whole = it.window.every((size, axis) => size === 1 && it.strides[axis] === 1);
    if (!whole && counts(it).every((size) => size > 0)) all.push(it);
  }
  return all;
}

/** Random values for tensors of the shapes that `shapes` gives of a pooling. */
function cases(
  dims: 2 | 3,
  how: Draw,
  shapes: (it: Windows) => readonly (readonly number[])[],
): fc.Arbitrary<Case<Windows>> {
  return fc.tuple(fc.constantFrom(...poolings(dims)), SEEDS).map(([it, seed]) => ({
    inputs: shapes(it).map((shape, index) =>
      tensor(shape, seed + index, index === 0 ? how : draw.plain, "float32")
    ),
    params: it,
  }));
}

function kernel(
  name: string,
  inputs: Record<string, tfjs.Tensor>,
  { window, strides, pad }: Windows,
) {
  const attrs = { filterSize: window, strides, pad } as never;
  return tfjs.engine().runKernel(name, inputs, attrs) as tfjs.Tensor;
}

for (const [suffix, dims] of [["", 2], ["3D", 3]] as const) {
  for (const [name, kind] of [["MaxPool", "max"], ["AvgPool", "avg"]] as const) {
    const forward = name + suffix;
    conforms(forward, {
      cases: cases(dims, draw.ties, (it) => [it.image]),
      run: ([x], it) => kernel(forward, { x: x! }, it),
      truth: ([x], it) => f32(pools(it).shape, pool(it, x!.data, kind)),
      kind: "reduction",
    });
    // tfjs divides the gradient of a mean by the whole window, padding and all
    const gradient = `${forward}Grad`;
    conforms(gradient, {
      cases: cases(dims, draw.ties, (it) => [it.image, pools(it).shape]),
      run: ([x, dy], it) => {
        const inputs = { dy: dy!, input: x! };
        return kernel(gradient, kind === "max" ? { ...inputs, output: dy! } : inputs, it);
      },
      truth: ([x, dy], it) => f32(it.image, poolInput(it, x!.data, dy!.data, kind)),
      kind: "product",
    });
  }
}

conforms("MaxPoolGrad", {
  when: "windows hold nothing but minus infinity",
  cases: cases(2, (next) => next() < 0.8 ? -Infinity : 1, (it) => [it.image, pools(it).shape]),
  run: ([x, dy], it) => kernel("MaxPoolGrad", { dy: dy!, input: x!, output: dy! }, it),
  truth: ([x, dy], it) => f32(it.image, poolInput(it, x!.data, dy!.data, "max")),
  kind: "product",
  runs: 100,
});
