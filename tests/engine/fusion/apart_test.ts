/**
 * Which kernels are left to ONNX Runtime: functions with little around them, but never what it has no
 * operator for, nor folds, nor small ones; and that the numbers stay what they are.
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";

/** How a function of many numbers is computed, and that by its numbers it is what `truth` says. */
function stepsOf(
  f: (x: tf.Tensor) => tf.Tensor | tf.Tensor[],
  truth: (x: number) => number,
  size = 100_003,
): string[] {
  const numbers = Float32Array.from({ length: size }, (_, i) => Math.sin(i) * 3);
  const x = tf.constant(numbers);
  const g = tf.function(f);
  const [first] = [g(x)].flat() as [tf.Tensor];
  const y = first.numpy().data as Float32Array;
  if (y.length === size) {
    numbers.forEach((it, i) => {
      const [actual, expected] = [y[i]!, truth(it)];
      const isClose = Math.abs(actual - expected) <= 1e-5 * Math.max(1, Math.abs(expected));
      assert(isClose || Object.is(actual, expected), `${it}: ${actual}`);
    });
  }
  const { steps } = tf.config.explain(g, x);
  return steps.map(({ by, operators }) => `${by} ${operators}`);
}

const onCpu = (name: string, run: () => void) => Deno.test(name, () => tf.device("cpu", run));

onCpu("a function with nothing but a product around it is ONNX Runtime's", () => {
  const other = tf.constant(new Float32Array(5003).fill(0.5));
  const beside = () => tf.math.expm1(other);
  const exp = stepsOf((x) => [tf.exp(x), beside()], Math.exp);
  assertEquals(exp, ["ONNX Runtime Exp", "kernel Expm1"]);
  const product = stepsOf(
    (x) => [tf.exp(tf.multiply(x, 2)), beside()],
    (x) => Math.exp(2 * x),
  );
  assertEquals(product, ["ONNX Runtime Mul,Exp", "kernel Expm1"]);
  assertEquals(stepsOf(tf.tanh, Math.tanh), ["ONNX Runtime Tanh"]);
});

onCpu("a function is a kernel's where it is small, in a chain, or before a sum", () => {
  const small = stepsOf((x) => tf.exp(x), Math.exp, 5003);
  assertEquals(small, ["kernel Exp"]);
  const chain = stepsOf(
    (x) => tf.divide(tf.add(tf.negative(tf.exp(tf.multiply(x, 2))), 1), 3),
    (x) => (1 - Math.exp(2 * x)) / 3,
  );
  assertEquals(chain, ["kernel Mul,Exp,Neg,Add,Div"]);
  const rows = (x: tf.Tensor) => tf.reduceSum(tf.exp(tf.reshape(x, [1031, 97])), 1);
  assertEquals(stepsOf(rows, Math.exp, 1031 * 97), ["kernel Exp,ReduceSum"]);
});

onCpu("what ONNX Runtime takes longer for stays a kernel", () => {
  assertEquals(stepsOf(tf.math.log, Math.log), ["kernel Log"]);
  assertEquals(stepsOf(tf.sinh, Math.sinh), ["kernel Sinh"]);
  assertEquals(stepsOf((x) => tf.pow(tf.exp(x), 0.5), (x) => Math.exp(x / 2)), ["kernel Exp,Pow"]);
});
