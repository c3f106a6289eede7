/**
 * Linear recurrences along an axis: `y[i] = b[i] + a[i] y[i - 1]`. Gradients of running products and
 * of running logarithms of sums are such.
 *
 * @module
 */
import { asFloat64, fromFloat64 } from "../../tensor/host_map.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { multiply } from "../math/arithmetic.ts";
import { axisOf, requireFloat, requireSameDType } from "../support/infer.ts";
import { sample } from "../support/samples.ts";
import { type Direction, forEachLine } from "./lines.ts";
import { shifted } from "./running.ts";

const bind = defineFamily<Direction>({
  name: "math.linearRecurrence",
  infer([a, b], { axis }) {
    requireFloat("math.linearRecurrence", a);
    requireSameDType("math.linearRecurrence", a, b);
    axisOf("math.linearRecurrence", axis, a.shape.length);
    return b;
  },
  host([factors, terms], [a, b], direction) {
    const [left, right] = [asFloat64(factors, a.dtype), asFloat64(terms, b.dtype)];
    const result = new Float64Array(right.length);
    forEachLine(b.shape, direction, (first, step, count) => {
      for (let i = 0, at = first, y = 0; i < count; i++, at += step) {
        // The first element has none before it, whatever its factor is.
        y = i === 0 ? right[at]! : right[at]! + left[at]! * y;
        result[at] = y;
      }
    });
    return [fromFloat64(result, b.dtype)];
  },
  vjp([g], { inputs: [a], outputs: [y], attrs: { axis, reverse } }, needs) {
    const back = { axis, reverse: !reverse };
    const toTerms = linearRecurrence(shifted(a, back), g, back);
    const toFactors = () => multiply(toTerms, shifted(y, { axis, reverse }));
    return [needs[0] ? toFactors() : undefined, needs[1] ? toTerms : undefined];
  },
  *samples() {
    for (const dtype of ["float32", "float64"] as const) {
      for (const reverse of [false, true]) {
        for (const [shape, axis] of [[[5], 0], [[2, 3, 2], 1], [[1], 0], [[0, 2], 0]] as const) {
          const inputs = [sample(shape, { dtype }), sample(shape, { dtype, seed: 2 })];
          yield { inputs, attrs: { axis, reverse } };
        }
      }
    }
  },
});

/** `y[i] = b[i] + a[i] y[i - 1]` along an axis, or backwards `y[i] = b[i] + a[i] y[i + 1]`. */
export function linearRecurrence(a: Tensor, b: Tensor, { axis, reverse }: Direction): Tensor {
  return record(bind({ axis, reverse }), [a, b]);
}
