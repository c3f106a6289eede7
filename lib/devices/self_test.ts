/**
 * What a device must get right before anything else is computed on it: a product, a reduction, a
 * gradient, what is not a number, whole numbers. The truth is a loop on the host.
 *
 * @module
 */
import { Tape } from "../functions/tape.ts";
import { onesLike } from "../primitives/array/fill.ts";
import { matmul } from "../primitives/linalg/matmul.ts";
import { add, multiply, square } from "../primitives/math/arithmetic.ts";
import { isNan } from "../primitives/math/classification.ts";
import { less } from "../primitives/math/comparison.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { aval } from "../tensor/aval.ts";
import type { Backend } from "../tensor/backend.ts";
import { read } from "../tensor/graph.ts";
import { scalar } from "../tensor/scalar.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import { withBackend } from "./names.ts";

/** Relative error allowed, of the largest magnitude in the result. */
const TOLERANCE = 1e-5;

const [ROWS, INNER, COLUMNS] = [7, 5, 3];

/** Numbers of both signs that are the same everywhere. */
function numbers(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => ((i * 37 + seed) % 64 - 32) / 16);
}

/** `a b` for matrices whose elements are given by `a(i, k)` and `b(k, j)`. */
function product(
  [rows, inner, columns]: readonly [number, number, number],
  a: (i: number, k: number) => number,
  b: (k: number, j: number) => number,
): number[] {
  return Array.from({ length: rows * columns }, (_, index) => {
    const [i, j] = [Math.floor(index / columns), index % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += a(i, k) * b(k, j);
    return sum;
  });
}

/** What differs between a result and the truth, in words; `undefined` if nothing does. */
function difference(name: string, actual: ArrayLike<unknown>, expected: readonly number[]) {
  const scale = Math.max(...expected.filter(Number.isFinite).map(Math.abs), 1e-30);
  const index = expected.findIndex((value, i) => {
    const got = Number(actual[i]);
    if (Number.isNaN(value)) return !Number.isNaN(got);
    return got !== value && !(Math.abs(got - value) <= TOLERANCE * scale);
  });
  return index < 0
    ? undefined
    : `${name}: element ${index} is ${actual[index]} instead of ${expected[index]}`;
}

/** A matrix product's inputs, and the truth. */
function productCase() {
  const [x, w] = [numbers(ROWS * INNER, 3), numbers(INNER * COLUMNS, 11)];
  const expected = product([ROWS, INNER, COLUMNS], (i, k) => x[i * INNER + k]!, (k, j) => {
    return w[k * COLUMNS + j]!;
  });
  const inputs = leaf(x, aval("float32", [ROWS, INNER]));
  return { x, inputs, weights: leaf(w, aval("float32", [INNER, COLUMNS])), expected };
}

/**
 * Computes one product on a device: what there is time for before the first graph of a program.
 *
 * @returns Whether it is right.
 * @throws What the device throws if it cannot compute at all.
 */
export function multiplies(backend: Backend): boolean {
  return withBackend(backend, () => {
    const { inputs, weights, expected } = productCase();
    return difference("product", read(matmul(inputs, weights)), expected) === undefined;
  });
}

/**
 * Computes on a device and compares with the host.
 *
 * @returns What is wrong, in words; `undefined` if nothing is.
 * @throws What the device throws if it cannot compute at all.
 */
export function selfTest(backend: Backend): string | undefined {
  return withBackend(backend, () => {
    const { x, inputs, weights, expected: expectedY } = productCase();
    const odd = leaf(Float32Array.of(NaN, Infinity, -1, 0), aval("float32", [4]));
    const whole = leaf(Int32Array.of(2 ** 31 - 1, -7, 0), aval("int32", [3]));
    const zero = scalar(0, "float32");
    const tape = new Tape(false);
    tape.watch(weights);
    const y = tape.record(() => matmul(inputs, weights));
    const loss = tape.record(() => reduceSum(square(y), [0]));
    const [gradient] = tape.gradients([[loss, onesLike(loss)]], [weights]);
    tape.forget();

    const columnSums = product([1, ROWS, COLUMNS], () => 1, (i, j) => {
      return expectedY[i * COLUMNS + j]! ** 2;
    });
    const expectedGradient = product(
      [INNER, ROWS, COLUMNS],
      (k, i) => x[i * INNER + k]!,
      (i, j) => {
        return 2 * expectedY[i * COLUMNS + j]!;
      },
    );
    const cases: readonly (readonly [name: string, actual: Tensor, expected: readonly number[]])[] =
      [
        ["product", y, expectedY],
        ["reduction", loss, columnSums],
        ["gradient", gradient!, expectedGradient],
        ["0 times what is not finite", multiply(odd, zero), [NaN, NaN, 0, 0]],
        ["sum with NaN", reduceSum(odd, [0]), [NaN]],
        ["isNan", isNan(odd), [1, 0, 0, 0]],
        ["comparison with NaN", less(odd, zero), [0, 0, 1, 0]],
        ["int32 sum", add(whole, whole), [-2, -14, 0]],
      ];
    for (const [name, actual, expected] of cases) {
      const fault = difference(name, read(actual), expected);
      if (fault !== undefined) return fault;
    }
    for (const [, actual] of cases) actual.resident?.dispose();
    return undefined;
  });
}
