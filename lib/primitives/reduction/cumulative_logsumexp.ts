/**
 * Running logarithms of sums of exponentials.
 *
 * @module
 */
import { asFloat64, fromFloat64 } from "../../tensor/host_map.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { multiply, subtract } from "../math/arithmetic.ts";
import { exp } from "../math/exponential.ts";
import { requireFloat } from "../support/infer.ts";
import { forEachLine } from "./lines.ts";
import { linearRecurrence } from "./linear_recurrence.ts";
import {
  inferRunning,
  type Running,
  RUNNING_KERNEL,
  type RunningAttributes,
  runningAttributes,
  runningSamples,
  shifted,
} from "./running.ts";

/**
 * `log(e^a + e^b)` without overflow. As in TensorFlow, a NaN counts as the sum so far (it compares as
 * no larger, and minus infinity stays), and of two infinities the result is NaN.
 */
function logAddExp(sum: number, next: number): number {
  const [small, large] = sum < next ? [sum, next] : [Number.isNaN(next) ? sum : next, sum];
  return large === -Infinity ? large : large + Math.log1p(Math.exp(small - large));
}

const bind = defineFamily<RunningAttributes>({
  name: "math.cumulativeLogsumexp",
  infer([x], { axis }) {
    requireFloat("math.cumulativeLogsumexp", x);
    return inferRunning("math.cumulativeLogsumexp", x, axis);
  },
  host([data], [{ dtype, shape }], attrs) {
    const x = asFloat64(data, dtype);
    const result = new Float64Array(x.length);
    forEachLine(shape, attrs, (first, step, count) => {
      let sum = -Infinity;
      for (let i = 0, at = first; i < count; i++, at += step) {
        const next = logAddExp(sum, x[at]!);
        result[at] = attrs.exclusive ? sum : next;
        sum = next;
      }
    });
    return [fromFloat64(result, dtype)];
  },
  vjp([g], { inputs: [x], attrs: { axis, exclusive, reverse } }) {
    // With y the inclusive result, each part is e^(x[i] - y[j]) for j at or behind i. The factors
    // e^(y[j - 1] - y[j]) of their sum are at most 1.
    const back = { axis, reverse: !reverse };
    const y = cumulativeLogsumexp(x, axis, { reverse });
    const after = exclusive ? shifted(g, back) : g;
    const factors = exp(subtract(y, shifted(y, back)));
    return [multiply(exp(subtract(x, y)), linearRecurrence(factors, after, back))];
  },
  tensorflow: { name: "CumulativeLogsumexp", ...RUNNING_KERNEL },
  samples: () => runningSamples(["float32", "float64", "float16"], false, true),
});

/** `log(sum(e^x))` of each element and those before it along an axis. */
export const cumulativeLogsumexp: Running = (x, axis, options = {}) =>
  record(bind(runningAttributes(axis, options)), [x]);
