/**
 * Running products, on the host, in order: a product of parts could overflow where theirs does not.
 * Whole numbers wrap.
 *
 * @module
 */
import { type DType, DTYPES, isFloating, newStorage } from "../../arrays/dtypes.ts";
import { asFloat64, fromFloat64 } from "../../tensor/host_map.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { HostData } from "../../tensor/tensor.ts";
import type { Shape } from "../../tensor/aval.ts";
import { multiply } from "../math/arithmetic.ts";
import { requireReal } from "../support/infer.ts";
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

/** Running products of numbers whose product `times` gives. */
function run<N extends number | bigint>(
  [data, result]: readonly [{ [i: number]: N }, { [i: number]: N }],
  shape: Shape,
  attrs: RunningAttributes,
  [one, times]: readonly [N, (a: N, b: N) => N],
): void {
  forEachLine(shape, attrs, (first, step, count) => {
    let product = one;
    for (let i = 0, at = first; i < count; i++, at += step) {
      const next = times(product, data[at]!);
      result[at] = attrs.exclusive ? product : next;
      product = next;
    }
  });
}

function products(data: HostData, dtype: DType, shape: Shape, attrs: RunningAttributes): HostData {
  if (isFloating(dtype)) {
    const x = asFloat64(data, dtype);
    const result = new Float64Array(x.length);
    const round = dtype === "float64" ? (it: number) => it : Math.fround;
    run([x, result], shape, attrs, [1, (a, b) => round(a * b)]);
    return fromFloat64(result, dtype);
  }
  const result = newStorage(dtype, data.length);
  if (DTYPES[dtype].bytes === 8) {
    const times = (a: bigint, b: bigint) => BigInt.asIntN(64, a * b);
    run([data as BigInt64Array, result as BigInt64Array], shape, attrs, [1n, times]);
  } else run([data as Int32Array, result as Int32Array], shape, attrs, [1, Math.imul]);
  return result;
}

const bind = defineFamily<RunningAttributes>({
  name: "math.cumprod",
  infer([x], { axis }) {
    requireReal("math.cumprod", x);
    return inferRunning("math.cumprod", x, axis);
  },
  host: ([data], [x], attrs) => [products(data, x.dtype, x.shape, attrs)],
  vjp([g], { inputs: [x], attrs: { axis, exclusive, reverse } }) {
    // The product of those before times what the ones behind make of the gradients.
    const before = cumprod(x, axis, { exclusive: true, reverse });
    const back = { axis, reverse: !reverse };
    const behind = exclusive
      ? shifted(linearRecurrence(x, g, back), back)
      : linearRecurrence(shifted(x, back), g, back);
    return [multiply(before, behind)];
  },
  tensorflow: { name: "Cumprod", ...RUNNING_KERNEL },
  samples: () =>
    runningSamples(["float32", "float64", "float16", "int32", "int64", "uint8", "uint64"], true),
});

/** The product of each element and those before it along an axis. */
export const cumprod: Running = (x, axis, options = {}) =>
  record(bind(runningAttributes(axis, options)), [x]);
