/**
 * Values that a function on the host computes of others: looked up in tables, hashed, cut into words.
 * No operator computes these, and a plan is cut around them. They have no gradients.
 *
 * @module
 */
import type { Aval } from "./aval.ts";
import { read } from "./graph.ts";
import { type Bound, defineUnique, type Many } from "./primitive.ts";
import { record } from "./record.ts";
import { state } from "./state.ts";
import { type HostData, leaf, type Tensor } from "./tensor.ts";

/** A function of values on the host. */
export interface HostFunction {
  /** What it gives for inputs of these shapes and types; throws for those that it does not take. */
  readonly infer: (...inputs: readonly Aval[]) => Aval;
  /** The values, of values and shapes; an error in it is the error of the run. */
  readonly run: (values: Many<HostData>, inputs: Many<Aval>) => HostData;
}

const bind = defineUnique<HostFunction>({
  name: "hostFunction",
  infer: (inputs, { infer }) => infer(...inputs),
  host: (values, inputs, { run }) => [run(values, inputs)],
  vjp: "none",
  *samples() {},
});

/** Makes a function of tensors; plans are found by it, so it is made once and kept. */
export function hostFunction(it: HostFunction): (...inputs: readonly Tensor[]) => Tensor {
  const bound: Bound = bind(it);
  return (...inputs) => record(bound, inputs);
}

/**
 * A tensor of the values that `run` makes of those of the inputs, of a shape that is known before: at
 * once, or in each run of the function that is being traced.
 */
export function hostCall(
  aval: Aval,
  inputs: readonly Tensor[],
  run: (...given: HostData[]) => HostData,
): Tensor {
  const isTraced = state.trace !== undefined && inputs.some((it) => it.trace !== undefined);
  if (!isTraced) return leaf(run(...inputs.map(read)), aval);
  return record(bind({ infer: () => aval, run: (values) => run(...values) }), inputs);
}
