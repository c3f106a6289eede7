/**
 * The same values as another tensor: with its gradient, or without.
 *
 * @module
 */
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { state } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { sample } from "../support/samples.ts";

function* samples() {
  for (const dtype of ["float32", "float64", "int64", "bool", "string", "complex64"] as const) {
    for (const shape of [[], [0], [2, 3]]) {
      yield { inputs: [sample(shape, { dtype })], attrs: undefined };
    }
  }
}

const same = define({
  name: "identity",
  infer: ([x]) => x,
  lower: (_, [x]) => x,
  vjp: ([g]) => [g],
  tensorflow: { name: "Identity" },
  samples,
});

const stopped = define({
  name: "stopGradient",
  infer: ([x]) => x,
  lower: (_, [x]) => x,
  vjp: "none",
  tensorflow: { name: "StopGradient" },
  samples,
});

/** The same values as a tensor of its own, that tapes tell apart from `x`. */
export function identity(x: Tensor): Tensor {
  const { host, failure } = x;
  const isRecorded = state.trace !== undefined || state.tapes.length > 0;
  if (isRecorded || host === undefined || failure !== undefined) return record(same, [x]);
  // Known values are shared: there is nothing to compute.
  x.owned = false;
  return leaf(host, x.aval);
}

/** The same values, which count as constant for gradients. */
export function stopGradient(x: Tensor): Tensor {
  return record(stopped, [x]);
}

/**
 * A result that is no tensor of the user's own: functions that leave some arguments as they are may
 * give an argument back, and a gradient with respect to the result must not be one of the argument.
 */
export function distinct(result: Tensor, ...given: readonly Tensor[]): Tensor {
  return given.includes(result) ? identity(result) : result;
}
