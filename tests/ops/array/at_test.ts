/**
 * Square brackets: `at` against NumPy, eager, traced and through a tape; what it refuses; and parts
 * replaced.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { function_ } from "../../../lib/functions/function.ts";
import { Tape } from "../../../lib/functions/tape.ts";
import { at, rows, slicedUpdate } from "../../../lib/ops/array/at.ts";
import type { Index } from "../../../lib/tensor/like.ts";
import { fill, onesLike } from "../../../lib/primitives/array/fill.ts";
import { multiply } from "../../../lib/primitives/math/arithmetic.ts";
import { cast } from "../../../lib/primitives/math/cast.ts";
import { aval, type Shape } from "../../../lib/tensor/aval.ts";
import { read, stats } from "../../../lib/tensor/graph.ts";
import { leaf, type Tensor } from "../../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";
import { functions } from "./functions.ts";

const { constant, range, shape: shapeOf, reshape } = functions;
const { backend } = TEST_BACKENDS[0]!;

interface Case {
  readonly shape: Shape;
  readonly index: readonly Index[];
  readonly result: Shape;
  readonly values: readonly number[];
}

const CASES = JSON.parse(
  Deno.readTextFileSync(new URL("../../goldens/ops/index.json", import.meta.url)),
) as Case[];

/** `0, 1, 2, ...` in a shape. */
function counting(shape: Shape): Tensor {
  const type = aval("float32", shape);
  return leaf(Float32Array.from({ length: type.size }, (_, i) => i), type);
}

const plain = (x: Tensor) => ({ shape: [...x.shape], values: Array.from(read(x), Number) });

const test = (name: string, run: () => void) =>
  Deno.test(name, () => {
    using(backend, run);
  });

test("at() gives what NumPy's square brackets do, eager, traced and while a tape records", () => {
  for (const { shape, index, result, values } of CASES) {
    const x = counting(shape);
    const label = JSON.stringify([shape, index]);
    const want = { shape: [...result], values: [...values] };
    assertEquals(plain(at(x, ...index)), want, label);
    assertEquals(plain(function_((it: Tensor) => at(it, ...index))(x)), want, `traced ${label}`);
    const tape = new Tape(false);
    tape.watch(x);
    const y = tape.record(() => at(x, ...index));
    assertEquals(plain(y), want, `recorded ${label}`);
  }
});

test("at() has as its gradient how often each element was taken", () => {
  for (const { shape, index, values } of CASES) {
    const x = counting(shape);
    const tape = new Tape(false);
    tape.watch(x);
    const y = tape.record(() => at(x, ...index));
    const [gradient] = tape.gradients([[y, onesLike(y)]], [x]);
    const counts = new Array(x.size).fill(0);
    for (const place of values) counts[place]++;
    assertEquals(
      Array.from(read(gradient ?? fill(0, x.aval)), Number),
      counts,
      `${shape} ${index}`,
    );
  }
});

test("at() takes indices and masks that are tensors, also computed ones", () => {
  const x = counting([3, 2]);
  assertEquals(plain(at(x, constant([2, 0], "int32"))).values, [4, 5, 0, 1]);
  assertEquals(plain(at(x, ":", constant([1n]))).shape, [3, 1]);
  assertEquals(plain(at(x, constant([[0, 1], [1, 2]], "int32"))).shape, [2, 2, 2]);
  assertEquals(plain(at(x, constant([false, true, true]))).values, [2, 3, 4, 5]);
});

test("at() gives a tensor that tapes tell apart from its argument", () => {
  const x = counting([2]);
  const tape = new Tape(false);
  tape.watch(x);
  const y = tape.record(() => at(x, "..."));
  assertEquals(y === x, false);
  assertEquals(tape.gradients([[y, onesLike(y)]], [x])[0] !== undefined, true);
});

test("at() compiles nothing where values are known and nothing records", () => {
  const x = counting([100, 3]);
  const before = stats.compilations;
  let sum = 0;
  for (let i = 0; i < 100; i++) sum += Number(read(at(x, i, 1))[0]) + at(x, `${i}:`).size;
  for (const row of rows(x)) sum += Number(read(row)[0]);
  assertEquals(stats.compilations, before);
  assertEquals(sum, 100 * 99 / 2 * 3 + 100 + 3 * 5050 + 100 * 99 / 2 * 3);
});

