/**
 * The same numbers as another element type, by TensorFlow's rules (lib/arrays/dtype_conversion.ts).
 *
 * @module
 */
import { convertStorage, type DType, DTYPES, isFloating } from "../../arrays/dtypes.ts";
import type { OnnxType } from "../../engine/onnx/onnx_types.ts";
import { aval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { given, sample } from "../support/samples.ts";

const NUMBERS = Object.keys(DTYPES).filter((it) => it !== "string") as DType[];

const bind = defineFamily<{ dtype: DType }>({
  name: "cast",
  infer([x], { dtype }) {
    if (x.dtype === "string" || dtype === "string") {
      throw new TypeError(
        `tf.cast: expected two dtypes of numbers, received a tensor of dtype ${x.dtype} and dtype=${dtype}; use tf.strings.toNumber or tf.strings.asString`,
      );
    }
    return aval(dtype, x.shape);
  },
  lower: (to, [x], _, { dtype }) => to.cast(x, dtype as OnnxType),
  host: ([data], [x], { dtype }) => [convertStorage(data, x.dtype, dtype)],
  // ONNX Runtime makes 0 of what does not fit into uint64.
  onHost: ([x], { dtype }) =>
    x.dtype === "complex64" || dtype === "complex64" ||
    (dtype === "uint64" && isFloating(x.dtype)),
  vjp: ([g], { inputs: [x] }) => [cast(g, x.dtype)],
  tensorflow: {
    name: "Cast",
    attributes: (_, [x], [out]) => ({ SrcT: { type: x.dtype }, DstT: { type: out.dtype } }),
  },
  *samples() {
    for (const from of NUMBERS) {
      for (const dtype of NUMBERS) {
        if (from === dtype) continue;
        const x = sample([2, 3], { dtype: from, min: -5, max: 5 });
        const isSmooth = ![from, dtype].some((it) => it === "float16" || it === "bfloat16");
        yield { inputs: [x], attrs: { dtype }, ...(isSmooth ? {} : { kink: true }) };
        yield { inputs: [sample([0, 3], { dtype: from })], attrs: { dtype } };
        // One by one: TensorFlow's vector instructions give other numbers for what does not fit.
        for (const x of EXTREMES[DTYPES[from].kind] ?? []) {
          yield { inputs: [given([x], [], from)], attrs: { dtype }, kink: true };
        }
      }
    }
  },
});

/** Numbers that do not fit everywhere, by kind. */
const EXTREMES: Readonly<Record<string, readonly number[]>> = {
  float: [NaN, Infinity, -Infinity, -0.5, 300.75, -300.75, 1e30],
  int: [-128, 127],
  uint: [255],
};

/** The elements of `x` as `dtype`. */
export function cast(x: Tensor, dtype: DType): Tensor {
  return x.dtype === dtype ? x : record(bind({ dtype }), [x]);
}
