import { assertEquals } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import type { OperationKind } from "../../support/tolerances.ts";
import {
  type Case,
  conforms,
  type Data,
  type Draw,
  draw,
  SEEDS,
  sizeOf,
  tensor,
  type Type,
} from "./support.ts";

interface Params {
  readonly axes: number[];
  readonly keep: boolean;
}

const SHAPES = [[], [7], [2, 3], [3, 1, 5], [2, 0], [5, 2, 3, 1]] as const;

/** A tensor, some of its axes in any order, and whether they are kept. */
function reducible(how: Draw, dtype: Type = "float32"): fc.Arbitrary<Case<Params>> {
  return fc.constantFrom<readonly number[]>(...SHAPES).chain((shape) =>
    fc.tuple(
      SEEDS,
      fc.shuffledSubarray(shape.map((_, axis) => axis)),
      fc.boolean(),
      fc.boolean(),
    ).map(([seed, axes, keep, fromEnd]) => ({
      inputs: [tensor(shape, seed, how, dtype)],
      params: { axes: axes.map((axis) => fromEnd ? axis - shape.length : axis), keep },
    }))
  );
}

/** Empty tensors take the fall-back, and what tfjs makes of the largest of no numbers. */
const filled = ({ inputs }: Case<Params>) => sizeOf(inputs[0]!.shape) > 0;

/** The reduction of a tensor by a loop over its elements. */
function reduce(
  x: Data,
  { axes, keep }: Params,
  f: (values: number[]) => number,
  dtype: Type = x.dtype,
): Data {
  const rank = x.shape.length;
  const gone = axes.map((axis) => (axis + rank) % rank);
  const full = x.shape.map((dim, axis) => gone.includes(axis) ? 1 : dim);
  const groups = Array.from({ length: sizeOf(full) }, () => [] as number[]);
  x.data.forEach((value, i) => {
    let [rest, index, stride] = [i, 0, 1];
    for (let axis = rank - 1; axis >= 0; axis--) {
      const place = rest % x.shape[axis]!;
      rest = Math.floor(rest / x.shape[axis]!);
      if (!gone.includes(axis)) [index, stride] = [index + place * stride, stride * full[axis]!];
    }
    groups[index]!.push(value);
  });
  const Store = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype];
  const shape = keep ? full : x.shape.filter((_, axis) => !gone.includes(axis));
  return { shape, dtype, data: Store.from(groups.map(f)) };
}

type Reduction = (x: tfjs.Tensor, axis: number[], keep: boolean) => tfjs.Tensor;
const FLOATS: readonly [string, Reduction, OperationKind, Draw][] = [
  ["Sum", tfjs.sum, "reduction", draw.plain],
  ["Mean", tfjs.mean, "reduction", draw.plain],
  ["Prod", tfjs.prod, "reduction", draw.within(-2, 2)],
  ["Max", tfjs.max, "exact", draw.plain],
  ["Min", tfjs.min, "exact", draw.plain],
];
for (const [kernel, run, kind, values] of FLOATS) {
  conforms(kernel, {
    cases: reducible(values),
    run: ([x], { axes, keep }) => run(x!, axes, keep),
    kind,
  });
}
const total = (values: number[]) => values.reduce((sum, it) => sum + it, 0);
const product = (values: number[]) => values.reduce((all, it) => all * it, 1);
const EXTREMES: readonly [string, Reduction, (values: number[]) => number][] = [
  ["Sum", tfjs.sum, total],
  ["Mean", tfjs.mean, (values) => total(values) / values.length],
  ["Prod", tfjs.prod, product],
  ["Max", tfjs.max, (values) => Math.max(...values)],
  ["Min", tfjs.min, (values) => Math.min(...values)],
];
for (const [kernel, run, truth] of EXTREMES) {
  conforms(kernel, {
    when: "NaN and infinities are among the numbers",
    cases: reducible((next) =>
      [NaN, Infinity, -Infinity, 1, 2, -3, 0.5, 4][Math.floor(next() * 8)]!
    ).filter(filled),
    run: ([x], { axes, keep }) => run(x!, axes, keep),
    truth: ([x], params) => reduce(x!, params, truth),
    kind: "reduction",
  });
}
const WHOLE: readonly [string, Reduction, (values: number[]) => number][] = [
  ["Sum", tfjs.sum, (values) => values.reduce((sum, it) => sum + it | 0, 0)],
  ["Prod", tfjs.prod, (values) => values.reduce((all, it) => Math.imul(all, it), 1)],
  ["Max", tfjs.max, (values) => Math.max(-(2 ** 31), ...values)],
  ["Min", tfjs.min, (values) => Math.min(2 ** 31 - 1, ...values)],
];
for (const [kernel, run, truth] of WHOLE) {
  conforms(kernel, {
    when: "numbers are whole",
    cases: reducible(draw.whole, "int32").filter(filled),
    run: ([x], { axes, keep }) => run(x!, axes, keep),
    truth: ([x], params) => reduce(x!, params, truth),
  });
}
conforms("Mean", {
  when: "numbers are whole",
  cases: reducible(draw.small, "int32"),
  run: ([x], { axes, keep }) => tfjs.mean(x!, axes, keep),
  kind: "reduction",
});
const TRUTHS: readonly [string, Reduction][] = [
  ["All", tfjs.all],
  ["Any", tfjs.any],
  ["Sum", tfjs.sum],
  ["Prod", tfjs.prod],
];
for (const [kernel, run] of TRUTHS) {
  conforms(kernel, {
    when: "they are truth values",
    cases: reducible((next) => next() < 0.3 ? 0 : 1, "bool"),
    run: ([x], { axes, keep }) => run(x!, axes, keep),
  });
}
for (const [kernel, all] of [["Max", false], ["Min", true]] as const) {
  conforms(kernel, {
    when: "they are truth values",
    cases: reducible(draw.bit, "bool").filter(filled),
    run: ([x], { axes, keep }) => {
      const name = kernel === "Max" ? "reductionIndices" : "axis";
      const attrs = { [name]: axes, keepDims: keep };
      return tfjs.engine().runKernel(kernel, { x: x! }, attrs) as tfjs.Tensor;
    },
    truth: ([x], params) =>
      reduce(x!, params, (values) => Number(all ? values.every(Boolean) : values.some(Boolean))),
  });
}

