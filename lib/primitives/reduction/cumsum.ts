/**
 * Running sums; whole numbers wrap.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { requireReal } from "../support/infer.ts";
import {
  inferRunning,
  type Running,
  RUNNING_KERNEL,
  type RunningAttributes,
  runningAttributes,
  runningSamples,
} from "./running.ts";

const bind = defineFamily<RunningAttributes>({
  name: "cumsum",
  infer([x], { axis }) {
    requireReal("cumsum", x);
    return inferRunning("cumsum", x, axis);
  },
  lower(to, [x], _, { axis, exclusive, reverse }) {
    const wide: Value = x.type === "float16" || x.type === "bfloat16" ? to.cast(x, "float32") : x;
    const sums = to.op("CumSum", [wide, to.number(axis, "int32")], wide.type, x.shape, {
      exclusive: exclusive ? 1 : 0,
      reverse: reverse ? 1 : 0,
    });
    return to.cast(sums, x.type);
  },
  vjp: ([g], { attrs: { axis, exclusive, reverse } }) => [
    cumsum(g, axis, { exclusive, reverse: !reverse }),
  ],
  tensorflow: { name: "Cumsum", ...RUNNING_KERNEL },
  samples: () =>
    runningSamples(["float32", "float64", "float16", "int32", "int64", "uint8", "uint64"], false),
});

/** The sum of each element and those before it along an axis. */
export const cumsum: Running = (x, axis, options = {}) =>
  record(bind(runningAttributes(axis, options)), [x]);
