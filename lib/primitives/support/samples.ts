/**
 * Inputs for the tables of tests: numbers that look random and are the same each time, in shapes
 * that go wrong: without elements, of one, of primes, broadcasting.
 *
 * @module
 */
import { type DType, isFloating, newStorage, writeElement } from "../../arrays/dtypes.ts";
import { aval, type Shape } from "../../tensor/aval.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";

/** Which numbers. */
export interface Numbers {
  /** Element type; default float32. */
  dtype?: DType;
  /** Smallest one; default -2. */
  min?: number;
  /** Largest one; default 2. */
  max?: number;
  /** Another choice of them; default 1. */
  seed?: number;
}

/** A tensor of numbers between two bounds, far from whole ones where they are floats. */
export function sample(shape: Shape, numbers: Numbers = {}): Tensor {
  const { dtype = "float32", min = -2, max = 2, seed = 1 } = numbers;
  const type = aval(dtype, shape);
  const host = newStorage(dtype, type.size);
  for (let i = 0; i < type.size; i++) {
    const unit = fraction(Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453);
    const number = min + (max - min) * (0.02 + 0.96 * unit);
    if (dtype === "string") (host as string[])[i] = `text ${Math.floor(4 * unit)}`;
    else if (dtype === "bool") writeElement(dtype, host, i, unit < 0.5);
    else if (dtype === "complex64") {
      (host as Float32Array).set([number, min + (max - min) * fraction(unit * 7.3)], 2 * i);
    } else if (isFloating(dtype)) writeElement(dtype, host, i, number);
    else {
      const whole = dtype.startsWith("u") ? Math.abs(Math.round(number)) : Math.round(number);
      writeElement(dtype, host, i, dtype === "int64" || dtype === "uint64" ? BigInt(whole) : whole);
    }
  }
  return leaf(host, type);
}

/** A tensor of given numbers. */
export function given(values: readonly number[], shape: Shape, dtype: DType = "float32"): Tensor {
  const host = newStorage(dtype, values.length);
  const isWide = dtype === "int64" || dtype === "uint64";
  values.forEach((it, i) =>
    writeElement(dtype, host, i, isWide ? BigInt(it) : dtype === "bool" ? it !== 0 : it)
  );
  return leaf(host, aval(dtype, shape));
}

const fraction = (x: number): number => x - Math.floor(x);

/** Shapes of one tensor. */
export const SHAPES: readonly Shape[] = [[], [1], [5], [0], [2, 3], [3, 0, 2], [2, 3, 1, 2]];

/** Pairs of shapes that broadcast. */
export const PAIRS: readonly (readonly [Shape, Shape])[] = [
  [[], []],
  [[5], [5]],
  [[3], []],
  [[], [2, 2]],
  [[2, 3], [3]],
  [[2, 1], [1, 3]],
  [[1], [4]],
  [[0, 3], [3]],
  [[3, 1, 2], [7, 1]],
];

/** Values that functions of floats go wrong at. */
export const SPECIAL: readonly number[] = [
  NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  1,
  -1,
  0.5,
  -2.5,
  1e30,
  -1e30,
  1e-30,
];
