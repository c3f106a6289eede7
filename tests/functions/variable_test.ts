import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { typeNameSymbol } from "../../lib/display/protocol.ts";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { IndexedSlices } from "../../lib/functions/indexed_slices.ts";
import { NameScope } from "../../lib/functions/name_scope.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { add, multiply } from "../../lib/ops/math/arithmetic.ts";
import { stats } from "../../lib/tensor/graph.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { plain, tensor, value, values } from "./support.ts";

Deno.test("Variable() prints as TensorFlow's, and converts as JavaScript asks", async () => {
  const v = new Variable([[1, 2]], { name: "v" });
  const text =
    "<tf.Variable 'v:0' shape=(1, 2) dtype=float32, numpy=array([[1., 2.]], dtype=float32)>";
  assertEquals(String(v), text);
  assertEquals(
    `${new Variable(2.5)}`,
    "<tf.Variable 'Variable:0' shape=() dtype=float32, numpy=2.5>",
  );
  assertEquals(Number(new Variable(2.5)), 2.5);
  assertEquals(
    (v as unknown as Record<symbol, unknown>)[typeNameSymbol],
    "tensorflow.python.ops.resource_variable_ops.ResourceVariable",
  );
  const shown = (v as unknown as Record<symbol, () => Promise<Record<string, string>>>)[
    Symbol.for("Jupyter.display")
  ]!;
  assertEquals((await shown.call(v))["text/plain"], text);
});

Deno.test("Variable() takes dtypes of values, all kinds of them, and none", () => {
  const dtypes = ([2, 2n, true, "a", [], new Int8Array(2), new Float64Array(1)] as const)
    .map((it) => new Variable(it as number).dtype);
  assertEquals(dtypes, ["float32", "int64", "bool", "string", "float32", "int8", "float64"]);
  assertEquals(new Variable(3, { dtype: "int32" }).dtype, "int32");
  const empty = new Variable([]);
  empty.assign([]);
  empty.assignAdd(new Float32Array(0));
  assertEquals([empty.shape, empty.size, empty.rank, empty.ndim, values(empty)], [
    [0],
    0,
    1,
    1,
    [],
  ]);
  const words = new Variable(["a", "b"]);
  words.assign(["c", "d"]);
  assertEquals(values(words), ["c", "d"]);
  const f = function_((p: Tensor) => void words.assign(p));
  f(tensor(["e", "f"]));
  assertEquals(values(words), ["e", "f"]);
  const flag = new Variable(false);
  assertEquals(values(flag.assign(true)), [true]);
});

Deno.test("Variable() takes its arguments by position and by name", () => {
  const positional = new Variable(1, false, true, null, "w", null, "float64");
  assertEquals([positional.name, positional.trainable, positional.dtype], [
    "w:0",
    false,
    "float64",
  ]);
  const constraint = (x: Tensor) => x;
  const named = new Variable({ initialValue: () => [1, 2], name: "n", constraint, shape: [null] });
  assertEquals([named.name, named.trainable, values(named)], ["n:0", true, [1, 2]]);
  assertStrictEquals(named.constraint, constraint);
  assertEquals(new Variable(1, { trainable: null }).trainable, true);
});

Deno.test("Variable() refuses what it does not know, at the user's line", () => {
  const bad: [() => unknown, string][] = [
    [
      () => new Variable(1, { trainable: "no" as never }),
      "tf.Variable 'Variable': expected trainable to be true or false, received trainable=\"no\"",
    ],
    [
      () => new Variable(1, { train: false } as never),
      "expected arguments among initialValue, trainable",
    ],
    [
      () => new Variable(1, { initial_value: 2 } as never),
      "initial_value is called initialValue here",
    ],
    [
      () => new (Variable as unknown as new () => Variable)(),
      "tf.Variable: expected initialValue, which has no default",
    ],
    [() => new Variable([1, "a"] as never), "expected numbers, booleans or strings of one kind"],
    [() => new Variable([[1], [1, 2]]), "expected nested arrays of one shape"],
    [() => new Variable(1.5, { dtype: "int32" }), "expected whole numbers for dtype int32"],
    [
      () => new Variable([1, 2], { shape: [3] }),
      "expected an initial value of shape=(3,), received shape (2,)",
    ],
    [() => new Variable(1, { constraint: 3 as never }), "expected constraint to be a function"],
    [() => new Variable(1, { name: 3 as never }), "expected name to be a text"],
    [
      () => new Variable(1, { cachingDevice: "/CPU:0" as never }),
      "expected cachingDevice to be null",
    ],
  ];
  for (const [run, message] of bad) {
    const error = assertThrows(run, TypeError, message);
    const frame = error.stack!.split("\n").find((line) => /^\s+at /.test(line))!;
    assertEquals(frame.includes("variable_test.ts"), true, error.stack);
  }
  assertThrows(
    () => new Variable(1, { dtype: "float33" as never }),
    RangeError,
    "expected dtype to be one of",
  );
  assertThrows(
    () => new Variable(1, { aggregation: "ADD" as never }),
    RangeError,
    "expected aggregation to be one of",
  );
});

