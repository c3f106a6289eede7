/**
 * Which calls of a traced function share a trace, and how its arguments bind.
 *
 * @module
 */
import { assertEquals, assertMatch, assertStrictEquals, assertThrows } from "@std/assert";
import { ConcreteFunction } from "../../lib/functions/concrete_function.ts";
import { function_ } from "../../lib/functions/function.ts";
import { TensorSpec } from "../../lib/functions/tensor_spec.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { multiply } from "../../lib/ops/math/arithmetic.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { plain, tensor, value, values, warnings } from "./support.ts";

Deno.test("function() traces once for each signature: shapes, dtypes, values, identity", () => {
  const seen: unknown[] = [];
  const f = function_((...args: unknown[]) => void seen.push(args));
  const count = (...args: unknown[]) => {
    const before = f.experimentalGetTracingCount();
    f(...args);
    return f.experimentalGetTracingCount() - before;
  };
  const [a, b] = [Symbol("same"), Symbol("same")];
  const [o, p] = [new Map(), new Map()];
  const v = new Variable(1);
  const w = new Variable(1);
  const kinds: unknown[][] = [
    [tensor(1)],
    [tensor([1])],
    [tensor(1, "int32")],
    [0],
    [-0],
    [NaN],
    [1],
    ["1"],
    ["#0"],
    [1n],
    [true],
    [null],
    [undefined],
    [],
    [[]],
    [{}],
    [{ a: 1, b: 2 }],
    [{ a: 1, b: [2] }],
    [[tensor(1)]],
    [[[tensor(1)]]],
    [a],
    [b],
    [o],
    [p],
    [v],
    [w],
    [Math.sin],
  ];
  const counts = warnings(() => {
    assertEquals(kinds.map((args) => count(...args)), kinds.map(() => 1));
  });
  assertEquals(counts.length, 1);
  assertEquals(kinds.map((args) => count(...args)), kinds.map(() => 0));
  assertEquals([count({ b: 2, a: 1 }), count(tensor(5)), count(NaN)], [0, 0, 0]);
  assertEquals(seen.length, kinds.length);
});

Deno.test("function() warns once of many traces, and keeps few of them", () => {
  const f = function_((x: Tensor, n: number) => multiply(x, n), { name: "many" });
  const kept = warnings(() => {
    for (let n = 0; n < 300; n++) assertEquals(value(f(tensor(2), n)), 2 * n);
  });
  assertEquals(kept.length, 1);
  assertMatch(kept[0]!, /tf.function 'many' was traced 6 times.*reduceRetracing: true/);
  assertEquals(f.experimentalGetTracingCount(), 300);
  f(tensor(2), 299);
  assertEquals(f.experimentalGetTracingCount(), 300);
  f(tensor(2), 0);
  assertEquals(f.experimentalGetTracingCount(), 301);
});

Deno.test("function() counts numbers as tensors with reduceRetracing", () => {
  for (const options of [{ reduceRetracing: true }, { experimentalRelaxShapes: true }]) {
    const f = function_((x: Tensor, n: number) => multiply(x, n), options);
    assertEquals([1, 2, 3].map((n) => value(f(tensor(2), n))), [2, 4, 6]);
    assertEquals(f.experimentalGetTracingCount(), 1);
  }
});

Deno.test("function() leaves variables among the arguments what they are", () => {
  const f = function_((v: Variable, { w }: { w: Variable }) => {
    v.assignAdd(w);
    return [v.name, v.shape, multiply(v, 2)] as const;
  });
  const [a, b] = [new Variable(1, { name: "a" }), new Variable(10, { name: "b" })];
  assertEquals(plain(f(a, { w: b })), ["a:0", [], [22]]);
  assertEquals(plain(f(b, { w: a })), ["b:0", [], [42]]);
  assertEquals(plain(f(a, { w: b })), ["a:0", [], [64]]);
  assertEquals(f.experimentalGetTracingCount(), 2);
});

