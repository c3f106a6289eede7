/**
 * What a device must get right before anything else is computed on it: a product, a sum, a
 * gradient, what is not a number, whole numbers. The truth is worked out by hand.
 *
 * @module
 */
import { add, multiply, square } from "../primitives/math/arithmetic.ts";
import { less, notEqual } from "../primitives/math/comparison.ts";
import { matmul } from "../primitives/linalg/matmul.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { aval } from "../tensor/aval.ts";
import type { Backend } from "../tensor/backend.ts";
import { flush, read } from "../tensor/graph.ts";
import { scalar } from "../tensor/scalar.ts";
import { state } from "../tensor/state.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import { outsideTrace } from "../tensor/trace.ts";

/** Largest difference allowed between a result and the truth, of the truth's magnitude. */
const TOLERANCE = 1e-5;

const A = [1, -2, 3, 0.5, 4, -1];
const B = [2, 0, 1, -1, -3, 0.25];
/** `A B`, the sum of its squares, and the gradient of that in `B`, `2 Aᵀ A B`. */
const PRODUCT = [-9, 2.75, 8, -4.25];
const SQUARES = 170.625;
const GRADIENT = [-10, 1.25, 100, -45, -70, 25];

const floats = (values: readonly number[], shape: readonly number[]) =>
  leaf(Float32Array.from(values), aval("float32", shape));

/** What differs between a result and the truth, in words. */
function difference(name: string, tensor: Tensor, expected: readonly number[]) {
  const actual = read(tensor);
  const index = expected.findIndex((value, i) => {
    const got = Number(actual[i]);
    if (Number.isNaN(value)) return !Number.isNaN(got);
    return got !== value && !(Math.abs(got - value) <= TOLERANCE * Math.abs(value));
  });
  return index < 0
    ? undefined
    : `${name}: element ${index} is ${actual[index]} instead of ${expected[index]}`;
}

function compute(): string | undefined {
  const [a, b] = [floats(A, [2, 3]), floats(B, [3, 2])];
  const odd = floats([NaN, Infinity, -1], [3]);
  const whole = leaf(Int32Array.of(2 ** 31 - 1, -7, 0), aval("int32", [3]));
  const product = matmul(a, b);
  const results = [
    ["product", product, PRODUCT],
    ["sum of squares", reduceSum(square(product), [0, 1]), [SQUARES]],
    ["gradient", matmul(a, add(product, product), true), GRADIENT],
    ["infinity times zero", multiply(odd, scalar(0, "float32")), [NaN, NaN, -0]],
    ["is not a number", notEqual(odd, odd), [1, 0, 0]],
    ["less than zero", less(odd, scalar(0, "float32")), [0, 0, 1]],
    ["whole numbers", add(whole, scalar(1, "int32")), [-(2 ** 31), -6, 1]],
  ] as const;
  for (const [name, tensor, expected] of results) {
    const fault = difference(name, tensor, expected);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/**
 * Computes on a device and compares with the truth.
 *
 * @returns What is wrong, in words; `undefined` if nothing is.
 * @throws What the device throws if it cannot compute at all.
 */
export function backendSelfTest(backend: Backend): string | undefined {
  return outsideTrace(() => {
    if (state.backend !== undefined) flush();
    const { backend: before, pending, pendingBytes } = state;
    state.backend = backend;
    state.pending = [];
    state.pendingBytes = 0;
    try {
      return compute();
    } finally {
      state.backend = before;
      state.pending = pending;
      state.pendingBytes = pendingBytes;
    }
  });
}
