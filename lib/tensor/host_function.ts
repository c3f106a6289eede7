/**
 * Values that a function on the host computes of others: looked up in tables, hashed, cut into words.
 * No operator computes these, and a plan is cut around them.
 *
 * @module
 */
import type { Aval } from "./aval.ts";
import { type Bound, defineUnique, type Many } from "./primitive.ts";
import { record } from "./record.ts";
import type { HostData, Tensor } from "./tensor.ts";

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
