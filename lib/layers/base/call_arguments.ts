/**
 * What a layer is called with: inputs first, then what the layer names, by position in Keras's order
 * or by name in one last object.
 *
 * @module
 */
import { checkBoolean } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { bindArguments, isOptions } from "../../ops/bind.ts";
import { hasSymbolic } from "../../ops/symbolic.ts";
import { getProfile } from "../../random/profile.ts";
import { KerasTensor } from "../../tensor/keras_tensor.ts";
import type { Mask } from "./masks.ts";

/** Options of a call; layers add their own. */
export interface CallOptions {
  /** Whether the call is part of training; default: what the call around it has, else `false`. */
  training?: boolean | undefined;
  /** Masks of the inputs; default: those that the layers before attached to them. */
  mask?: Mask;
  /** Further arguments of the layer. */
  [name: string]: unknown;
}

/** The arguments of a call. */
export interface BoundCall {
  readonly inputs: unknown;
  /** Tensors by position that the layer has no names for. */
  readonly rest: readonly unknown[];
  /** What was given by name, or by position with a name. */
  readonly options: CallOptions;
  /** Names of the symbolic tensors that were given by position. */
  readonly positional: readonly string[];
}

const NONE: CallOptions = Object.freeze({});
const NO_REST: readonly unknown[] = Object.freeze([]);
const NO_NAMES: readonly string[] = Object.freeze([]);

/** A call with inputs alone. */
export const NOTHING: Omit<BoundCall, "inputs"> = {
  rest: NO_REST,
  options: NONE,
  positional: NO_NAMES,
};

/** What every layer takes by name. */
const COMMON = ["training", "mask"] as const;

/**
 * Binds the arguments of a call.
 *
 * @param names The layer's own parameters after the inputs, in Keras's order.
 * @param isOpen Whether tensors by position go to `call` as they are: the layer is a user's.
 */
export function bindCall(
  where: string,
  names: readonly string[],
  isOpen: boolean,
  args: readonly unknown[],
): BoundCall {
  const [inputs, ...others] = args;
  if (others.length === 0) return { inputs, ...NOTHING };
  const all = [...names, ...COMMON.filter((it) => !names.includes(it))];
  const last = others.at(-1);
  const options = isOptions(last) || last === undefined ? others.pop() ?? NONE : NONE;
  const count = isOpen ? 0 : names.length;
  if (!isOpen && others.length > count) {
    throw new TypeError(
      count === 0
        ? `${where}: expected inputs and one object of options, received ${formatValue(others[0])}`
        : `${where}: expected at most ${count} arguments after the inputs (${
          names.join(", ")
        }), received ${others.length}`,
    );
  }
  if (isOpen && others.some((it) => typeof it === "boolean")) {
    throw new TypeError(
      `${where}: expected tensors and one object of options, received ${
        formatValue(others.find((it) => typeof it === "boolean"))
      }`,
    );
  }
  const signature = { where, names: all, required: 0, positional: count };
  const values = bindArguments(signature, isOpen ? [options] : [...others, options]);
  const bound: Record<string, unknown> = {};
  all.forEach((name, i) => {
    if (values[i] !== undefined) bound[name] = values[i];
  });
  const { training } = bound;
  if (training !== undefined && training !== null) checkBoolean(where, "training", training);
  const symbolic = isOpen ? 0 : others.findIndex((it) => !hasSymbolic(it));
  const positional = names.slice(0, symbolic < 0 ? others.length : symbolic);
  return { inputs, rest: isOpen ? others : NO_REST, options: bound, positional };
}

/**
 * Whether a call without a mask is handed that of its inputs. In Keras 3 it is not where it has other
 * tensors besides: a recurrent layer with `initialState` takes every step as it is.
 *
 * @param names The layer's own parameters after the inputs; by `queryMask` and the like, all are told
 *   apart.
 */
export function handsMask(
  names: readonly string[],
  { rest, options }: Omit<BoundCall, "inputs">,
): boolean {
  if (rest === NO_REST && options === NONE || getProfile() !== "keras3") return true;
  const others = Object.entries(options).filter(([name]) => name !== "mask");
  const isAlone = rest.length === 0 &&
    others.every(([, it]) => typeof it !== "object" || it === null);
  return isAlone || names.some((name) => name.endsWith("Mask"));
}

/** The arguments of a call in Keras's order, as a graph notes them: by position what was given so. */
export function notedArguments(
  inputs: unknown,
  { rest, options, positional }: Omit<BoundCall, "inputs">,
): unknown[] {
  const named = Object.entries(options).filter(([name]) => !positional.includes(name));
  const last = named.length === 0 ? [] : [Object.fromEntries(named)];
  return [inputs, ...rest, ...positional.map((name) => options[name]), ...last];
}

/**
 * The options that Keras 3 fills in where a layer is called with one symbolic tensor of its own type
 * and nothing else, and writes into the configuration of the graph; in other calls it writes none.
 *
 * @param names The layer's own parameters after the inputs.
 * @param training Its default of `training`; `null` if there is none.
 */
export function impliedOptions(
  inputs: unknown,
  dtype: string,
  names: readonly string[],
  training: boolean | null,
): CallOptions {
  if (!(inputs instanceof KerasTensor) || inputs.dtype !== dtype) return NONE;
  return {
    ...(names.includes("training") && training !== null ? { training } : {}),
    ...(names.includes("mask") ? { mask: null } : {}),
  };
}
