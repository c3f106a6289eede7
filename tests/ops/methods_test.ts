/**
 * Methods of tensors and variables: equal to functions, reading, texts, and JavaScript's traps.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { Complex } from "../../lib/arrays/dtypes.ts";
import { NdArray } from "../../lib/display/ndarray.ts";
import { function_ } from "../../lib/functions/function.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { constant } from "../../lib/ops/array/constant.ts";
import { range } from "../../lib/ops/array/range.ts";
import { installTensorMethods } from "../../lib/ops/methods.ts";
import { reprOf } from "../../lib/ops/methods_values.ts";
import { FUNCTIONS } from "../../lib/ops/methods_functions.ts";
import { snakeCase } from "../../lib/ops/methods_traps.ts";
import { multiply } from "../../lib/ops/math/arithmetic.ts";
import { less } from "../../lib/ops/math/comparison.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../support/backends.ts";

installTensorMethods();
const { backend } = TEST_BACKENDS[0]!;

const test = (name: string, run: () => void) =>
  Deno.test(name, () => {
    using(backend, run);
  });

const x = constant([[1, 2, 3], [4, 5, 6]]);

function refuses(run: () => unknown, text: string): void {
  assertEquals((assertThrows(run, TypeError) as Error).message, text);
}

/** Takes a value as untyped code would. */
const loose = (value: unknown) => value as Record<string, unknown> & number;

/** Arguments for methods that need some. */
const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  broadcastTo: [[2, 2, 3]],
  cast: ["int32"],
  clipByValue: [2, 5],
  expandDims: [0],
  gather: [[1]],
  gatherNd: [[[1, 1]]],
  matmul: [[[1], [2], [3]]],
  pad: [[[1, 0], [0, 1]]],
  repeat: [2],
  reshape: [[3, 2]],
  reverse: [[0]],
  roll: [1, 1],
  slice: [[0, 1], [1, 2]],
  split: [2],
  tensordot: [[[1], [2], [3]], 1],
  tile: [[1, 2]],
};

test("methods are the functions of the same name with the tensor as first argument", () => {
  const truths = x.greater(3);
  const logical = (name: string) => name.startsWith("logical") || /^(reduce)?a(ll|ny)$/i.test(name);
  for (const [name, run] of Object.entries(FUNCTIONS)) {
    const isLogical = logical(name);
    const self = isLogical
      ? truths
      : name === "conj" || name === "real" || name === "imag"
      ? constant([1, 2], "complex64")
      : x;
    const call = run as { length: number } & ((...args: unknown[]) => Tensor | Tensor[]);
    const isBinary = !(name in ARGUMENTS) && BINARY.has(name);
    const args = ARGUMENTS[name] ?? (isBinary ? [isLogical ? truths : 2] : []);
    const method = loose(self)[name] as unknown as typeof call;
    const [got, want] = [method.call(self, ...args), call(self, ...args)];
    const texts = (it: Tensor | Tensor[]) => [it].flat().map(String);
    assertEquals(texts(got), texts(want), name);
  }
});

const BINARY = new Set(
  ("add div divide equal floordiv floormod greater greaterEqual less lessEqual logicalAnd logicalOr " +
    "logicalXor maximum minimum mod mul multiply notEqual pow squaredDifference sub subtract")
    .split(" "),
);

test("methods take options by name, and agree with TensorFlow on whole numbers", () => {
  assertEquals(x.sum({ axis: 1, keepdims: true }).shape, [2, 1]);
  assertEquals(x.argmax({ axis: 1 }).dtype, "int64");
  const whole = constant([1, 2], "int32");
  assertEquals(whole.mean().dtype, "int32");
  assertEquals(whole.pow(2).dtype, "int32");
  assertEquals(whole.div(whole).dtype, "float64");
  assertThrows(() => whole.add(0.5), TypeError);
});

test("numpy() copies values of all dtypes", () => {
  const copy = x.numpy();
  (copy.data as Float32Array)[0] = 9;
  assertEquals(x.item(0, 0), 1);
  assertEquals(copy instanceof NdArray, true);
  for (const dtype of ["float16", "bfloat16", "int64", "uint64", "bool"] as const) {
    const value = dtype === "bool" ? true : dtype.includes("64") ? 1n : 1;
    assertEquals(constant([value as number], dtype).numpy().item(), value);
  }
  assertEquals(constant("a").numpy().dtype, "bytes");
  assertEquals(constant(2, "complex64").item(), new Complex(2, 0));
});

test("toArray() and JSON.stringify() give nested arrays", () => {
  assertEquals(x.toArray(), [[1, 2, 3], [4, 5, 6]]);
  assertEquals(JSON.stringify({ x }), '{"x":[[1,2,3],[4,5,6]]}');
  assertEquals(JSON.stringify(constant([1n, 2n ** 60n])), '[1,"1152921504606846976"]');
  assertEquals(JSON.stringify(constant(true)), "true");
});

test("a tensor of one element is a number to JavaScript's operators; others are errors", () => {
  const one = constant([[3]]);
  assertEquals(loose(one) + 1, 4);
  assertEquals(loose(one) > 2, true);
  assertEquals(Number(constant([7n])), 7);
  assertEquals(Number(constant(true)), 1);
  assertEquals(loose(constant(2n ** 60n)) > 5, true);
  const text =
    "Tensor of shape (2, 3): JavaScript's operators compute with single numbers, not with tensors; " +
    "use tf.add(x, y) or x.add(y) for x + y, tf.less(x, y) for x < y, and reduce it or take x.at(i) " +
    "to get one number";
  refuses(() => loose(x) + 1, text);
  refuses(() => loose(x) > 1, text);
  refuses(() => Number(x), text);
  refuses(
    () => Number(constant(1, "complex64")),
    "Tensor: expected a real number to convert, received dtype complex64; take tf.math.real(x) or tf.math.imag(x)",
  );
});

