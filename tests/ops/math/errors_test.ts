/**
 * What functions of mathematics refuse, and what they say.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { constant } from "../../../lib/ops/array/constant.ts";
import { addN } from "../../../lib/ops/math/add_n.ts";
import { add, reciprocal } from "../../../lib/ops/math/arithmetic.ts";
import { cast } from "../../../lib/ops/math/cast.ts";
import { clipByValue } from "../../../lib/ops/math/clip.ts";
import { clipByGlobalNorm } from "../../../lib/ops/math/clip_norms.ts";
import { floordiv } from "../../../lib/ops/math/division.ts";
import { divide } from "../../../lib/ops/math/division_true.ts";
import { pow } from "../../../lib/ops/math/exponential.ts";
import { logicalAnd } from "../../../lib/ops/math/logical.ts";
import { norm } from "../../../lib/ops/math/norm.ts";
import { where } from "../../../lib/ops/math/where.ts";
import { leakyRelu, softmax } from "../../../lib/ops/nn/activations.ts";
import { argmax } from "../../../lib/ops/reduction/arg_extremes.ts";
import { reduceAll, reduceMean, reduceSum } from "../../../lib/ops/reduction/reductions.ts";
import { segmentSum } from "../../../lib/ops/reduction/segments.ts";
import { read } from "../../../lib/tensor/graph.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";

const int = (values: number[]) => constant(values, "int32");
const bool = constant([true, false]);

/** The class and the text of what a call throws. */
function refused(
  run: () => unknown,
  error: typeof TypeError | typeof RangeError,
  text: string,
): void {
  const thrown = assertThrows(() => using(TEST_BACKENDS[0]!.backend, run), error);
  assertEquals(thrown.message, text);
}

Deno.test("functions of two tensors refuse dtypes that differ and shapes that do not broadcast", () => {
  refused(
    () => add(int([1]), constant([1.5])),
    TypeError,
    "tf.add: expected tensors of one dtype, received int32 and float32; convert one with tf.cast",
  );
  refused(
    () => add([1, 2], [1, 2, 3]),
    TypeError,
    "tf.add: expected shapes that broadcast, received (2,) and (3,): dimension 2 meets 3",
  );
  refused(
    () => divide(bool, bool),
    TypeError,
    "tf.divide: expected a tensor of floats, received dtype bool; convert it with tf.cast",
  );
  refused(
    () => logicalAnd([1], [2]),
    TypeError,
    "tf.math.logicalAnd: expected a tensor of truth values, received dtype float32; convert it with tf.cast",
  );
});

Deno.test("reciprocal() and reduceMean() refuse dtypes that they can not compute with", () => {
  refused(
    () => reciprocal(int([2])),
    TypeError,
    "tf.math.reciprocal: expected a tensor of floats, received dtype int32; convert it with tf.cast",
  );
  refused(
    () => reduceMean(bool),
    TypeError,
    "tf.reduceMean: expected a tensor of numbers, received dtype bool; convert it with tf.cast",
  );
  refused(
    () => reduceAll([1, 0]),
    TypeError,
    "tf.reduceAll: expected a tensor of truth values, received dtype float32; convert it with tf.cast",
  );
});

Deno.test("whole numbers refuse division by zero and negative powers when they are computed", () => {
  refused(
    () => read(floordiv(int([1, 2]), int([1, 0]))),
    RangeError,
    "tf.math.floordiv: cannot compute on the cpu device with int32 (2,), int32 (2,): whole numbers can not be divided by zero",
  );
  refused(
    () => read(pow(int([2]), int([-1]))),
    RangeError,
    "tf.pow: cannot compute on the cpu device with int32 (1,), int32 (1,): whole numbers to negative powers are no whole numbers; convert them to floats with tf.cast",
  );
});

Deno.test("reductions refuse axes that a tensor has not, and axes given twice", () => {
  refused(
    () => reduceSum([[1, 2]], 2),
    RangeError,
    "tf.reduceSum: expected axis from -2 to 1 for a tensor of 2 dimensions, received axis=2",
  );
  refused(
    () => reduceSum([[1, 2]], [0, -2]),
    RangeError,
    "tf.reduceSum: expected each axis once, received axis=[0, -2] for a tensor of 2 dimensions",
  );
  refused(
    () => reduceSum([1], { axes: 0 } as never),
    TypeError,
    "tf.reduceSum: expected arguments among inputTensor, axis, keepdims, name, received axes; did you mean axis?",
  );
  refused(
    () => argmax(constant([], "float32")),
    RangeError,
    "tf.argmax: expected elements along axis 0, received a tensor of shape (0,)",
  );
});

Deno.test("cast(), where(), addN() and clipByValue() say what is wrong with their arguments", () => {
  refused(
    () => cast(["a"], "int32"),
    TypeError,
    "tf.cast: expected two dtypes of numbers, received a tensor of dtype string and dtype=int32; use tf.strings.toNumber or tf.strings.asString",
  );
  refused(
    () => where(bool, [1, 2]),
    TypeError,
    "tf.where: expected both x and y or none of them, received x alone",
  );
  refused(
    () => addN([[1, 2], [1]]),
    TypeError,
    "tf.addN: expected tensors of one shape and dtype, received float32 (2,) at index 0 and float32 (1,) at index 1",
  );
  refused(() => addN([]), TypeError, "tf.addN: expected at least one tensor, received inputs=[]");
  refused(
    () => clipByValue([1], [0, 0], 1),
    TypeError,
    "tf.clipByValue: expected bounds whose shapes broadcast to (1,), received (2,) and ()",
  );
  refused(
    () => clipByGlobalNorm([null], 1),
    TypeError,
    "tf.clipByGlobalNorm: expected at least one tensor in tList, received none",
  );
});

Deno.test("norm(), softmax(), leakyRelu() and segmentSum() say what is wrong with their arguments", () => {
  refused(
    () => norm([1], "fro"),
    RangeError,
    'tf.norm: expected ord to be "euclidean" or a number > 0 for vectors, received ord="fro"',
  );
  refused(
    () => norm([[1]], 3, [0, 1]),
    RangeError,
    'tf.norm: expected ord to be one of "euclidean", "fro", 1, 2, Infinity for matrices, received ord=3',
  );
  refused(
    () => softmax(1),
    TypeError,
    "tf.nn.softmax: expected logits of at least one dimension, received float32 ()",
  );
  refused(
    () => leakyRelu([1], "0.2" as never),
    TypeError,
    'tf.nn.leakyRelu: expected alpha to be a number, received alpha="0.2"',
  );
  refused(
    () => segmentSum([1, 2], [1, 0]),
    RangeError,
    "tf.math.segmentSum: expected segmentIds >= 0 in order, received 0 after 1",
  );
});
