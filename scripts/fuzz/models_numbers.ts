/**
 * Results of Keras in the files of models.py, and how a tensor differs from one.
 *
 * @module
 */
import * as tf from "kerasaur";
import { Random } from "./random.ts";

/** A result: its elements, or sums of them with random weights. */
export interface Expected {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** False where it has elements that are not finite. */
  readonly finite?: false;
  /** How far elements move where inputs move by a last place. */
  readonly noise: number;
  /** Base 64 of float32, or of float64. */
  readonly data?: string;
  readonly largest?: number;
  readonly sums?: readonly number[];
}

/** Numbers from -1 to 1. */
export function uniform(seed: number, count: number): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length: count }, () => random.next() * 2 - 1);
}

function decoded({ dtype, data }: Expected): ArrayLike<number> {
  const { buffer } = Uint8Array.from(atob(data!), (char) => char.charCodeAt(0));
  return dtype === "float64" ? new Float64Array(buffer) : new Float32Array(buffer);
}

/** What is wrong with a tensor; no gradient is as good as one of zeros. */
export function faultOf(
  own: tf.Tensor | null,
  wanted: Expected | null,
  isHalf: boolean,
  kind: string,
): string | undefined {
  if (wanted === null || own === null) {
    if (wanted === own) return undefined;
    if (kind === "gradient") {
      if (wanted === null) return isZero(own!) ? undefined : "a gradient instead of none";
      return wanted.data !== undefined && Array.from(decoded(wanted)).every((x) => x === 0)
        ? undefined
        : "no gradient";
    }
    return wanted === null ? "a tensor instead of none" : "no tensor";
  }
  if (`${own.shape}` !== `${wanted.shape}`) {
    return `shape [${own.shape}] instead of [${wanted.shape}]`;
  }
  if (own.dtype !== wanted.dtype) return `dtype ${own.dtype} instead of ${wanted.dtype}`;
  const values = Float64Array.from(
    tf.cast(own, "float64").numpy().data as Float64Array,
  );
  if (wanted.finite === false) {
    return values.every(Number.isFinite) ? "finite numbers where Keras has others" : undefined;
  }
  const isExact = /int|bool/.test(wanted.dtype);
  const [relative, absolute] = isExact ? [0, 0] : isHalf ? [3e-2, 3e-2] : [3e-5, 1e-5];
  if (wanted.data === undefined) {
    const bound = (relative * wanted.largest! + absolute + 8 * wanted.noise) *
        Math.sqrt(values.length) * 2 + 1e-6;
    for (const [k, sum] of wanted.sums!.entries()) {
      const weights = uniform(k, values.length);
      const got = values.reduce((total, value, i) => total + value * weights[i]!, 0);
      if (!(Math.abs(got - sum) <= bound)) return `sum ${k} ${got} instead of ${sum} +- ${bound}`;
    }
    return undefined;
  }
  const numbers = decoded(wanted);
  let largest = 0;
  for (let i = 0; i < numbers.length; i++) largest = Math.max(largest, Math.abs(numbers[i]!));
  const bound = relative * largest + absolute + 8 * wanted.noise;
  for (const [i, value] of values.entries()) {
    if (!(Math.abs(value - numbers[i]!) <= bound)) {
      return `element ${i} ${value} instead of ${numbers[i]} +- ${bound}`;
    }
  }
  return undefined;
}

const isZero = (it: tf.Tensor) => Array.from(it.numpy().data as Float32Array).every((x) => x === 0);
