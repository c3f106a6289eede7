/**
 * Where the largest and the smallest element along an axis is: the first one of equals. What is not
 * a number is never it, as in TensorFlow.
 *
 * @module
 */
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import { formatShape } from "../../errors/format.ts";
import { type Aval, aval } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axisOf, requireDType } from "../support/infer.ts";
import { given, sample, SPECIAL } from "../support/samples.ts";

interface Attributes {
  readonly axis: number;
  readonly outputType: "int32" | "int64";
}

/** The place of an extreme along an axis, which is counted from the front. */
export type ArgExtreme = (
  x: Tensor,
  axis: number,
  outputType?: "int32" | "int64",
) => Tensor;

/** Numbers without sign in the order of signed ones: the upper bit is turned. */
function ordered(to: Lowering, x: Value): Value {
  if (x.type !== "uint64") return x;
  return to.binary("BitwiseXor", to.cast(x, "int64"), to.number(-(2n ** 63n), "int64"));
}

function infer(name: string, x: Aval, { axis, outputType }: Attributes): Aval {
  requireDType(name, x, (it) => it !== "string" && it !== "complex64", "real numbers");
  axisOf(name, axis, x.shape.length);
  if (x.shape[axis] === 0) {
    throw new RangeError(
      `tf.${name}: expected elements along axis ${axis}, received a tensor of shape ${
        formatShape(x.shape)
      }`,
    );
  }
  return aval(outputType, x.shape.toSpliced(axis, 1));
}

function argExtreme(name: string, kernel: string, op: string, worst: number): ArgExtreme {
  const bind = defineFamily<Attributes>({
    name,
    infer: ([x], attrs) => infer(name, x, attrs),
    lower(to, [x], [out], { axis, outputType }) {
      const value = isFloating(x.type)
        ? to.where(to.unary("IsNaN", x, "bool"), to.number(worst, x.type), x)
        : ordered(to, x);
      const index = to.op(op, [value], "int64", out.shape, { axis, keepdims: 0 });
      return to.cast(index, outputType);
    },
    tensorflow: {
      name: kernel,
      attributes: ({ outputType }) => ({ output_type: { type: outputType } }),
      inputs: ({ axis }) => [0, { dtype: "int32", shape: [], values: [axis] }],
    },
    *samples() {
      for (const dtype of DTYPES) {
        const attrs = { axis: 0, outputType: "int64" } as const;
        yield { inputs: [sample([7], { dtype })], attrs };
        yield { inputs: [sample([2, 3, 5], { dtype })], attrs: { axis: 1, outputType: "int32" } };
        yield { inputs: [sample([2, 1, 5], { dtype })], attrs: { axis: 2, outputType: "int64" } };
        yield { inputs: [sample([2, 0], { dtype })], attrs };
      }
      for (const dtype of ["float32", "float64"] as const) {
        const rows = SPECIAL.map((x) => [x, 1, NaN]);
        const x = given(rows.flat(), [rows.length, 3], dtype);
        yield { inputs: [x], attrs: { axis: 1, outputType: "int64" } };
        yield { inputs: [x], attrs: { axis: 0, outputType: "int64" } };
      }
    },
  });
  return (x, axis, outputType = "int64") => record(bind({ axis, outputType }), [x]);
}

const DTYPES: readonly DType[] = [
  "float32",
  "float64",
  "float16",
  "bfloat16",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "bool",
];

/** The place of the largest element along an axis. */
export const argmax: ArgExtreme = argExtreme("argmax", "ArgMax", "ArgMax", -Infinity);
/** The place of the smallest element along an axis. */
export const argmin: ArgExtreme = argExtreme("argmin", "ArgMin", "ArgMin", Infinity);
