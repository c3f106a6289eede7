/**
 * How often each label meets each prediction.
 *
 * @module
 */
import { newStorage } from "../../arrays/dtypes.ts";
import { type Aval, aval, formatAval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { reshape } from "../array/reshape.ts";
import { add, multiply } from "../math/arithmetic.ts";
import { requireReal } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";
import { segmentGather } from "./segment_gather.ts";

const NAME = "math.confusionMatrix";

function checkClass(name: string, value: number, classes: number): void {
  if (value >= 0 && value < classes) return;
  throw new RangeError(`expected ${name} from 0 to ${classes - 1}, received ${value}`);
}

const bind = defineFamily<{ classes: number }>({
  name: NAME,
  infer([labels, predictions, weights], { classes }) {
    for (const it of [labels, predictions]) {
      if (it.dtype === "int64" && `${it.shape}` === `${weights.shape}` && it.shape.length === 1) {
        continue;
      }
      throw new TypeError(
        `tf.${NAME}: expected lists of labels, predictions and weights of one length, received ${
          [labels, predictions, weights].map((aval: Aval) => formatAval(aval)).join(", ")
        }`,
      );
    }
    requireReal(NAME, weights);
    return aval(weights.dtype, [classes, classes]);
  },
  host([labels, predictions, weights], _, { classes }, [out]) {
    const result = newStorage(out.dtype, out.size) as Float64Array;
    for (let i = 0; i < labels.length; i++) {
      const [label, prediction] = [Number(labels[i]), Number(predictions[i])];
      checkClass("labels", label, classes);
      checkClass("predictions", prediction, classes);
      result[label * classes + prediction]! += weights[i] as number;
    }
    return [result];
  },
  vjp([g], { inputs: [labels, predictions], attrs: { classes } }) {
    const places = add(multiply(labels, scalar(classes, "int64")), predictions);
    return [undefined, undefined, segmentGather(reshape(g, [g.size]), places)];
  },
  *samples() {
    const [labels, predictions] = [[1, 2, 2, 0], [1, 0, 2, 0]].map((it) =>
      given(it, [4], "int64")
    ) as [Tensor, Tensor];
    for (const dtype of ["int32", "int64", "float32", "float64"] as const) {
      yield { inputs: [labels, predictions, sample([4], { dtype })], attrs: { classes: 3 } };
      const none = given([], [0], "int64");
      yield { inputs: [none, none, sample([0], { dtype })], attrs: { classes: 2 } };
    }
  },
});

/** The weights of each pair of a label (row) and a prediction (column), added. */
export function confusionMatrix(
  [labels, predictions]: readonly [Tensor, Tensor],
  weights: Tensor,
  classes: number,
): Tensor {
  return record(bind({ classes }), [labels, predictions, weights]);
}
