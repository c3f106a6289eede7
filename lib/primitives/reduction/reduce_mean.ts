/**
 * Means. Those of whole numbers lose their fraction, as TensorFlow's do.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { scalar } from "../../tensor/scalar.ts";
import { broadcastTo } from "../array/broadcast_to.ts";
import { divide } from "../math/arithmetic.ts";
import { requireNumber } from "../support/infer.ts";
import { reducedCount, type Reduction, reduction } from "./family.ts";
import { blockedSum, complexSum, wholeSum } from "./reduce_sum.ts";

/** The mean over axes, which are counted from the front, in order. */
export const reduceMean: Reduction = reduction({
  name: "reduceMean",
  kernel: "Mean",
  accepts: requireNumber,
  identity: (dtype) => isFloating(dtype) ? NaN : 0,
  lower(to, x, axes) {
    if (axes.length === 0) return x;
    const count = reducedCount(x.shape, axes);
    if (isFloating(x.type)) {
      return to.binary("Div", blockedSum(to, x, axes), to.number(count, x.type));
    }
    const type = x.type === "uint64" ? "uint64" : "int64";
    const sum = to.cast(wholeSum(to, to.cast(x, "int64"), axes), type);
    return to.cast(to.binary("Div", sum, to.number(count, type)), x.type);
  },
  host(data, x, axes, out) {
    const count = reducedCount(x.shape, axes);
    return complexSum(data, x, axes, out).map((it) => it / count);
  },
  onHost: ["complex64"],
  vjp: (g, x, _, axes) =>
    broadcastTo(divide(g, scalar(reducedCount(x.shape, axes), g.dtype)), x.shape),
  dtypes: [
    "float32",
    "float64",
    "int32",
    "int64",
    "uint8",
    "int8",
    "uint32",
    "uint64",
    "float16",
    "bfloat16",
  ],
});