Deno.test("Variable.assign() and its like return the variable, and refuse other shapes and dtypes", () => {
  const v = new Variable([1, 2], { name: "v" });
  assertStrictEquals(v.assign([3, 4]).assignAdd([1, 1]).assignSub([0, 5]), v);
  assertEquals(values(v), [4, 0]);
  assertStrictEquals(v.assign({ value: [1, 1], useLocking: true, name: "n" }), v);
  assertEquals(v.assignAdd([1, 1], false, "n", false), null);
  assertEquals(v.assignSub({ delta: [1, 1], readValue: false }), null);
  assertEquals(values(v), [1, 1]);
  const bad: [() => unknown, string][] = [
    [
      () => v.assign([1, 2, 3]),
      "Cannot assign to tf.Variable 'v:0': expected float32 (2,), received float32 (3,)",
    ],
    [
      () => v.assignAdd(1),
      "Cannot assignAdd to tf.Variable 'v:0': expected float32 (2,), received float32 ()",
    ],
    [
      () => v.assignSub(tensor([1, 2], "int32")),
      "expected a tensor of dtype float32, received one of dtype int32",
    ],
    [
      () => v.assign([1, 2], { use_locking: true } as never),
      "use_locking is called useLocking here",
    ],
    [
      () => v.assign(undefined as never),
      "tf.Variable.assign: expected value, which has no default",
    ],
  ];
  for (const [run, message] of bad) {
    const error = assertThrows(run, TypeError, message);
    const frame = error.stack!.split("\n").find((line) => /^\s+at /.test(line))!;
    assertEquals(frame.includes("variable_test.ts"), true, error.stack);
  }
  assertEquals(values(v), [1, 1]);
});

Deno.test("Variable() gives copies: what it was made of, and what was read, do not change with it", () => {
  const source = new Float32Array([1, 2]);
  const v = new Variable(source);
  source[0] = 9;
  const [read, held] = [v.numpy(), v.value()];
  v.assignAdd([10, 10]);
  (read.data as Float32Array)[1] = 77;
  assertEquals([values(v), values(held), read.toArray()], [[11, 12], [1, 2], [1, 77]]);
  const x = tensor([5, 6]);
  const [a, b] = [new Variable(x), new Variable(x)];
  a.assignAdd([1, 1]);
  assertEquals([values(x), values(a), values(b)], [[5, 6], [6, 7], [5, 6]]);
});

Deno.test("Variable.assign() of what waits keeps the graph of a loop short", () => {
  const v = new Variable(0);
  const before = stats.runs;
  for (let i = 0; i < 50; i++) v.assign(add(v, 1));
  assertEquals(value(v), 50);
  assertEquals(stats.runs - before <= 51, true);
});

Deno.test("Variable.scatterUpdate() and its like change rows, as TensorFlow's", () => {
  const rows = () => new Variable([[1, 2], [3, 4], [5, 6]]);
  const delta = { indices: [2, 0], updates: [[10, 20], [30, 40]] };
  const runs: Record<string, (v: Variable) => unknown> = {
    scatterUpdate: (v) => v.scatterUpdate(new IndexedSlices([[10, 20], [30, 40]], [2, 0])),
    scatterAdd: (v) => v.scatterAdd(delta),
    scatterSub: (v) => v.scatterSub({ sparseDelta: delta, useLocking: false }),
    scatterMul: (v) => v.scatterMul(delta, true),
    scatterDiv: (v) => v.scatterDiv(delta, { name: "n" }),
    scatterMax: (v) => v.scatterMax({ indices: [1], updates: [[9, 0]] }),
    scatterMin: (v) => v.scatterMin({ indices: [1], updates: [[9, 0]] }),
  };
  const expected: Record<string, number[]> = {
    scatterUpdate: [30, 40, 3, 4, 10, 20],
    scatterAdd: [31, 42, 3, 4, 15, 26],
    scatterSub: [-29, -38, 3, 4, -5, -14],
    scatterMul: [30, 80, 3, 4, 50, 120],
    scatterDiv: [1 / 30, 2 / 40, 3, 4, 5 / 10, 6 / 20].map(Math.fround),
    scatterMax: [1, 2, 9, 4, 5, 6],
    scatterMin: [1, 2, 3, 0, 5, 6],
  };
  for (const [name, run] of Object.entries(runs)) {
    const v = rows();
    assertStrictEquals(run(v), v);
    assertEquals(values(v), expected[name]!, name);
    const traced = rows();
    function_(() => void run(traced))();
    assertEquals(values(traced), expected[name]!, name);
  }
  const twice = rows().scatterMul({ indices: [0, 0], updates: [[2, 2], [3, 3]] });
  assertEquals(values(twice), [6, 12, 3, 4, 5, 6]);
  assertEquals(values(rows().scatterAdd({ indices: [0, 0], updates: 1 })), [3, 4, 3, 4, 5, 6]);
});