Deno.test("function() converts arguments to what inputSignature says", () => {
  const specs = [new TensorSpec([null, 2], "int32"), {
    a: { shape: [], dtype: "float64" },
  }] as const;
  const f = function_(
    (x: unknown, { a }: { a: unknown }) => [x as Tensor, multiply(a as Tensor, 2)],
    { inputSignature: specs, name: "sized" },
  );
  assertEquals(plain(f([[1, 2], [3, 4]], { a: 1.5 })), [[1, 2, 3, 4], [3]]);
  assertEquals(plain(f(tensor([[7, 8]], "int32"), { a: 2 })), [[7, 8], [4]]);
  assertEquals(f.experimentalGetTracingCount(), 2);
  const where = "tf.function 'sized': ";
  const bad: [unknown[], string][] = [
    [
      [tensor([[1, 2]]), { a: 1 }],
      "expected argument 0 to be int32 (None, 2) as its inputSignature says, received float32 (1, 2)",
    ],
    [
      [[1, 2], { a: 1 }],
      "expected argument 0 to be int32 (None, 2) as its inputSignature says, received int32 (2,)",
    ],
    [[[[1, 2]]], "expected 2 arguments as its inputSignature says, received 1"],
    [
      [[[1, 2]], { b: 1 }],
      "expected argument 1 to be like {a} as its inputSignature says, received {b}",
    ],
  ];
  for (const [args, message] of bad) {
    const error = assertThrows(() => (f as (...args: unknown[]) => unknown)(...args), TypeError);
    assertEquals(error.message.startsWith(where), true, error.message);
    assertEquals(error.message.includes(message), true, error.message);
  }
  assertThrows(
    () => function_(() => 1, { inputSignature: [3] as never }),
    TypeError,
    "expected inputSignature to hold tf.TensorSpec objects, received 3",
  );
});

Deno.test("function() takes Python's arguments, by position and by name, or makes a decorator", () => {
  const double = (x: Tensor) => multiply(x, 2);
  assertEquals(value(function_({ func: double })(tensor(2))), 4);
  assertEquals(value(function_({ reduceRetracing: true })((x: number) => multiply(x, 2))(3)), 6);
  assertEquals(values(function_(double, [{ shape: [1] }])([4] as never)), [8]);
  assertThrows(
    () => function_(double, { input_signature: [] } as never),
    TypeError,
    "tf.function: input_signature is called inputSignature here",
  );
  assertThrows(
    () => function_(3 as never),
    TypeError,
    "tf.function: expected a function, received 3",
  );
  assertThrows(
    () => function_(double, { reduceRetracing: "yes" as never }),
    TypeError,
    "expected reduceRetracing to be true or false",
  );
  assertStrictEquals(function_(double).pythonFunction, double);
});

Deno.test("function() refuses asynchronous functions and generators, before and after", () => {
  assertThrows(
    () => function_(async () => {}),
    TypeError,
    "expected a synchronous function, received a function, which is AsyncFunction",
  );
  assertThrows(() => function_(function* () {}), TypeError, "which is GeneratorFunction");
  const f = function_((x: Tensor) => Promise.resolve().then(() => multiply(x, 2)), {
    name: "later",
  });
  assertThrows(
    () => f(tensor(1)),
    TypeError,
    "tf.function 'later': expected a synchronous function, received one that returns a promise",
  );
});

Deno.test("getConcreteFunction() takes tensors, specifications, or the inputSignature", () => {
  const f = function_((x: Tensor) => multiply(x, 2));
  const concrete = f.getConcreteFunction(new TensorSpec([2]));
  assertEquals(concrete instanceof ConcreteFunction, true);
  assertStrictEquals(f.getConcreteFunction(tensor([1, 2])), concrete);
  assertEquals(plain(concrete(tensor([5, 6]))), [10, 12]);
  assertThrows(
    () => concrete(tensor([5, 6, 7])),
    TypeError,
    "expected arguments of the signature that the graph was traced for, received others: float32 (3,)",
  );
  assertEquals(plain(f(tensor([3, 4]))), [6, 8]);
  assertEquals(f.experimentalGetTracingCount(), 1);
  const g = function_((x: Tensor) => x, { inputSignature: [new TensorSpec([3])] });
  assertEquals(g.getConcreteFunction().size, 0);
  assertThrows(
    () => f.getConcreteFunction(new TensorSpec([null])),
    TypeError,
    "expected all dimensions to be known, received TensorSpec(shape=(None,)",
  );
  assertThrows(() => f(new TensorSpec([2]) as never), TypeError, "which has no values");
});
