/**
 * Products over axes; those of whole numbers wrap.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { multiply } from "../math/arithmetic.ts";
import { requireReal } from "../support/infer.ts";
import { cumprod } from "./cumprod.ts";
import { reducedCount, type Reduction, reduction } from "./family.ts";

/** Products of whole numbers in halves: ONNX Runtime's own stop at the largest instead of wrapping. */
function wholeProduct(to: Lowering, x: Value, axes: readonly number[]): Value {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const shape = kept.map((axis) => x.shape[axis]!);
  const begin = shape.map(() => 0);
  let rest = to.reshape(to.transpose(x, [...axes, ...kept]), [
    reducedCount(x.shape, axes),
    ...shape,
  ]);
  while (rest.shape[0]! > 1) {
    const count = rest.shape[0]!;
    const half = count >> 1;
    const first = to.slice(rest, [0, ...begin], [half, ...shape]);
    const second = to.slice(rest, [half, ...begin], [half, ...shape]);
    const parts = [to.binary("Mul", first, second)];
    if (count % 2 === 1) parts.push(to.slice(rest, [count - 1, ...begin], [1, ...shape]));
    rest = to.concat(parts, 0);
  }
  return to.reshape(rest, shape);
}

/** The product of all other elements along axes, which needs no division and so bears zeros. */
function productOfOthers(x: Tensor, axes: readonly number[]): Tensor {
  const [axis, ...rest] = axes;
  if (axis === undefined) return x;
  const before = cumprod(x, axis, { exclusive: true });
  const others = multiply(before, cumprod(x, axis, { exclusive: true, reverse: true }));
  if (rest.length === 0) return others;
  return multiply(others, productOfOthers(reduceProd(x, [axis], true), rest));
}

/** The product over axes, which are counted from the front, in order. */
export const reduceProd: Reduction = reduction({
  name: "reduceProd",
  kernel: "Prod",
  accepts: requireReal,
  identity: 1,
  lower(to, x, axes) {
    if (axes.length === 0) return x;
    return isFloating(x.type) ? to.reduce("ReduceProd", x, axes) : wholeProduct(to, x, axes);
  },
  vjp(g, x, _, axes) {
    return axes.length === 0 ? g : multiply(productOfOthers(x, axes), g);
  },
  dtypes: ["float32", "float64", "float16", "int8", "int32", "int64", "uint8", "uint64"],
});