interface Along {
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

/** A tensor with at least one axis, and one of its axes. */
function along(how: Draw, dtype: Type = "float32"): fc.Arbitrary<Case<Along>> {
  return fc.constantFrom<readonly number[]>(...SHAPES.filter((shape) => shape.length > 0)).chain(
    (shape) =>
      fc.tuple(SEEDS, fc.nat(shape.length - 1), fc.boolean(), fc.boolean()).map(
        ([seed, axis, exclusive, reverse]) => ({
          inputs: [tensor(shape, seed, how, dtype)],
          params: { axis, exclusive, reverse },
        }),
      ),
  ).filter(({ inputs, params }) => inputs[0]!.shape[params.axis] !== 0);
}
for (const [kernel, run] of [["ArgMax", tfjs.argMax], ["ArgMin", tfjs.argMin]] as const) {
  conforms(kernel, { cases: along(draw.ties), run: ([x], { axis }) => run(x!, axis) });
  conforms(kernel, {
    when: "numbers are whole",
    cases: along(draw.whole, "int32"),
    run: ([x], { axis }) => run(x!, axis),
  });
  // tfjs stops at a NaN in the first place
  conforms(kernel, {
    when: "NaN is among the numbers",
    cases: along((next) => next() < 0.3 ? NaN : draw.ties(next)),
    run: ([x], { axis }) => run(x!, axis),
    truth: ([x], { axis }) =>
      reduce(x!, { axes: [axis], keep: false }, (values) => {
        const real = values.filter((it) => !Number.isNaN(it));
        const best = kernel === "ArgMax" ? Math.max(...real) : Math.min(...real);
        return Math.max(0, values.indexOf(best));
      }, "int32"),
  });
}

/** Running values along an axis by a loop. */
function running(
  x: Data,
  { axis, exclusive, reverse }: Along,
  f: (a: number, b: number) => number,
  start: number,
) {
  const data = x.data.slice();
  const stride = sizeOf(x.shape.slice(axis + 1));
  const count = x.shape[axis]!;
  for (let i = 0; i < data.length; i++) {
    if (Math.floor(i / stride) % count !== 0) continue;
    let sum = start;
    for (let j = 0; j < count; j++) {
      const place = i + (reverse ? count - 1 - j : j) * stride;
      const next = f(sum, x.data[place]!);
      data[place] = exclusive ? sum : next;
      sum = next;
    }
  }
  return { ...x, data };
}
const RUNNING = [["Cumsum", tfjs.cumsum], ["Cumprod", tfjs.cumprod]] as const;
for (const [kernel, run] of RUNNING) {
  conforms(kernel, {
    cases: along(draw.within(-2, 2)),
    run: ([x], { axis, exclusive, reverse }) => run(x!, axis, exclusive, reverse),
    kind: "reduction",
  });
  conforms(kernel, {
    when: "numbers are whole",
    cases: along(draw.whole, "int32"),
    run: ([x], { axis, exclusive, reverse }) => run(x!, axis, exclusive, reverse),
    truth: ([x], params) =>
      kernel === "Cumsum"
        ? running(x!, params, (a, b) => a + b | 0, 0)
        : running(x!, params, Math.imul, 1),
  });
}
conforms("Softmax", {
  cases: along(draw.extreme),
  run: ([x]) => tfjs.softmax(x!),
  kind: "transcendental",
});

Deno.test("log-softmax, which tfjs puts together from kernels, stays finite for large logits", () => {
  const y = tfjs.logSoftmax(tfjs.tensor1d([1000, 0, -1000])).dataSync();
  assertEquals([...y], [0, -1000, -2000]);
});
