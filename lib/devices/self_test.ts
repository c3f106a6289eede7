/**
 * What a device must get right before anything else is computed on it: a product, a reduction, a
 * gradient, what is not a number, whole numbers. The truth is a loop on the host.
 *
 * @module
 */
import { Graph } from "../engine/graph.ts";
import type { Provider } from "../engine/graph_types.ts";
import type { HostData } from "../engine/onnx_types.ts";

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
function difference(name: string, actual: HostData, expected: readonly number[]) {
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

/**
 * Computes on a provider and compares with the host.
 *
 * @returns What is wrong, in words; `undefined` if nothing is.
 * @throws What the provider throws if it cannot compute at all.
 */
export function selfTest(provider: Provider): string | undefined {
  const graph = new Graph(provider);
  const [x, w] = [numbers(ROWS * INNER, 3), numbers(INNER * COLUMNS, 11)];
  const odd = Float32Array.of(NaN, Infinity, -1, 0);
  const whole = Int32Array.of(2 ** 31 - 1, -7, 0);

  const inputs = graph.leaf(x, "float32", [ROWS, INNER]);
  const weights = graph.leaf(w, "float32", [INNER, COLUMNS]);
  const y = graph.node("MatMul", [inputs, weights], "float32", [ROWS, COLUMNS]);
  const squares = graph.node("Mul", [y, y], "float32", [ROWS, COLUMNS]);
  const axis = graph.constant(BigInt64Array.of(0n), "int64", [1]);
  const loss = graph.node("ReduceSum", [squares, axis], "float32", [COLUMNS], { keepdims: 0 });
  const doubled = graph.node("Add", [y, y], "float32", [ROWS, COLUMNS]);
  const gradient = graph.node("Gemm", [inputs, doubled], "float32", [INNER, COLUMNS], {
    transA: 1,
  });
  const oddities = graph.leaf(odd, "float32", [4]);
  const zero = graph.leaf(Float32Array.of(0), "float32", [1]);
  const times = graph.node("Mul", [oddities, zero], "float32", [4]);
  const sum = graph.node("ReduceSum", [oddities, axis], "float32", [1], { keepdims: 1 });
  const isNaN = graph.node("IsNaN", [oddities], "bool", [4]);
  const less = graph.node("Less", [oddities, zero], "bool", [4]);
  const integers = graph.leaf(whole, "int32", [3]);
  const wrapped = graph.node("Add", [integers, integers], "int32", [3]);

  const results = { y, loss, gradient, times, sum, isNaN, less, wrapped };
  for (const value of Object.values(results)) value.live = true;
  const expectedY = product([ROWS, INNER, COLUMNS], (i, k) => x[i * INNER + k]!, (k, j) => {
    return w[k * COLUMNS + j]!;
  });
  const expected: Record<keyof typeof results, readonly number[]> = {
    y: expectedY,
    loss: product([1, ROWS, COLUMNS], () => 1, (i, j) => expectedY[i * COLUMNS + j]! ** 2),
    gradient: product([INNER, ROWS, COLUMNS], (k, i) => x[i * INNER + k]!, (i, j) => {
      return 2 * expectedY[i * COLUMNS + j]!;
    }),
    times: [NaN, NaN, 0, 0],
    sum: [NaN],
    isNaN: [1, 0, 0, 0],
    less: [0, 0, 1, 0],
    wrapped: [-2, -14, 0],
  };
  const names: Record<keyof typeof results, string> = {
    y: "product",
    loss: "reduction",
    gradient: "gradient",
    times: "0 times what is not finite",
    sum: "sum with NaN",
    isNaN: "isNaN",
    less: "comparison with NaN",
    wrapped: "int32 sum",
  };
  for (const key of Object.keys(results) as (keyof typeof results)[]) {
    const fault = difference(names[key], graph.read(results[key]), expected[key]);
    if (fault) return fault;
  }
  for (const value of Object.values(results)) value.resident?.dispose();
  return undefined;
}
