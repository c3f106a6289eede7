/**
 * Whether a class is among those with the largest predictions.
 *
 * @module
 */
import { aval, formatAval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { requireDType, requireIndices } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";

const NAME = "math.inTopK";

const bind = defineFamily<{ k: number }>({
  name: NAME,
  infer([predictions, targets]) {
    requireDType(NAME, predictions, (it) => it === "float32", "float32");
    requireIndices(NAME, "targets", targets);
    const fits = predictions.shape.length === 2 && targets.shape.length === 1 &&
      predictions.shape[0] === targets.shape[0];
    if (!fits) {
      throw new TypeError(
        `tf.${NAME}: expected a target for each row of predictions, received ${
          formatAval(targets)
        } and ${formatAval(predictions)}`,
      );
    }
    return aval("bool", targets.shape);
  },
  lower(to, [predictions, targets], [out], { k }) {
    const [rows, classes] = predictions.shape as [number, number];
    if (classes === 0) return to.fill(0, "bool", out.shape);
    const zero = to.number(0, "int64");
    const target = to.cast(targets, "int64");
    const isClass = to.binary(
      "And",
      to.binary("GreaterOrEqual", target, zero, "bool"),
      to.binary("Less", target, to.number(classes, "int64"), "bool"),
    );
    const place = to.reshape(to.where(isClass, target, zero), [rows, 1]);
    const own = to.op("GatherElements", [predictions, place], "float32", [rows, 1], { axis: 1 });
    const larger = to.cast(to.binary("Greater", predictions, own, "bool"), "int32");
    const count = to.reduce("ReduceSum", larger, [1]);
    const isAmong = to.binary("Less", count, to.number(k, "int32"), "bool");
    // Nothing can be said of a row with a prediction that is infinite or not a number.
    const difference = to.binary("Sub", predictions, predictions);
    const isFinite = to.binary("Equal", difference, to.number(0, "float32"), "bool");
    const areFinite = to.reduce("ReduceMin", isFinite, [1]);
    return to.binary("And", to.binary("And", isClass, areFinite), isAmong);
  },
  tensorflow: {
    name: "InTopKV2",
    inputs: ({ k }, [, targets]) => [0, 1, { dtype: targets.dtype, shape: [], values: [k] }],
  },
  *samples() {
    for (const k of [1, 2, 5]) {
      for (const dtype of ["int32", "int64"] as const) {
        const targets = given([0, 2, 1, -1, 3], [5], dtype);
        yield { inputs: [sample([5, 3]), targets], attrs: { k } };
        yield {
          inputs: [given([1, 2, 2, 1, 2, NaN], [2, 3]), given([1, 0], [2], dtype)],
          attrs: { k },
        };
        yield { inputs: [sample([0, 3]), given([], [0], dtype)], attrs: { k } };
      }
    }
  },
});

/** Whether each row's target is among the `k` classes with the largest predictions; ties count. */
export function inTopK(predictions: Tensor, targets: Tensor, k: number): Tensor {
  return record(bind({ k }), [predictions, targets]);
}
