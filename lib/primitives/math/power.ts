/**
 * Powers. Those of whole numbers are computed on the host: ONNX Runtime's pass through floats.
 *
 * @module
 */
import { scalar } from "../../tensor/scalar.ts";
import { type Binary, binary } from "../support/elementwise.ts";
import { requireReal } from "../support/infer.ts";
import { multiply, subtract } from "./arithmetic.ts";
import { greater } from "./comparison.ts";
import { log } from "./exponential.ts";
import { where } from "./where.ts";

function negativePower(): RangeError {
  return new RangeError(
    "whole numbers to negative powers are no whole numbers; convert them to floats with tf.cast",
  );
}

/** `a^b` of numbers of at most 32 bits. */
function smallPower(a: number, b: number): number {
  if (b < 0) throw negativePower();
  let result = 1;
  for (let base = a, rest = b; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = Math.imul(result, base);
    base = Math.imul(base, base);
  }
  return result;
}

/** `a^b` modulo 2^64. */
function largePower(a: bigint, b: bigint): bigint {
  if (b < 0n) throw negativePower();
  let result = 1n;
  for (let base = a, rest = b; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = BigInt.asUintN(64, result * base);
    base = BigInt.asUintN(64, base * base);
  }
  return result;
}

/** `a^b`; whole numbers wrap. */
export const pow: Binary = binary({
  name: "pow",
  kernel: "Pow",
  accepts: requireReal,
  lower: "Pow",
  whole: { small: smallPower, large: largePower },
  vjp: [
    (g, a, b) => multiply(multiply(g, b), pow(a, subtract(b, scalar(1, b.dtype)))),
    (g, a, _, y) => {
      // No real number is right where a <= 0: TensorFlow gives 0.
      const isPositive = greater(a, scalar(0, a.dtype));
      const logarithm = log(where(isPositive, a, scalar(1, a.dtype)));
      return multiply(multiply(g, y), logarithm);
    },
  ],
  ranges: [[0.3, 2], [-2, 3]],
  dtypes: ["float32", "float64", "float16", "bfloat16"],
});
