/**
 * Options that every layer takes, and how a layer's constructor binds its arguments.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { fromCaller } from "../../errors/caller.ts";
import { checkBoolean, checkOneOf, checkShape } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { bindArguments } from "../../ops/bind.ts";
import {
  getRegularizer,
  type RegularizerFunction,
  type RegularizerIdentifier,
} from "../../regularizers/mod.ts";

/** Options every layer takes. */
export interface LayerOptions {
  /** Penalty on the outputs, divided by the batch size. */
  activityRegularizer?: RegularizerIdentifier | undefined;
  /** Whether training changes its weights; default `true`. */
  trainable?: boolean | undefined;
  /** Element type of the weights, one of the floats; default float32. */
  dtype?: DType | undefined;
  /** Whether inputs of floats are converted to the layer's element type; default `true`. */
  autocast?: boolean | undefined;
  /** Name; default: the class's name in snake_case, counted (`dense`, `dense_1`, ...). */
  name?: string | null | undefined;
  /** Shape of one input without the batch; given to the first layer of a model, it builds at once. */
  inputShape?: readonly number[] | undefined;
  /** Length of one input vector: `inputDim: 4` is `inputShape: [4]`. */
  inputDim?: number | undefined;
}

/** The options of every layer, which are given by name only. */
export const LAYER_OPTIONS = [
  "activityRegularizer",
  "trainable",
  "dtype",
  "autocast",
  "name",
  "inputShape",
  "inputDim",
] as const satisfies readonly (keyof LayerOptions)[];

/** A class as error messages and the boundary of errors need it. */
export type Constructed = abstract new (...args: never[]) => unknown;

/**
 * The arguments of a layer's constructor by their names, without those that were not given.
 *
 * @param target The class that is being made, `new.target`.
 * @param positional The parameters before those of every layer, in Keras's order.
 * @param required How many of them have no default.
 */
export function layerArguments<All extends LayerOptions>(
  target: Constructed,
  positional: readonly (keyof All & string)[],
  required: number,
  args: readonly unknown[],
): All {
  return fromCaller(target, () => {
    const others = LAYER_OPTIONS.filter((name) => !positional.includes(name));
    const names = [...positional, ...others];
    const signature = { where: target.name, names, required, positional: positional.length };
    const values = bindArguments(signature, args);
    const given = names.map((name, i) => [name, values[i]]).filter(([, it]) => it !== undefined);
    return Object.fromEntries(given) as All;
  });
}

/** What a layer makes of the options that every layer takes. */
export interface CheckedLayerOptions {
  readonly name: string | undefined;
  readonly dtype: DType;
  readonly trainable: boolean;
  readonly autocast: boolean;
  readonly inputShape: readonly number[] | undefined;
  readonly activityRegularizer: RegularizerFunction | undefined;
}

const FLOATS = ["float32", "float64", "float16", "bfloat16"] as const;

/** Checks the options that every layer takes. */
export function checkLayerOptions(target: Constructed, options: unknown): CheckedLayerOptions {
  const given = layerArguments<LayerOptions>(target, [], 0, options === undefined ? [] : [options]);
  const { trainable = true, dtype = "float32", autocast = true, inputDim } = given;
  const { inputShape = inputDim === undefined ? undefined : [inputDim] } = given;
  const where = target.name;
  return fromCaller(target, () => ({
    name: checkName(where, given.name),
    dtype: checkOneOf<DType>(where, "dtype", dtype, FLOATS),
    trainable: checkBoolean(where, "trainable", trainable),
    autocast: checkBoolean(where, "autocast", autocast),
    inputShape: inputShape && checkShape(where, [...inputShape], "inputShape"),
    activityRegularizer: getRegularizer(where, given.activityRegularizer, "activityRegularizer"),
  }));
}

/** A name that an object is given, if it is given one. */
export function checkName(where: string, name: unknown): string | undefined {
  if (name === undefined || name === null) return undefined;
  if (typeof name === "string" && name !== "") return name;
  throw new TypeError(`${where}: expected name to be a text, received name=${formatValue(name)}`);
}

/** The options of every layer among a layer's own. */
export function baseOptions(given: LayerOptions): LayerOptions {
  const own = LAYER_OPTIONS.filter((name) => given[name] !== undefined);
  return Object.fromEntries(own.map((name) => [name, given[name]]));
}
