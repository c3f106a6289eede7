/**
 * `recur()`: one operator in traced functions gives what the steps one after the other give, with
 * derivatives of the first and second order; and what it does where there are few steps or effects.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { cpuProvider } from "../../../lib/engine/cpu/provider.ts";
import { unrollScans } from "../../../lib/engine/plan/unroll_scans.ts";
import { customGradient } from "../../../lib/functions/custom_gradient.ts";
import { function_ } from "../../../lib/functions/function.ts";
import { GradientTape } from "../../../lib/functions/gradient_tape.ts";
import { recur, type RecurOptions } from "../../../lib/functions/recurrent/recur.ts";
import { Variable } from "../../../lib/functions/variable.ts";
import { conv2d } from "../../../lib/primitives/nn/convolution.ts";
import { zerosLike } from "../../../lib/primitives/array/fill.ts";
import { reshape } from "../../../lib/primitives/array/reshape.ts";
import { matmul } from "../../../lib/primitives/linalg/matmul.ts";
import { add, multiply, square } from "../../../lib/primitives/math/arithmetic.ts";
import { sigmoid, tanh } from "../../../lib/primitives/math/exponential.ts";
import { reduceSum } from "../../../lib/primitives/reduction/reduce_sum.ts";
import { normal } from "../../../lib/random/ops.ts";
import { sample } from "../../../lib/primitives/support/samples.ts";
import { onnxBackend } from "../../../lib/tensor/onnx_backend.ts";
import type { Tensor } from "../../../lib/tensor/tensor.ts";
import { plansOf } from "../../engine/operators.ts";
import { using } from "../../support/backends.ts";
import { assertAllClose } from "../../support/compare.ts";
import { tensor, values } from "../support.ts";
import { doubles, EXACT, weightsLike } from "./numbers.ts";

const total = (x: Tensor): Tensor => reduceSum(x, x.shape.map((_, axis) => axis));

/** A program: results of inputs. */
type Program = (inputs: readonly Tensor[], options: RecurOptions) => readonly Tensor[];

/** Results, the gradients of their weighted sum, and those of the weighted squares of these. */
function derivatives(program: Program, options: RecurOptions) {
  return (...inputs: Tensor[]): Tensor[] => {
    const outer = new GradientTape();
    const { results, gradients, second } = outer.run(() => {
      inputs.forEach((it) => outer.watch(it));
      const inner = new GradientTape();
      const { results, loss } = inner.run(() => {
        inputs.forEach((it) => inner.watch(it));
        const results = program(inputs, options);
        const parts = results.map((it, i) => total(multiply(it, weightsLike(it, 70 + i))));
        return { results, loss: parts.reduce((a, b) => add(a, b)) };
      });
      const gradients = inner.gradient(loss, inputs) as Tensor[];
      const parts = gradients.map((it, i) => total(multiply(square(it), weightsLike(it, 80 + i))));
      return { results, gradients, second: parts.reduce((a, b) => add(a, b)) };
    });
    return [...results, ...gradients, ...outer.gradient(second, inputs) as Tensor[]];
  };
}

const MASK = tensor([[true, false, true, false, true], [false, true, true, true, false]]);

/** A plain cell with a bias, a gate that multiplies, and a matrix that is used twice. */
const cell: Program = ([x, w, r, b, s, h], options) => {
  const made = recur(
    (x, [h]) => {
      const gate = sigmoid(add(matmul(h, r!), b!));
      const next = tanh(add(add(matmul(x, w!), matmul(multiply(gate, h), r!)), multiply(s!, h)));
      return [multiply(next, gate), [next]];
    },
    x!,
    [h!],
    options,
  );
  return [made.lastOutput, made.outputs, made.states[0]];
};

const CELL = [[2, 5, 3], [3, 2], [2, 2], [2], [1, 2], [2, 2]].map((shape, i) => doubles(shape, i));

/** Nested sequences, two states, outputs in an object. */
const nested: Program = ([a, b, w, h, c], options) => {
  const made = recur(
    ({ first, others: [second] }, [[h], { c }]) => {
      const next = tanh(add(matmul(first, w!), multiply(h, second)));
      const sum = add(c, multiply(next, h));
      return [{ next, sum: [sum] }, [[next], { c: sum }]] as const;
    },
    { first: a!, others: [b!] },
    [[h!], { c: c! }],
    options,
  );
  const { outputs: { next, sum: [sum] }, states: [[last], { c: end }] } = made;
  return [next, sum, last, end, made.lastOutput.next];
};

const NESTED = [[2, 5, 3], [2, 5, 2], [3, 2], [2, 2], [2, 2]].map((shape, i) => doubles(shape, i));

/** A recurrence within each step of another one. */
const inside: Program = ([x, w, h], options) => {
  const made = recur(
    (x, [h]) => {
      const { lastOutput } = recur(
        (x, [h]) => {
          const next = tanh(add(multiply(x, w!), h));
          return [next, [next]];
        },
        reshape(x, [2, 3, 1]),
        [h],
      );
      return [lastOutput, [lastOutput]];
    },
    x!,
    [h!],
    options,
  );
  return [made.outputs];
};

