/**
 * The weights and inputs of a case, made of the numbers that all contestants have; model_data.py
 * has the same.
 *
 * @module
 */
import { numbers, SEED, sizeOf } from "../data.ts";
import type { InputSpec, ModelWork, WeightSpec } from "./cases.ts";

/** Where the streams of inputs begin; those of weights begin at {@linkcode SEED}'s. */
const INPUTS = 100;

/** Losses are compared after the first and after this step. */
export const CHECKED_STEP = 10;

/** Values with their shape. */
export interface Values<Data> {
  readonly shape: readonly number[];
  readonly data: Data;
}

function weightData({ shape, scale, fill }: WeightSpec, index: number): Float32Array {
  const count = sizeOf(shape);
  if (fill !== undefined) return new Float32Array(count).fill(fill);
  return numbers(SEED.weights + index, count, scale);
}

function inputData({ shape, below }: InputSpec, index: number): Float32Array | Int32Array {
  const count = sizeOf(shape);
  if (below === undefined) return numbers(INPUTS + index, count);
  return Int32Array.from(
    { length: count },
    (_, i) => (i * 7919 + i * i * 31 + index * 17) % below,
  );
}

/** The weights that training begins with. */
export function weightsOf({ weights }: ModelWork): Values<Float32Array>[] {
  return weights.map((it, i) => ({ shape: it.shape, data: weightData(it, i) }));
}

/** What a step is called with. */
export function inputsOf({ inputs }: ModelWork): Values<Float32Array | Int32Array>[] {
  return inputs.map((it, i) => ({ shape: it.shape, data: inputData(it, i) }));
}
