/**
 * Diagonals of matrices: taken out, replaced, and made into matrices of their own. Within the
 * elements of a matrix in order, a diagonal is a run in steps of one more than a row.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { type Aval, aval, sameShape, type Shape } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { fill } from "../array/fill.ts";
import { requireSameDType } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";
import { requireMatrix, sizesOf } from "./matrices.ts";

interface Attributes {
  /** Which diagonal: 0 for the main one, above it where positive. */
  readonly k: number;
}

/** Where a diagonal of a matrix lies. */
export interface Place {
  /** Number of elements. */
  readonly length: number;
  /** Position of the first one among the matrix's elements. */
  readonly start: number;
}

/** Where diagonal `k` of matrices of a size lies. */
export function placeOf(rows: number, columns: number, k: number): Place {
  const length = Math.max(0, Math.min(rows - Math.max(-k, 0), columns - Math.max(k, 0)));
  return { length, start: k < 0 ? -k * columns : k };
}

/** Throws unless matrices have a diagonal. */
export function requireDiagonal(name: string, { shape }: Aval, k: number): Place {
  const { rows, columns } = sizesOf(shape);
  // TensorFlow takes the main diagonal of whatever there is, even of nothing.
  if (k !== 0 && (k <= -rows || k >= columns)) {
    throw new RangeError(
      `tf.${name}: expected k to be a diagonal of a matrix of shape ${
        formatShape([rows, columns])
      }, from ${Math.min(0, 1 - rows)} to ${Math.max(0, columns - 1)}, received k=${k}`,
    );
  }
  return placeOf(rows, columns, k);
}

const DTYPES = ["float32", "float64", "int32", "int64", "int8", "bool", "complex64"] as const;
const SHAPES: readonly Shape[] = [[1, 1], [3, 3], [2, 5], [5, 2], [2, 3, 2], [0, 3], [2, 3, 0]];

/** Diagonals to try of a shape. */
function someOf(shape: Shape): number[] {
  const { rows, columns } = sizesOf(shape);
  return [0, 1, -1].filter((k) => k === 0 || (k > -rows && k < columns));
}

const constant = (dtype: Aval["dtype"], values: readonly number[], shape: Shape = []) => ({
  dtype,
  shape,
  values,
});

const part = defineFamily<Attributes>({
  name: "linalg.diagPart",
  infer([x], { k }) {
    const { stack } = requireMatrix("linalg.diagPart", "input", x);
    return aval(x.dtype, [...stack, requireDiagonal("linalg.diagPart", x, k).length]);
  },
  lower(to, [x], [out], { k }) {
    const { batch, rows, columns } = sizesOf(x.shape);
    const { length, start } = placeOf(rows, columns, k);
    const flat = to.reshape(x, [batch, rows * columns]);
    return to.reshape(to.slice(flat, [0, start], [batch, length], [1, columns + 1]), out.shape);
  },
  vjp: ([g], { inputs: [x], attrs: { k } }) => [setDiag(fill(0, x.aval), g, k)],
  tensorflow: {
    name: "MatrixDiagPartV3",
    inputs: ({ k }, [x]) => [0, constant("int32", [k]), constant(x.dtype, [0])],
  },
  *samples() {
    for (const dtype of DTYPES) {
      for (const shape of SHAPES) {
        for (const k of someOf(shape)) yield { inputs: [sample(shape, { dtype })], attrs: { k } };
      }
    }
  },
});

/** Diagonal `k` of each matrix. */
export function diagPart(x: Tensor, k: number): Tensor {
  return record(part({ k }), [x]);
}

const set = defineFamily<Attributes>({
  name: "linalg.setDiag",
  infer([x, diagonal], { k }) {
    requireSameDType("linalg.setDiag", x, diagonal);
    const { stack } = requireMatrix("linalg.setDiag", "input", x);
    const shape = [...stack, requireDiagonal("linalg.setDiag", x, k).length];
    if (sameShape(diagonal.shape, shape)) return x;
    throw new TypeError(
      `tf.linalg.setDiag: expected diagonal of shape ${formatShape(shape)} for input of shape ${
        formatShape(x.shape)
      } and k=${k}, received shape ${formatShape(diagonal.shape)}`,
    );
  },
  lower(to, [x, diagonal], _, { k }) {
    const { batch, rows, columns } = sizesOf(x.shape);
    const { length, start } = placeOf(rows, columns, k);
    if (length === 0) return x;
    const places = to.list(Array.from({ length }, (_, i) => start + i * (columns + 1)));
    const result = to.op(
      "ScatterElements",
      [
        to.reshape(x, [batch, rows * columns]),
        to.expand(places, [batch, length]),
        to.reshape(diagonal, [batch, length]),
      ],
      x.type,
      [batch, rows * columns],
      { axis: 1 },
    );
    return to.reshape(result, x.shape);
  },
  vjp: ([g], { inputs: [, diagonal], attrs: { k } }, needs) => [
    needs[0] ? setDiag(g, fill(0, diagonal.aval), k) : undefined,
    needs[1] ? diagPart(g, k) : undefined,
  ],
  tensorflow: { name: "MatrixSetDiagV3", inputs: ({ k }) => [0, 1, constant("int32", [k])] },
  *samples() {
    for (const dtype of DTYPES) {
      for (const shape of SHAPES) {
        for (const k of someOf(shape)) {
          const { stack, rows, columns } = sizesOf(shape);
          const diagonal = [...stack, placeOf(rows, columns, k).length];
          const inputs = [sample(shape, { dtype }), sample(diagonal, { dtype, seed: 2 })];
          yield { inputs, attrs: { k } };
        }
      }
      const inputs = [given([1, 0, 1, 1], [2, 2], dtype), given([0, 1], [2], dtype)];
      if (dtype !== "complex64") yield { inputs, attrs: { k: 0 } };
    }
  },
});

/** Matrices with other elements on their diagonal `k`. */
export function setDiag(x: Tensor, diagonal: Tensor, k: number): Tensor {
  return record(set({ k }), [x, diagonal]);
}
