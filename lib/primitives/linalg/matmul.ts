/**
 * Products of matrices, and of stacks of matrices that broadcast.
 *
 * @module
 */
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { type Aval, aval } from "../../tensor/aval.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { defineFamily, type TensorFlowAttributes } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { requireNumber, requireSameDType } from "../support/infer.ts";
import { sample } from "../support/samples.ts";
import { unbroadcast } from "../support/unbroadcast.ts";
import { complexMatmul } from "./complex_matmul.ts";

/** Which of them are transposed; complex ones are conjugated with it. */
interface Attributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** The axes of a stack of matrices with the last two exchanged. */
export function exchanged(rank: number): number[] {
  const order = Array.from({ length: rank }, (_, axis) => axis);
  [order[rank - 2], order[rank - 1]] = [rank - 1, rank - 2];
  return order;
}

/** Whether two matrices of floats are multiplied, and no stacks of them. */
function isSingle([a, b]: readonly Aval[]): boolean {
  return a!.shape.length === 2 && b!.shape.length === 2 && isFloating(a!.dtype);
}

const DTYPES: readonly DType[] = [
  "float32",
  "float64",
  "int32",
  "int64",
  "float16",
  "bfloat16",
  "complex64",
];

const bind = defineFamily<Attributes>({
  name: "matmul",
  infer([a, b], { transposeA, transposeB }) {
    requireNumber("matmul", a);
    requireSameDType("matmul", a, b);
    const [rows, inner] = transposeA
      ? [a.shape.at(-1), a.shape.at(-2)]
      : [a.shape.at(-2), a.shape.at(-1)];
    const [depth, columns] = transposeB
      ? [b.shape.at(-1), b.shape.at(-2)]
      : [b.shape.at(-2), b.shape.at(-1)];
    if (a.shape.length < 2 || b.shape.length < 2 || inner !== depth) {
      const hint = Math.min(a.shape.length, b.shape.length) < 2
        ? "; tf.linalg.matvec and tf.tensordot take vectors"
        : inner === columns
        ? `; transposeB=${!transposeB} makes them agree`
        : "";
      throw new TypeError(
        `tf.matmul: expected matrices whose inner dimensions agree, received shapes ${
          formatShape(a.shape)
        } and ${
          formatShape(b.shape)
        } with transposeA=${transposeA}, transposeB=${transposeB}${hint}`,
      );
    }
    const stack = broadcastShapes("matmul", a.shape.slice(0, -2), b.shape.slice(0, -2));
    return aval(a.dtype, [...stack, rows!, columns!]);
  },
  lower(to, [a, b], [out], { transposeA, transposeB }) {
    const type = a.type;
    if (a.shape.includes(0) || b.shape.includes(0)) return to.fill(0, type, out.shape);
    if (a.shape.length === 2 && b.shape.length === 2 && type === "float32") {
      return to.op("Gemm", [a, b], type, out.shape, {
        ...(transposeA ? { transA: 1 } : {}),
        ...(transposeB ? { transB: 1 } : {}),
      });
    }
    const x = transposeA ? to.transpose(a, exchanged(a.shape.length)) : a;
    const y = transposeB ? to.transpose(b, exchanged(b.shape.length)) : b;
    return to.op("MatMul", [x, y], type, out.shape);
  },
  host: ([a, b], avals, attrs, [out]) => [complexMatmul([a, b], avals, attrs, out)],
  onHost: ([a]) => a.dtype === "complex64",
  vjp([g], { inputs: [a, b], attrs: { transposeA, transposeB } }, needs) {
    const forA = () =>
      transposeA ? matmul(b, g, transposeB, true) : matmul(g, b, false, !transposeB);
    const forB = () =>
      transposeB ? matmul(g, a, true, transposeA) : matmul(a, g, !transposeA, false);
    return [
      needs[0] ? unbroadcast(forA(), a) : undefined,
      needs[1] ? unbroadcast(forB(), b) : undefined,
    ];
  },
  tensorflow: {
    // As in Python: two matrices have an operation of their own, whose sums have other bits.
    name: (_, inputs) => isSingle(inputs) ? "MatMul" : "BatchMatMulV2",
    attributes: ({ transposeA, transposeB }, inputs): TensorFlowAttributes =>
      isSingle(inputs)
        ? { transpose_a: transposeA, transpose_b: transposeB }
        : { adj_x: transposeA, adj_y: transposeB },
  },
  *samples() {
    for (const dtype of DTYPES) {
      for (const transposeA of [false, true]) {
        for (const transposeB of [false, true]) {
          const attrs = { transposeA, transposeB };
          const shaped = (stack: number[], rows: number, columns: number, turned: boolean) => [
            ...stack,
            ...(turned ? [columns, rows] : [rows, columns]),
          ];
          for (const [left, right] of [[[], []], [[2], []], [[2, 1], [3]], [[], [2]]] as const) {
            const a = sample(shaped([...left], 2, 3, transposeA), { dtype });
            const b = sample(shaped([...right], 3, 5, transposeB), { dtype, seed: 2 });
            yield { inputs: [a, b], attrs };
          }
          const a = sample(shaped([], 2, 0, transposeA), { dtype });
          yield { inputs: [a, sample(shaped([], 0, 1, transposeB), { dtype })], attrs };
        }
      }
    }
  },
});

/**
 * The product of the last two axes; the ones before broadcast. What is transposed is conjugated
 * where it is complex.
 */
export function matmul(a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor {
  return record(bind({ transposeA, transposeB }), [a, b]);
}
