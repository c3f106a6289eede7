/**
 * What a model's constructor is given: options, or the inputs and outputs of a graph before them.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import type { LayerOptions } from "../layers/base/options.ts";
import type { SymbolicInputs } from "../layers/base/layer.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { bindArguments, isOptions } from "../ops/bind.ts";
import { hasSymbolic } from "../ops/symbolic.ts";

/** Symbolic tensors, nested; those that operations of tf gave have the types of others. */
export type GraphTensors =
  | SymbolicInputs
  | Tensor
  | readonly GraphTensors[]
  | { readonly [name: string]: GraphTensors };

/** Options every model takes. */
export interface ModelOptions extends Pick<LayerOptions, "trainable" | "dtype" | "name"> {
  /** Symbolic tensors at which the model begins, in lists or objects as they will be given. */
  inputs?: GraphTensors | undefined;
  /** Symbolic tensors that it gives. */
  outputs?: GraphTensors | undefined;
}

const NAMES = ["inputs", "outputs", "trainable", "dtype", "name"];

/** Whether an argument is symbolic tensors, and no object of options that has some. */
const areInputs = (value: unknown): boolean =>
  hasSymbolic(value) && !(isOptions(value) && "inputs" in value && "outputs" in value);

/** Binds what a model's constructor was given. */
export function modelOptions(
  target: abstract new (...args: never[]) => unknown,
  args: readonly unknown[],
): ModelOptions {
  return fromCaller(target, (): ModelOptions => {
    const isGraph = areInputs(args[0]);
    const objects = isGraph ? ["inputs", "outputs"] : [];
    const positional = isGraph ? 2 : 0;
    const signature = { where: target.name, names: NAMES, required: 0, positional, objects };
    const values = bindArguments(signature, args);
    const given = NAMES.map((name, i) => [name, values[i]]).filter(([, it]) => it !== undefined);
    const options: ModelOptions = Object.fromEntries(given);
    if ((options.inputs === undefined) === (options.outputs === undefined)) return options;
    throw new TypeError(
      `${target.name}: expected inputs and outputs, received only one of them`,
    );
  });
}