test("at() keeps the parts of a shape known while a function is traced", () => {
  const flat = function_((x: Tensor) => {
    const dims = shapeOf(x);
    const area = multiply(at(dims, 1), at(dims, -1));
    return reshape(x, [at(dims, 0), area]);
  });
  assertEquals(plain(flat(counting([2, 3, 4]))).shape, [2, 12]);
  const wrong = function_((x: Tensor) => reshape(x, [at(cast(x, "int32"), 0, 0), -1]));
  assertThrows(() => wrong(counting([2, 2])), TypeError, "cannot read the result of tf.reshape");
});

test("at() refuses what is no index, and places that are not there", () => {
  const x = counting([3, 4]);
  const bad = (...index: unknown[]) => () => at(x, ...index as Index[]);
  assertThrows(
    bad(3),
    RangeError,
    "Tensor.at: expected an index from -3 to 2 for axis 0 of 3, received 3",
  );
  assertThrows(bad(":", [4]), RangeError, "axis 1 of 4, received 4");
  assertThrows(bad(0.5), TypeError, "Tensor.at: expected a whole number, received 0.5");
  assertThrows(bad("1;2"), TypeError, 'a range as text such as "1:3"');
  assertThrows(bad("::0"), RangeError, "expected a step other than 0");
  assertThrows(bad(0, 0, 0), TypeError, "expected at most 2 indices for shape (3, 4), received 3");
  assertThrows(bad("...", "..."), TypeError, 'expected "..." at most once');
  assertThrows(bad({}), TypeError, "Tensor.at: expected a whole number, a range");
  assertThrows(bad([0], [1]), TypeError, "expected one array of indices or truth values");
  assertThrows(
    () => at(counting([2, 3, 4]), 0, ":", [1]),
    TypeError,
    "with no range between; index one after the other",
  );
  assertThrows(bad([true]), TypeError, "received a mask of shape (1,)");
  assertThrows(bad(constant([1.5])), TypeError, "received dtype float32");
});

test("rows() gives the parts along the first axis, traced ones too, and refuses scalars", () => {
  const x = counting([3, 2]);
  assertEquals([...rows(x)].map((it) => plain(it).values), [[0, 1], [2, 3], [4, 5]]);
  const last = function_((it: Tensor) => [...rows(it)].at(-1)!);
  assertEquals(plain(last(x)).values, [4, 5]);
  assertThrows(() => [...rows(counting([]))], TypeError, "at least one dimension to iterate over");
});

test("slicedUpdate() replaces what at() names, and nothing else", () => {
  for (const { shape, index, values } of CASES) {
    const x = counting(shape);
    const want = Array.from({ length: x.size }, (_, i) => values.includes(i) ? -1 : i);
    assertEquals(Array.from(read(slicedUpdate(x, index, -1)), Number), want, `${shape} ${index}`);
  }
});

test("slicedUpdate() broadcasts the value, and passes gradients to both", () => {
  const [x, value] = [counting([2, 3]), counting([2, 1])];
  const tape = new Tape(false);
  tape.watch(x);
  tape.watch(value);
  const y = tape.record(() => slicedUpdate(x, [":", "1:"], value));
  assertEquals(plain(y).values, [0, 0, 0, 3, 1, 1]);
  const [dx, dvalue] = tape.gradients([[y, onesLike(y)]], [x, value]);
  assertEquals(plain(dx!).values, [1, 0, 0, 1, 0, 0]);
  assertEquals(plain(dvalue!).values, [2, 2]);
});

test("slicedUpdate() refuses values of another dtype or shape", () => {
  const x = counting([2, 3]);
  assertThrows(
    () => slicedUpdate(x, [0], range(3)),
    TypeError,
    "expected a value of dtype float32",
  );
  assertThrows(() => slicedUpdate(x, [0], [1, 2]), TypeError, "tf.Variable.assignAt");
});
