/**
 * The choice between two tensors, element by element.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { aval } from "../../tensor/aval.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { requireDType, requireSameDType } from "../support/infer.ts";
import { sample, SHAPES } from "../support/samples.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

const DTYPES: readonly DType[] = [
  "float32",
  "float64",
  "float16",
  "bfloat16",
  "int8",
  "int32",
  "int64",
  "uint8",
  "uint32",
  "uint64",
  "bool",
  "string",
  "complex64",
];

const bound = define({
  name: "where",
  infer([condition, a, b]) {
    requireDType("where", condition, (it) => it === "bool", "truth values for the condition");
    requireSameDType("where", a, b);
    const both = broadcastShapes("where", a.shape, b.shape);
    return aval(a.dtype, broadcastShapes("where", condition.shape, both));
  },
  lower: (to, [condition, a, b]) => to.where(condition, a, b),
  vjp: ([g], { inputs: [condition, a, b] }, needs) => {
    const zero = scalar(0, g.dtype);
    return [
      undefined,
      needs[1] ? unbroadcast(where(condition, g, zero), a) : undefined,
      needs[2] ? unbroadcast(where(condition, zero, g), b) : undefined,
    ];
  },
  tensorflow: { name: "SelectV2" },
  *samples() {
    const attrs = undefined;
    for (const dtype of DTYPES) {
      for (const shape of SHAPES) {
        const condition = sample(shape, { dtype: "bool", seed: 3 });
        const inputs = [condition, sample(shape, { dtype }), sample(shape, { dtype, seed: 2 })];
        yield { inputs, attrs };
      }
      const column = sample([2, 1], { dtype: "bool", seed: 3 });
      yield { inputs: [column, sample([3], { dtype }), sample([], { dtype })], attrs };
      const one = sample([], { dtype: "bool" });
      yield { inputs: [one, sample([3], { dtype }), sample([2, 1], { dtype })], attrs };
    }
  },
});

/** `condition ? a : b` for each element; all three broadcast. */
export function where(condition: Tensor, a: Tensor, b: Tensor): Tensor {
  return record(bound, [condition, a, b]);
}
