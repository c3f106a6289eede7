/**
 * What the primitives of matrices share: checks of their inputs, their sizes, and the way from
 * values of a plan to the functions of typed arrays, which know no batches that broadcast.
 *
 * @module
 */
import type { FloatArray } from "../../arrays/mod.ts";
import { formatShape } from "../../errors/format.ts";
import { type Aval, sameShape, type Shape, sizeOf } from "../../tensor/aval.ts";
import { asFloat64, forEachPlace, fromFloat64, stridesFor } from "../../tensor/host_map.ts";
import type { HostData, Tensor } from "../../tensor/tensor.ts";
import { reshape } from "../array/reshape.ts";
import { slice } from "../array/slice.ts";
import { transpose } from "../array/transpose.ts";
import { requireDType } from "../support/infer.ts";
import { exchanged } from "./matmul.ts";

/** Sizes of a stack of matrices: the last two dimensions, and how many there are. */
export interface Sizes {
  readonly stack: Shape;
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
}

/** The sizes of what {@linkcode requireMatrix} accepts. */
export function sizesOf(shape: Shape): Sizes {
  const stack = shape.slice(0, -2);
  return { stack, batch: sizeOf(stack), rows: shape.at(-2)!, columns: shape.at(-1)! };
}

/** Throws unless an input is a stack of matrices. */
export function requireMatrix(name: string, argument: string, { shape }: Aval): Sizes {
  if (shape.length >= 2) return sizesOf(shape);
  throw new TypeError(
    `tf.${name}: expected ${argument} to be a matrix or a stack of matrices, received shape ${
      formatShape(shape)
    }`,
  );
}

/** Throws unless an input is a stack of square matrices. */
export function requireSquare(name: string, argument: string, x: Aval): Sizes {
  const sizes = requireMatrix(name, argument, x);
  if (sizes.rows === sizes.columns) return sizes;
  throw new TypeError(
    `tf.${name}: expected ${argument} to be square, received shape ${formatShape(x.shape)}`,
  );
}

/** Throws unless an input holds floats that decompositions are computed in, TensorFlow's. */
export function requireExact(name: string, x: Aval, half = false): void {
  requireDType(
    name,
    x,
    (it) => it === "float32" || it === "float64" || (half && it === "float16"),
    half ? "float16, float32 or float64" : "float32 or float64",
  );
}

/** Throws unless right-hand sides fit matrices of a dtype and of as many rows. */
export function requireSides(name: string, matrix: Aval, rhs: Aval, argument = "matrix"): void {
  const { rows } = requireMatrix(name, "rhs", rhs);
  if (rows === matrix.shape.at(-2)) return;
  throw new TypeError(
    `tf.${name}: expected rhs to have as many rows as ${argument}, received shapes ${
      formatShape(matrix.shape)
    } and ${formatShape(rhs.shape)}`,
  );
}

/** Values as the functions of typed arrays take them. */
export function floatsOf(data: HostData, { dtype }: Aval): FloatArray {
  return dtype === "float32" ? data as Float32Array : asFloat64(data, dtype);
}

/** Results of those functions as values of a dtype. */
export function dataOf(data: FloatArray, { dtype }: Aval): HostData {
  return data instanceof Float32Array ? data : fromFloat64(data, dtype);
}

/** Matrices repeated so that there is one for each place of a larger stack. */
export function spread(data: FloatArray, { shape }: Aval, stack: Shape): FloatArray {
  const { stack: own, rows, columns } = sizesOf(shape);
  if (sameShape(own, stack)) return data;
  const size = rows * columns;
  const result = data instanceof Float32Array
    ? new Float32Array(sizeOf(stack) * size)
    : new Float64Array(sizeOf(stack) * size);
  forEachPlace(stack, [stridesFor(own, stack.length)], (i, [at]) => {
    result.set(data.subarray(at! * size, (at! + 1) * size), i * size);
  });
  return result;
}

/** The transpose of each matrix of a stack. */
export function transposed(x: Tensor): Tensor {
  return transpose(x, exchanged(x.rank));
}

/** The columns of each matrix from `begin` to before `end`. */
export function columnsOf(x: Tensor, begin: number, end: number): Tensor {
  const start = x.shape.map((_, axis) => axis === x.rank - 1 ? begin : 0);
  return slice(x, start, [...x.shape.slice(0, -1), end - begin]);
}

/** Numbers in a stack of vectors as columns. */
export function asColumns(x: Tensor): Tensor {
  return reshape(x, [...x.shape, 1]);
}

/** Numbers in a stack of vectors as rows. */
export function asRows(x: Tensor): Tensor {
  return reshape(x, x.shape.toSpliced(-1, 0, 1));
}