test("template strings and the console show TensorFlow's texts", () => {
  assertEquals(`${constant([1, 2])}`, "tf.Tensor([1. 2.], shape=(2,), dtype=float32)");
  assertEquals(Deno.inspect(constant(1)), "tf.Tensor(1.0, shape=(), dtype=float32)");
  assertEquals(String(constant("a")), "tf.Tensor(b'a', shape=(), dtype=string)");
  const v = new Variable([1], { name: "v" });
  const text = "<tf.Variable 'v:0' shape=(1,) dtype=float32, numpy=array([1.], dtype=float32)>";
  assertEquals([`${v}`, Deno.inspect(v), v.toString()], [text, text, text]);
});

test("tensors of a function being traced print without values", () => {
  const v = new Variable([1, 2], { name: "v" });
  const texts: string[] = [];
  function_((it: Tensor) => {
    const y = multiply(it, 2);
    texts.push(`${it}`, `${y}`, Deno.inspect(y), `${v}`);
    return y;
  })(constant([1]));
  assertEquals(texts, [
    'Tensor("argument 0", shape=(1,), dtype=float32)',
    'Tensor("multiply:0", shape=(1,), dtype=float32)',
    'Tensor("multiply:0", shape=(1,), dtype=float32)',
    "<tf.Variable 'v:0' shape=(2,) dtype=float32>",
  ]);
});

test("notebooks get the repr, and a table of matrices", async () => {
  const display = loose(x)[Symbol.for("Jupyter.display") as never] as unknown as () => Promise<
    Record<string, string>
  >;
  const bundle = await display.call(x);
  assertEquals(bundle["text/plain"], using(backend, () => reprOf(x)));
  assertEquals(bundle["text/html"]!.includes("<table"), true);
});

test("iteration gives the parts along the first axis", () => {
  assertEquals([...x].map((row) => row.toArray()), [[1, 2, 3], [4, 5, 6]]);
  const [first, second] = range(2);
  assertEquals([Number(first), Number(second)], [0, 1]);
  assertThrows(() => [...constant(1)], TypeError, "at least one dimension");
  assertEquals([...new Variable([1, 2])].map(Number), [1, 2]);
});

test("square brackets, length and Python's names are errors that name the cure", () => {
  refuses(() => loose(x)[0], "Tensor[0]: square brackets do not index; use x.at(0)");
  refuses(() => loose(x)["31"], "Tensor[31]: square brackets do not index; use x.at(31)");
  refuses(
    () => loose(x)["length"],
    "Tensor.length: there is no length; use x.shape[0], or x.size for the number of elements",
  );
  refuses(() => loose(x)["reduce_sum"], "Tensor.reduce_sum: it is called reduceSum here");
  refuses(() => loose(x)["get_shape"], "Tensor.get_shape: use x.shape");
  refuses(() => loose(x)["astype"], "Tensor.astype: use x.cast(dtype)");
  const v = new Variable(1);
  refuses(() => loose(v)["assign_add"], "Variable.assign_add: it is called assignAdd here");
  refuses(() => loose(v)[0], "Variable[0]: square brackets do not index; use x.at(0)");
  for (const name of Object.keys(FUNCTIONS)) {
    if (snakeCase(name) !== name) assertThrows(() => loose(x)[snakeCase(name)], TypeError, name);
  }
  assertEquals(Object.keys(x).includes("length"), false);
});

test("variables have the methods, on the value they have", () => {
  const v = new Variable([[1, 2], [3, 4]]);
  assertEquals(v.at(1).toArray(), [3, 4]);
  v.assign([[5, 6], [7, 8]]);
  assertEquals(v.at(1).toArray(), [7, 8]);
  assertEquals(v.sum().item(), 26);
  assertEquals(v.T.toArray(), [[5, 7], [6, 8]]);
  assertEquals(Number(less(v, 6).cast("int32").sum()), 1);
});

test("dispose() frees values; what was computed stays, later uses are errors", () => {
  const a = constant([1, 2]);
  const b = a.add(1);
  a.dispose();
  assertEquals(b.toArray(), [2, 3]);
  const text =
    "Tensor is disposed: expected a tensor that still has its values, received one on which dispose() was called";
  refuses(() => a.add(1), text);
  refuses(() => a.numpy(), text);
  a.dispose();
  {
    using c = constant([1]);
    c.add(1);
  }
  const v = new Variable([1]);
  v.value().dispose();
  v.dispose();
  assertEquals(v.toArray(), [1]);
});

test("reading an argument while traced is an error that names the cure", () => {
  for (
    const run of [
      (it: Tensor) => constant(Number(it)),
      (it: Tensor) => constant(it.item() as number),
      (it: Tensor) => constant(it.toArray() as number),
    ]
  ) {
    assertThrows(
      () => function_(run)(constant(1)),
      TypeError,
      "cannot read argument 0 while the function is traced; use tf.cond or tf.whileLoop",
    );
  }
});
