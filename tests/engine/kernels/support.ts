/**
 * Holds a mapped kernel against another implementation of the same operation: tfjs's own cpu
 * kernel, or a loop in the test where tfjs differs from TensorFlow. Shapes come from small sets, so
 * that compiled graphs are used again; values come from a seed, with NaN, infinities, signed zeros
 * and the ends of the ranges among them where the operation defines what becomes of them.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import { CPU_BACKEND, engineStats, startEngine } from "../../../lib/engine/mod.ts";
import { assertAllClose } from "../../support/compare.ts";
import { onTensorflow } from "../../support/tensorflow.ts";
import { type OperationKind, type Tolerance, tolerance } from "../../support/tolerances.ts";

startEngine();

/** Element types of the graph. */
export type Type = "float32" | "int32" | "bool";

/** A tensor as plain data. */
export interface Data {
  readonly shape: readonly number[];
  readonly dtype: Type;
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** What one random case consists of. */
export interface Case<P = undefined> {
  readonly inputs: readonly Data[];
  readonly params: P;
}

/** Number of elements of a shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Numbers in [0, 1) from a seed. */
export function uniform(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** How the elements of a tensor are drawn from numbers in [0, 1). */
export type Draw = (next: () => number) => number;

const EXTREMES = [NaN, Infinity, -Infinity, 0, -0, 1e-30, -1e-30, 3e38, -3e38, 0.5, -0.5, 1, -1];
const INTEGERS = [0, 1, -1, 2147483647, -2147483648, 65536, -65537, 46341];
const pick = (list: readonly number[], next: () => number) =>
  list[Math.floor(next() * list.length)]!;

/** Ways to draw. */
export const draw = {
  /** Between -8 and 8. */
  plain: ((next) => next() * 16 - 8) as Draw,
  /** The same with NaN, infinities, zeros of both signs and numbers near the ends of the range. */
  extreme: ((next) => next() < 0.25 ? pick(EXTREMES, next) : next() * 16 - 8) as Draw,
  /** Few different numbers, so that equal ones meet. */
  ties: ((next) => Math.floor(next() * 5) - 2) as Draw,
  /** Whole numbers around zero, zero among them. */
  small: ((next) => Math.floor(next() * 201) - 100) as Draw,
  /** Whole numbers anywhere in the range, its ends among them. */
  whole:
    ((next) =>
      next() < 0.3 ? pick(INTEGERS, next) : Math.floor(next() * 4294967296) - 2147483648) as Draw,
  /** 0 or 1. */
  bit: ((next) => next() < 0.5 ? 0 : 1) as Draw,
  /** Between two numbers. */
  within: (low: number, high: number): Draw => (next) => low + next() * (high - low),
  /** Whole numbers from 0 up to, not including, a limit. */
  below: (limit: number): Draw => (next) => Math.floor(next() * limit),
};

/** A tensor drawn from a seed. */
export function tensor(shape: readonly number[], seed: number, how: Draw, dtype: Type): Data {
  const next = uniform(seed);
  const values = Array.from({ length: sizeOf(shape) }, () => how(next));
  const Store = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype];
  return { shape, dtype, data: Store.from(values) };
}

/** Shapes with no, one and several axes, with dimensions 0, 1 and primes. */
export const SHAPES: readonly (readonly number[])[] = [
  [],
  [1],
  [7],
  [0],
  [2, 3],
  [5, 1],
  [3, 0, 2],
  [3, 5, 7],
  [2, 1, 3, 2],
];

/** Pairs of shapes that broadcast. */
export const PAIRS: readonly (readonly [readonly number[], readonly number[]])[] = [
  [[], []],
  [[7], [7]],
  [[], [3, 2]],
  [[5], [3, 5]],
  [[3, 1], [1, 5]],
  [[2, 3, 5], [3, 1]],
  [[1], [2, 0]],
  [[2, 1, 7], [2, 3, 7]],
  [[3, 0], [3, 1]],
  [[13, 11], [13, 11]],
];

/** Seeds of the values. */
export const SEEDS = fc.integer({ min: 0, max: 2 ** 31 });

/** One tensor of any of the shapes. */
export function singles(how: Draw, dtype: Type = "float32", shapes = SHAPES): fc.Arbitrary<Case> {
  return fc.tuple(fc.constantFrom(...shapes), SEEDS).map(([shape, seed]) => ({
    inputs: [tensor(shape, seed, how, dtype)],
    params: undefined,
  }));
}

/** Two tensors that broadcast. */
export function pairs(how: Draw, dtype: Type = "float32", second = how): fc.Arbitrary<Case> {
  return fc.tuple(fc.constantFrom(...PAIRS), SEEDS, fc.boolean()).map(([[a, b], seed, flip]) => ({
    inputs: [
      tensor(flip ? b : a, seed, how, dtype),
      tensor(flip ? a : b, seed + 1, second, dtype),
    ],
    params: undefined,
  }));
}

/** The numbers of a tensor from anywhere. */
function dataOf(value: tfjs.Tensor): Data {
  const data = value.dataSync().slice() as Float32Array;
  return { shape: value.shape, dtype: value.dtype as Type, data };
}

/** What `run` gives on a backend. */
export function evaluate<P>(
  backend: string,
  { inputs, params }: Case<P>,
  run: (inputs: tfjs.Tensor[], params: P) => tfjs.Tensor | tfjs.Tensor[],
): Data[] {
  const before = tfjs.getBackend();
  if (backend === "cpu") {
    (tfjs.engine().findBackend("cpu") as unknown as { firstUse: boolean }).firstUse = false;
  }
  tfjs.setBackend(backend);
  const results: Data[] = [];
  try {
    tfjs.tidy(() => {
      const tensors = inputs.map(({ data, shape, dtype }) => {
        return tfjs.tensor(data.slice() as Float32Array, [...shape], dtype);
      });
      results.push(...[run(tensors, params)].flat().map(dataOf));
    });
  } finally {
    tfjs.setBackend(before);
  }
  return results;
}

/** What a kernel is held against. */
export interface Check<P> {
  /** Random cases. */
  readonly cases: fc.Arbitrary<Case<P>>;
  /** The operation. */
  readonly run: (inputs: tfjs.Tensor[], params: P) => tfjs.Tensor | tfjs.Tensor[];
  /** How operations of this kind round. */
  readonly kind?: OperationKind;
  /** The truth, where it is not tfjs's cpu kernel. */
  readonly truth?: (inputs: readonly Data[], params: P) => Data | Data[];
  /** Cases that the mapping leaves to the fall-back, besides empty tensors. */
  readonly declines?: (it: Case<P>) => boolean;
  /** What is special, for the name of the test. */
  readonly when?: string;
  /** Number of cases. */
  readonly runs?: number;
}

/** Registers the test of a mapped kernel, and on the tensorflow device if that is required. */
export function conforms<P = undefined>(kernel: string, check: Check<P>): void {
  const { cases, run, kind = "exact", truth, declines, when = "", runs = 200 } = check;
  const against = truth ? "a loop" : "tfjs's cpu kernel";
  const name = `kernel ${kernel} equals ${against}${when && ` when ${when}`}`;
  const compare = (it: Case<P>, actual: Data[], bounds: Tolerance) => {
    const expected = truth ? [truth(it.inputs, it.params)].flat() : evaluate("cpu", it, run);
    assertEquals(actual.length, expected.length);
    const label = `${it.inputs.map(({ shape }) => `[${shape}]`)} ${JSON.stringify(it.params)}`;
    actual.forEach((value, index) => assertAllClose(value, expected[index]!, bounds, label));
  };
  Deno.test(name, () => {
    fc.assert(
      fc.property(cases, (it) => {
        const before = engineStats().fallbacks;
        const actual = evaluate(CPU_BACKEND, it, run);
        const fallbacks = engineStats().fallbacks - before;
        const empty = it.inputs.some(({ shape }) => shape.includes(0));
        if (!empty && !declines?.(it)) assertEquals(fallbacks, 0, "the mapping took the call");
        compare(it, actual, tolerance(kind));
      }),
      { numRuns: runs, seed: 20, endOnFailure: true },
    );
  });
  onTensorflow(name, cases, kind, (backend, it, bounds) => {
    compare(it, evaluate(backend, it, run), bounds);
  });
}

/** A tensor of the shape of another, computed element by element in doubles. */
export function mapped(x: Data, f: (value: number) => number, dtype: Type = x.dtype): Data {
  const values = Array.from(x.data, f);
  const Store = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype];
  return { shape: x.shape, dtype, data: Store.from(values) };
}

/** Two tensors combined element by element with broadcasting. */
export function zipped(
  a: Data,
  b: Data,
  f: (x: number, y: number) => number,
  dtype: Type = a.dtype,
): Data {
  const rank = Math.max(a.shape.length, b.shape.length);
  const dim = (it: Data, axis: number) => it.shape[axis - rank + it.shape.length] ?? 1;
  const shape = Array.from({ length: rank }, (_, axis) => {
    return dim(a, axis) === 1 ? dim(b, axis) : dim(a, axis);
  });
  const Store = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype];
  const data = new Store(sizeOf(shape));
  const at = (it: Data, place: readonly number[]) => {
    let index = 0;
    for (let axis = 0; axis < rank; axis++) {
      const size = dim(it, axis);
      index = index * size + (size === 1 ? 0 : place[axis]!);
    }
    return it.data[index]!;
  };
  for (let i = 0; i < data.length; i++) {
    const place: number[] = [];
    for (let axis = rank - 1, rest = i; axis >= 0; axis--) {
      place[axis] = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    data[i] = f(at(a, place), at(b, place));
  }
  return { shape, dtype, data };
}
