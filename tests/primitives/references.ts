/**
 * Truth where TensorFlow has no kernel: loops over plain numbers, written here and nowhere else.
 *
 * @module
 */
import { convertStorage, type DType, readElement } from "../../lib/arrays/dtypes.ts";
import type { Shape } from "../../lib/tensor/aval.ts";
import type { HostData } from "../../lib/tensor/tensor.ts";
import { NN_REFERENCES } from "./nn/references.ts";

/** An input of a reference. */
export interface Given {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly host: HostData;
}

/** The values of each output, `undefined` for inputs it does not do. */
// deno-lint-ignore no-explicit-any -- attributes of all kinds in one table
export type Reference = (inputs: readonly Given[], attrs: any) => readonly HostData[] | undefined;

/** A function of each number. */
function each(compute: (x: number) => number): Reference {
  return ([x]) => [
    convertStorage(
      convertStorage(x!.host, x!.dtype, "float64").map(compute),
      "float64",
      x!.dtype,
    ),
  ];
}

/** The probability that a standard normal variable is below x, by a series of positive terms. */
function normalBelow(x: number): number {
  if (!(Math.abs(x) < 9)) return Number.isNaN(x) ? NaN : x > 0 ? 1 : 0;
  let sum = 0;
  for (let n = 0, term = x; n < 400; n++, term *= x * x / (2 * n + 1)) sum += term;
  return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
}
/** Exponentials of square matrices by their series, from its small end on. */
const expm: Reference = ([x]) => {
  const { dtype, shape, host } = x!;
  const n = shape.at(-1)!;
  const numbers = host as Float32Array | Float64Array;
  const result = dtype === "float32"
    ? new Float32Array(host.length)
    : new Float64Array(host.length);
  const times = (a: number[], b: number[]) =>
    a.map((_, at) => {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[at - at % n + k]! * b[k * n + at % n]!;
      return sum;
    });
  for (let start = 0; start < host.length; start += n * n) {
    const x = [...numbers.subarray(start, start + n * n)];
    let sum: number[] = x.map((_, at) => at % (n + 1) === 0 ? 1 : 0);
    for (let k = 80; k > 0; k--) {
      sum = times(x, sum).map((it, at) => it / k + (at % (n + 1) === 0 ? 1 : 0));
    }
    result.set(sum, start);
  }
  return [result];
};

/** References by the names of primitives. */
export const REFERENCES: Readonly<Record<string, Reference>> = {
  "nn.gelu": each((x) => x * normalBelow(x)),
  "nn.geluApproximate": each((x) =>
    x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))
  ),
  "nn.silu": each((x) => x / (1 + Math.exp(-x))),
  argsort: ([given], { direction }) => {
    const { dtype, shape, host } = given!;
    const width = shape.at(-1)!;
    const sign = direction === "DESCENDING" ? -1 : 1;
    // NaN counts as large as infinity; a stable sort keeps ties in order.
    const key = (i: number): number => {
      const x = Number(readElement<DType>(dtype, host, i));
      return Number.isNaN(x) ? Infinity : x;
    };
    const places = Array.from({ length: host.length }, (_, i) => i % width);
    for (let start = 0; start < host.length; start += width) {
      const row = places.slice(start, start + width);
      row.sort((a, b) => {
        const [x, y] = [key(start + a), key(start + b)];
        return x === y ? 0 : sign * (x < y ? -1 : 1);
      });
      places.splice(start, width, ...row);
    }
    return [Int32Array.from(places)];
  },
  ...NN_REFERENCES,
  concat: ([only, ...others]) => others.length === 0 ? [only!.host] : undefined,
  "linalg.expm": expm,
};
