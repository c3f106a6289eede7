/**
 * Gradients of pools whose windows lie side by side: on every device those of largest elements go
 * where a loop over the windows takes them, with ties, NaN, infinities, and elements that are left
 * over; those of means go to each element in equal shares.
 */
import { assert, assertEquals } from "@std/assert";
import type { DType } from "../../../lib/arrays/dtypes.ts";
import { transpose } from "../../../lib/primitives/array/transpose.ts";
import "../../../lib/primitives/nn/avg_pool.ts";
import { maxPool2d, maxPool3d } from "../../../lib/primitives/nn/max_pool.ts";
import type { PoolAttributes } from "../../../lib/primitives/nn/pool.ts";
import { boundOf } from "../../../lib/tensor/primitive.ts";
import { record } from "../../../lib/tensor/record.ts";
import { aval, type Shape, sizeOf } from "../../../lib/tensor/aval.ts";
import { read } from "../../../lib/tensor/graph.ts";
import { asFloat64, fromFloat64 } from "../../../lib/tensor/host_map.ts";
import { leaf, type Tensor } from "../../../lib/tensor/tensor.ts";
import { EXACT_BACKENDS, TEST_BACKENDS, using } from "../../support/backends.ts";
import { operatorsOf } from "../../engine/operators.ts";

const lowest = (dtype: DType): number =>
  dtype === "float64" ? -Number.MAX_VALUE : -3.4028234663852886e38;

interface Case {
  readonly shape: Shape;
  readonly window: readonly number[];
  readonly dtype: DType;
  readonly odd?: boolean;
}

const attrsOf = ({ window }: Case): PoolAttributes => ({
  window,
  strides: window,
  padding: "VALID",
});

/** Few values, so that many are equal; odd ones are what maxima stumble over. */
function image({ shape, dtype, odd = false }: Case): Tensor {
  const values = odd
    ? [NaN, 1, -Infinity, lowest(dtype), Infinity, -0, 0, NaN, 2]
    : [3, 1, 2, 0, -0, 3];
  const data = Float64Array.from({ length: sizeOf(shape) }, (_, i) => {
    const x = Math.sin(12.9898 * (i + 1)) * 43758.5453;
    return values[Math.floor((x - Math.floor(x)) * values.length)]!;
  });
  return leaf(fromFloat64(data, dtype), aval(dtype, shape));
}

/** Numbers that tell places apart; some are zeros, of either sign, or none. */
function amounts(shape: Shape, dtype: DType, odd: boolean): Tensor {
  const data = Float64Array.from({ length: sizeOf(shape) }, (_, i) => {
    return odd && i % 7 === 0 ? [-0, NaN, Infinity][i % 3]! : i % 101 - 50.5;
  });
  return leaf(fromFloat64(data, dtype), aval(dtype, shape));
}

const pooledShape = ({ shape, window }: Case): Shape =>
  shape.map((dim, axis) =>
    axis === 0 || axis > window.length ? dim : Math.floor(dim / window[axis - 1]!)
  );

/** For each result the element of the image that is the largest, or -1. */
function places(it: Case, x: Tensor): number[] {
  const data = asFloat64(x.host!, x.dtype);
  const out = pooledShape(it);
  const is2d = it.window.length === 2;
  return Array.from({ length: sizeOf(out) }, (_, at) => {
    const place: number[] = [];
    for (let axis = out.length - 1, rest = at; axis >= 0; axis--) {
      place[axis] = rest % out[axis]!;
      rest = Math.floor(rest / out[axis]!);
    }
    let [best, largest] = [-1, lowest(it.dtype)];
    for (let k = 0; k < sizeOf(it.window); k++) {
      let rest = k;
      const element = [...place];
      for (let axis = it.window.length; axis >= 1; axis--) {
        const size = it.window[axis - 1]!;
        element[axis] = place[axis]! * size + rest % size;
        rest = Math.floor(rest / size);
      }
      const flat = element.reduce((sum, index, axis) => sum * it.shape[axis]! + index, 0);
      if (data[flat]! > largest || (is2d && k === 0)) [best, largest] = [flat, data[flat]!];
    }
    return best;
  });
}