const INSIDE = [[2, 5, 3], [1, 1], [2, 1]].map((shape, i) => doubles(shape, i));

/** Images, with filters whose gradient is one convolution. */
const images: Program = ([x, filters, h], options) => {
  const attrs = { strides: [1, 1], padding: "SAME", dilations: [1, 1] } as const;
  const made = recur(
    (x, [h]) => {
      const next = tanh(add(x, conv2d.forward(h, filters!, attrs)));
      return [next, [next]];
    },
    x!,
    [h!],
    options,
  );
  return [made.lastOutput];
};

const IMAGES = [[2, 4, 3, 3, 2], [2, 2, 2, 2], [2, 3, 3, 2]].map((shape, i) => doubles(shape, i));

const OPTIONS: readonly RecurOptions[] = [
  {},
  { goBackwards: true },
  { returnAllOutputs: false },
  { mask: MASK },
  { mask: MASK, zeroOutputForMask: true, goBackwards: true },
  { lengths: tensor([4, 2], "int32"), returnAllOutputs: false },
];

const CASES = [
  ...OPTIONS.map((options) => ({ name: "a cell", program: cell, inputs: CELL, options })),
  ...OPTIONS.slice(0, 5).map((options) => ({
    name: "nested states",
    program: nested,
    inputs: NESTED,
    options,
  })),
  { name: "a recurrence inside", program: inside, inputs: INSIDE, options: {} },
  { name: "images", program: images, inputs: IMAGES, options: {} },
];

for (const { name, program, inputs, options } of CASES) {
  const what = Object.keys(options).join(", ");
  Deno.test(`recur() as one operator gives what its steps give: ${name} ${what}`, () => {
    const expected = derivatives(program, { ...options, unroll: true })(...inputs);
    const ways = {
      traced: function_(derivatives(program, options)),
      eager: derivatives(program, { ...options, pure: true }),
    };
    for (const [way, run] of Object.entries(ways)) {
      const actual = run(...inputs);
      assertEquals(actual.length, expected.length);
      actual.forEach((it, i) => {
        // Where nothing depends on an input, the operator gives zeros.
        assertAllClose(it, expected[i] ?? zerosLike(it), EXACT, `${way}, result ${i}`);
      });
    }
  });
}

Deno.test("recur() gives the slopes of central differences", () => {
  const [x, ...rest] = CELL;
  const run = derivatives(cell, {});
  const loss = (inputs: readonly Tensor[]) =>
    cell(inputs, {}).map((it, i) => total(multiply(it, weightsLike(it, 70 + i))))
      .reduce((a, b) => add(a, b));
  const results = run(...CELL);
  const slope = (at: number) => {
    const moved = (step: number) => {
      const host = Float64Array.from(values(rest[1]!) as number[]);
      host[at]! += step;
      const turned = reshape(tensor(host), [2, 2]);
      return Number(values(loss([x!, rest[0]!, turned, ...rest.slice(2)]))[0]);
    };
    return (moved(1e-6) - moved(-1e-6)) / 2e-6;
  };
  const slopes = Float64Array.from({ length: 4 }, (_, at) => slope(at));
  const expected = { shape: [2, 2], dtype: "float64", data: slopes };
  assertAllClose(results[3 + 2]!, expected, { atol: 1e-7, rtol: 1e-7 });
});

Deno.test("recur() is one operator in a traced function, and so is its gradient", () => {
  const step = function_((...inputs: Tensor[]) => {
    const tape = new GradientTape();
    const loss = tape.run(() => {
      inputs.forEach((it) => tape.watch(it));
      return total(square(cell(inputs, {})[1]!));
    });
    return (tape.gradient(loss, inputs) as Tensor[])[1]!;
  });
  const { recorded } = plansOf(() => step(...CELL));
  assertEquals(recorded.length, 1);
  const count = (op: string) => recorded[0]!.nodes.filter((it) => it.op === op).length;
  assertEquals(count("Scan"), 2);
});

Deno.test("recur() is one operator in eager code where the step is pure, and compiled once", () => {
  const plans: number[] = [];
  const backend = onnxBackend({
    ...cpuProvider,
    compile(plan) {
      plans.push(plan.nodes.filter(({ op }) => op === "Scan").length);
      return cpuProvider.compile(plan);
    },
  });
  const run = (seed: number, options: RecurOptions) => {
    const inputs = CELL.map(({ shape }, i) => doubles(shape, seed + i));
    const tape = new GradientTape();
    const loss = tape.run(() => {
      inputs.forEach((it) => tape.watch(it));
      return total(square(cell(inputs, options)[1]!));
    });
    return values(tape.gradient(loss, inputs[1]!) as Tensor);
  };
  const expected = [1, 20].map((seed) => run(seed, { unroll: true }));
  const given = using(backend, () => [1, 20].map((seed) => run(seed, { pure: true })));
  given.forEach((data, i) => {
    const comparable = (data: unknown[]) => ({ shape: [data.length], dtype: "float64", data });
    assertAllClose(comparable(data), comparable(expected[i]!), EXACT);
  });
  assertEquals(plans, [2]);
});