Deno.test("Variable.scatterNdUpdate() and its like change places", () => {
  const v = new Variable([[1, 2], [3, 4]]);
  v.scatterNdUpdate([[0, 1], [1, 0]], [20, 30]).scatterNdAdd([[0, 0], [0, 0]], [1, 1]);
  v.scatterNdSub({ indices: [[1]], updates: [[1, 1]] });
  assertEquals(values(v), [3, 20, 29, 3]);
  assertEquals([plain(v.sparseRead([1, 0])), plain(v.gatherNd([[0, 1]]))], [[29, 3, 3, 20], [20]]);
});

Deno.test("Variable.scatterAdd() refuses indices and updates that do not fit", () => {
  const v = new Variable([[1, 2], [3, 4]]);
  assertThrows(
    () => v.scatterAdd({ indices: [2], updates: [[1, 1]] }),
    RangeError,
    "tf.Variable.scatterAdd: expected indices from 0 to 1",
  );
  assertThrows(
    () => v.scatterAdd({ indices: [0], updates: [[1, 1, 1]] }),
    TypeError,
    "expected updates of dtype float32 and shape (1, 2), received dtype float32 and shape (1, 3)",
  );
  assertThrows(
    () => v.scatterAdd([1] as never),
    TypeError,
    "expected sparseDelta to be tf.IndexedSlices or { indices, updates }",
  );
  assertThrows(
    () => new IndexedSlices([[1, 1]], [0, 1]),
    TypeError,
    "expected a row of values for each index",
  );
  assertThrows(
    () => new Variable(1).scatterAdd({ indices: [0], updates: [1] }),
    TypeError,
    "expected a variable of at least one dimension",
  );
});

Deno.test("Variable.at() gives parts that can be assigned to", () => {
  const v = new Variable([[1, 2, 3], [4, 5, 6]]);
  assertEquals(plain(v.at(0, "1:")), [2, 3]);
  assertStrictEquals(v.at(0, "1:").assign([20, 30]), v);
  v.at(":", 0).assignAdd(100);
  v.at("1").assignSub([1, 1, 1]);
  assertEquals(values(v), [101, 20, 30, 103, 4, 5]);
  const f = function_((x: Tensor) => void v.at("...", -1).assign(x));
  f(tensor([7, 8]));
  assertEquals(values(v), [101, 20, 7, 103, 4, 8]);
  const error = assertThrows(() => v.at(0).assign([1, 2]), TypeError);
  assertEquals(
    error.stack!.split("\n").find((line) => /^\s+at /.test(line))!.includes("variable_test.ts"),
    true,
    error.stack,
  );
});

Deno.test("Variable() counts as a tensor in operations, gradients and conversions", () => {
  const v = new Variable([1, 2]);
  assertEquals([plain(add(v, v)), plain(multiply(v, 2)), plain([v.value(), v.readValue()])], [
    [2, 4],
    [2, 4],
    [[1, 2], [1, 2]],
  ]);
  const tape = new GradientTape();
  const y = tape.run(() => multiply(v, 0.5));
  assertEquals(plain(tape.gradient(y, v)), [0.5, 0.5]);
  assertEquals(new Variable(v).dtype, "float32");
  assertEquals(values(new Variable(2.0).assignAdd(0.5)), [2.5]);
});

Deno.test("NameScope() is in the names of variables made within it", () => {
  const names = new NameScope("a").run(() => {
    const inner = new NameScope("b").run(() => new Variable(1, { name: "w" }).name);
    const whole = new NameScope("c/").run(() => new Variable(1).name);
    return [inner, whole, new Variable(1).name];
  });
  assertEquals(names, ["a/b/w:0", "c/Variable:0", "a/Variable:0"]);
  assertEquals(new Variable(1).name, "Variable:0");
  assertThrows(() =>
    new NameScope("a").run(() => {
      throw new RangeError("mine");
    }), RangeError);
  assertEquals(new Variable(1).name, "Variable:0");
  assertThrows(
    () => new NameScope(3 as never),
    TypeError,
    "tf.nameScope: expected name to be a text",
  );
});
