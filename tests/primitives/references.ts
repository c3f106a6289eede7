/**
 * Truth where TensorFlow has no kernel: loops over plain numbers, written here and nowhere else.
 *
 * @module
 */
import type { DType } from "../../lib/arrays/dtypes.ts";
import type { Shape } from "../../lib/tensor/aval.ts";
import type { HostData } from "../../lib/tensor/tensor.ts";

/** An input of a reference. */
export interface Given {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly host: HostData;
}

/** The values of each output, `undefined` for inputs it does not do. */
// deno-lint-ignore no-explicit-any -- attributes of all kinds in one table
export type Reference = (inputs: readonly Given[], attrs: any) => readonly HostData[] | undefined;

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
  concat: ([only, ...others]) => others.length === 0 ? [only!.host] : undefined,
  "linalg.expm": expm,
};