Deno.test("recur() computes nothing step by step that is one product for all steps", () => {
  const step = function_((x: Tensor, w: Tensor, h: Tensor) => {
    const tape = new GradientTape();
    const loss = tape.run(() => {
      tape.watch(w);
      const { outputs } = recur(
        (x, [h]) => {
          const next = tanh(add(x, matmul(h, w)));
          return [next, [next]];
        },
        x,
        [h],
      );
      return total(square(outputs));
    });
    return tape.gradient(loss, w) as Tensor;
  });
  const inputs = [[2, 5, 3], [3, 3], [2, 3]].map((shape, i) => doubles(shape, i));
  const { recorded } = plansOf(() => step(inputs[0]!, inputs[1]!, inputs[2]!));
  const products = recorded[0]!.nodes.flatMap(({ body }) =>
    body ? [body.plan.nodes.filter(({ op }) => op === "MatMul").length] : []
  );
  assertEquals(products, [1, 1]);
  assertEquals(recorded[0]!.nodes.filter(({ op }) => op === "MatMul").length, 1);
});

Deno.test("recur() sees variables, also through a function that is called under a tape", () => {
  const w = new Variable(doubles([2, 2], 3));
  const run = (options: RecurOptions) => (x: Tensor, h: Tensor) =>
    recur(
      (x, [h]) => {
        const next = tanh(add(x, matmul(h, w.value())));
        return [next, [next]];
      },
      x,
      [h],
      options,
    ).outputs;
  const inputs = [doubles([2, 4, 2], 1), doubles([2, 2], 2)] as const;
  const gradient = (f: (x: Tensor, h: Tensor) => Tensor) => {
    const tape = new GradientTape();
    return tape.gradient(tape.run(() => total(square(f(...inputs)))), w) as Tensor;
  };
  const expected = gradient(run({ unroll: true }));
  const traced = function_(run({}));
  assertAllClose(gradient(traced), expected, EXACT);
  w.assign(doubles([2, 2], 5));
  assertAllClose(gradient(traced), gradient(run({ unroll: true })), EXACT);
});

Deno.test("recur() inside another one is right where a plan writes the steps one by one", () => {
  const unrolled = onnxBackend({
    ...cpuProvider,
    compile: (plan) => cpuProvider.compile(unrollScans(plan)),
  });
  const read = () => derivatives(inside, {})(...INSIDE).map(values);
  const expected = read();
  const traced = () => function_(derivatives(inside, {}))(...INSIDE).map(values);
  using(unrolled, traced).forEach((data, i) => {
    const comparable = (data: unknown[]) => ({ shape: [data.length], dtype: "float64", data });
    assertAllClose(comparable(data), comparable(expected[i]!), EXACT, `result ${i}`);
  });
});

Deno.test("recur() takes gradients of the user's, which may read variables", () => {
  const factor = new Variable(tensor(3));
  const odd = customGradient((z: Tensor) => [
    tanh(z),
    (g: Tensor) => multiply(g, factor.value()),
  ]) as (z: Tensor) => Tensor;
  const run = (options: RecurOptions) => (x: Tensor, h: Tensor) => {
    const tape = new GradientTape();
    const loss = tape.run(() => {
      tape.watch(h);
      const { states: [last] } = recur(
        (x, [h]) => {
          const next = odd(add(x, h));
          return [next, [next]];
        },
        x,
        [h],
        options,
      );
      return total(last);
    });
    return tape.gradient(loss, h) as Tensor;
  };
  const traced = function_(run({}));
  const inputs = [sample([2, 4, 1]), sample([2, 1])] as const;
  assertEquals(values(run({})(...inputs)), [81, 81]);
  assertEquals(values(traced(...inputs)), [81, 81]);
  factor.assign(tensor(2));
  assertEquals(values(traced(...inputs)), [16, 16]);
});

Deno.test("recur() runs steps one after the other where they have effects", () => {
  const count = new Variable(tensor(0, "int32"));
  const run = function_((x: Tensor, h: Tensor) =>
    recur(
      (x, [h]) => {
        count.assignAdd(tensor(1, "int32"));
        const next = add(add(h, x), multiply(normal([1, 2]), tensor(0)));
        return [next, [next]];
      },
      x,
      [h],
    ).outputs
  );
  const outputs = run(tensor([[[1, 2], [3, 4], [5, 6], [7, 8]]], "float32"), tensor([[0, 0]]));
  assertEquals(values(outputs), [1, 2, 4, 6, 9, 12, 16, 20]);
  assertEquals(values(count), [4]);
});
