/**
 * Options that every layer takes, and how a layer's constructor reads its arguments.
 *
 * @module
 */
import {
  type Constructed,
  type ReadOptions,
  readOptions,
  type Rows,
} from "../../configuration/options.ts";
import type { Arguments } from "../../ops/bind.ts";
import { fromCaller } from "../../errors/caller.ts";
import { checkBoolean, checkShape } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import {
  getRegularizer,
  type RegularizerFunction,
  type RegularizerIdentifier,
} from "../../regularizers/mod.ts";
import { type DTypePolicy, type PolicyIdentifier, policyOf } from "./dtype_policy.ts";

/** Options every layer takes, by name. */
export interface LayerOptions {
  /** Penalty on the outputs, divided by the batch size. */
  activityRegularizer?: RegularizerIdentifier | null | undefined;
  /** Whether training changes its weights; default `true`. */
  trainable?: boolean | undefined;
  /** Type of weights and computations, or a policy; default: the global policy, float32. */
  dtype?: PolicyIdentifier | null | undefined;
  /** Whether inputs of floats are converted to the layer's type; default `true`. */
  autocast?: boolean | undefined;
  /** Name; default: the class's name in snake_case, counted (`dense`, `dense_1`, ...). */
  name?: string | null | undefined;
  /** Shape of one input without the batch; given to the first layer of a model, it builds at once. */
  inputShape?: readonly (number | null)[] | null | undefined;
  /** Length of one input vector: `inputDim: 4` is `inputShape: [4]`. */
  inputDim?: number | null | undefined;
}

/** The options of every layer. */
export const LAYER_OPTIONS = [
  "activityRegularizer",
  "trainable",
  "dtype",
  "autocast",
  "name",
  "inputShape",
  "inputDim",
] as const satisfies readonly (keyof LayerOptions)[];

/** Ways to give the parameters of a layer in order, and by name `Named` and the options of every layer. */
export type LayerArguments<
  All,
  Names extends readonly (keyof All)[],
  Named extends keyof All = never,
> = Arguments<All, Names, Exclude<keyof LayerOptions & keyof All, Names[number]> | Named>;

/**
 * Binds, checks and makes what a layer's constructor was given.
 *
 * @param target The class that is being made, `new.target`.
 */
export function layerOptions<const Table extends Rows>(
  target: Constructed,
  table: Table,
  args: readonly unknown[],
): Omit<ReadOptions<Table>, "base"> & { readonly base: LayerOptions } {
  const names = table.map(([name]) => name);
  // `inputDim` is an embedding's own option.
  return readOptions(target, table, LAYER_OPTIONS.filter((it) => !isTaken(it, names, table)), args);
}

/** Whether a table has an option of every layer's for itself, with a meaning of its own. */
function isTaken(name: string, names: readonly string[], table: Rows): boolean {
  return name === "inputDim" && names.includes(name) && table.length > 0;
}

/** What a layer makes of the options that every layer takes. */
export interface CheckedLayerOptions {
  readonly name: string | undefined;
  readonly policy: DTypePolicy;
  readonly trainable: boolean;
  readonly autocast: boolean;
  readonly inputShape: readonly (number | null)[] | undefined;
  readonly activityRegularizer: RegularizerFunction | undefined;
}

/** Checks the options that every layer takes. */
export function checkLayerOptions(target: Constructed, options: unknown): CheckedLayerOptions {
  const args = options === undefined ? [] : [options];
  const given: LayerOptions = readOptions(target, [], LAYER_OPTIONS, args).base;
  const { trainable = true, autocast = true, inputDim } = given;
  const where = target.name;
  return fromCaller(target, () => ({
    name: checkName(where, given.name),
    policy: policyOf(
      where,
      "dtype",
      given.dtype,
      (target as { readonly givesWhole?: boolean }).givesWhole === true,
    ),
    trainable: checkBoolean(where, "trainable", trainable),
    autocast: checkBoolean(where, "autocast", autocast),
    inputShape: checkInputShape(where, given.inputShape, inputDim),
    activityRegularizer: getRegularizer(where, given.activityRegularizer, "activityRegularizer"),
  }));
}

function checkInputShape(
  where: string,
  shape: LayerOptions["inputShape"],
  inputDim: LayerOptions["inputDim"],
): readonly (number | null)[] | undefined {
  const given = shape ?? (inputDim === undefined || inputDim === null ? undefined : [inputDim]);
  if (given === undefined) return undefined;
  if (!Array.isArray(given)) checkShape(where, given, "inputShape");
  checkShape(where, given.map((dim) => dim ?? 1), "inputShape");
  return [...given];
}

/** A name that an object is given, if it is given one. */
export function checkName(where: string, name: unknown): string | undefined {
  if (name === undefined || name === null) return undefined;
  if (typeof name === "string" && name !== "" && !name.includes("/")) return name;
  throw new TypeError(
    `${where}: expected name to be a text without "/", received name=${formatValue(name)}`,
  );
}