const CASES: readonly Case[] = [
  { shape: [2, 6, 8, 3], window: [2, 2], dtype: "float32" },
  { shape: [2, 7, 9, 1], window: [2, 2], dtype: "float32", odd: true },
  { shape: [2, 7, 5, 16], window: [2, 2], dtype: "float32", odd: true },
  { shape: [1, 9, 11, 9], window: [3, 3], dtype: "float32", odd: true },
  { shape: [3, 4, 12, 2], window: [1, 4], dtype: "float32", odd: true },
  { shape: [2, 6, 5, 3], window: [3, 1], dtype: "float64", odd: true },
  { shape: [2, 5, 4, 8], window: [2, 2], dtype: "float16", odd: true },
  { shape: [2, 5, 4, 3], window: [2, 2], dtype: "bfloat16" },
  { shape: [2, 4, 5, 6, 3], window: [2, 2, 2], dtype: "float32", odd: true },
  { shape: [1, 3, 4, 6, 8], window: [1, 2, 3], dtype: "float64", odd: true },
];

for (const it of CASES) {
  const rank = it.window.length as 2 | 3;
  const { back } = rank === 2 ? maxPool2d : maxPool3d;
  const backends = it.dtype === "float32" ? TEST_BACKENDS : EXACT_BACKENDS;
  for (const { name, backend } of backends.filter((it) => it.name !== "tensorflow")) {
    const title = `of windows ${it.window} in ${it.dtype} [${it.shape}]${
      it.odd ? ", odd ones" : ""
    }`;
    const prepare = () => {
      const x = image(it);
      const y = leaf(
        fromFloat64(new Float64Array(sizeOf(pooledShape(it))), it.dtype),
        aval(it.dtype, pooledShape(it)),
      );
      return { x, y, largest: places(it, x) };
    };
    Deno.test(`the gradient ${title} goes to the first largest element, on ${name}`, () => {
      const { x, y, largest } = prepare();
      const g = amounts(y.shape, it.dtype, it.odd ?? false);
      const given = asFloat64(g.host!, it.dtype);
      const expected = new Float64Array(x.size);
      largest.forEach((place, at) => {
        if (place >= 0) expected[place]! += given[at]!;
      });
      const actual = using(backend, () => asFloat64(read(back(x, y, g, attrsOf(it))), it.dtype));
      assertEquals([...actual], [...expected]);
    });
    Deno.test(`the second gradient ${title} comes from the first largest element, on ${name}`, () => {
      const { x, y, largest } = prepare();
      const h = amounts(x.shape, it.dtype, it.odd ?? false);
      const given = asFloat64(h.host!, it.dtype);
      const expected = largest.map((place) => place < 0 ? 0 : given[place]! + 0);
      // Which of two zeros it is is ONNX Runtime's choice.
      const actual = using(backend, () => {
        const bound = boundOf(`nn.maxPool${rank}dGradGrad`, attrsOf(it));
        return asFloat64(read(record(bound, [x, y, h])), it.dtype);
      });
      assertEquals(Array.from(actual, (it) => it + 0), expected);
    });
  }
}

Deno.test("the gradient of windows side by side takes no places, that of others does", () => {
  const operators = (padding: "SAME" | "VALID", strides: number) =>
    operatorsOf(() => {
      const x = image({ shape: [2, 6, 6, 3], window: [2, 2], dtype: "float32" });
      const size = Math.floor(6 / strides) - (padding === "VALID" && strides === 1 ? 1 : 0);
      const y = amounts([2, size, size, 3], "float32", false);
      return maxPool2d.back(x, y, y, { window: [2, 2], strides: [strides, strides], padding });
    });
  assert(!operators("VALID", 2).includes("ScatterElements"));
  assert(!operators("SAME", 2).includes("ScatterElements"));
  assert(operators("VALID", 1).includes("ScatterElements"));
  assert(operators("SAME", 1).includes("ScatterElements"));
});

Deno.test("the gradient of means is spread the same in either layout, odd numbers included", () => {
  for (const { name, backend } of TEST_BACKENDS.filter((it) => it.name !== "tensorflow")) {
    const [batch, height, width, channels] = [2, 3, 5, 3];
    const g = Float32Array.from({ length: batch * height * width * channels }, (_, i) => {
      return i % 11 === 4 ? [NaN, Infinity, -Infinity][i % 3]! : Math.sin(i);
    });
    const shape = [batch, channels, height, width];
    const spread = using(backend, () => {
      const last = transpose(leaf(g, aval("float32", shape)), [0, 2, 3, 1]);
      const attrs = { window: [2, 2], strides: [2, 2], padding: "VALID" };
      const bound = boundOf("nn.avgPool2dGrad", {
        ...attrs,
        shape: [batch, 2 * height, 2 * width, channels],
      });
      return Array.from(read(transpose(record(bound, [last]), [0, 3, 1, 2])) as Float32Array);
    });
    const expected = spread.map((_, at) => {
      const [row, column] = [Math.floor(at / (2 * width)), at % (2 * width)];
      return g[(row >> 1) * width + (column >> 1)]! / 4;
    });
    assertEquals(spread, expected, name);
  }
});
