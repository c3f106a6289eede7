/**
 * Arguments as Python binds them: by position, by name in one last object of options, or both. Each
 * public function declares its parameters once, in Python's order; what is given twice, unknown, too
 * much or missing is an error that says so.
 *
 * @module
 */
import { atCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { nearestName } from "../errors/nearest.ts";
import { camelCase } from "../objects/naming.ts";
import { identity } from "../primitives/array/identity.ts";
import { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { callSymbolically } from "./symbolic.ts";

/**
 * Ways to give the parameters `Names` of `All`: by position, the rest by name. Those of `Named` can
 * be given by name only.
 */
export type Arguments<
  All,
  Names extends readonly (keyof All)[],
  Named extends keyof All = never,
> = Names extends
  readonly [infer First extends keyof All, ...infer Rest extends readonly (keyof All)[]] ?
    | [value: Given<All, First>, ...rest: Arguments<All, Rest, Named>]
    | [options: Pick<All, Names[number] | Named>]
    | (Partial<All> extends Pick<All, Names[number]> ? [] : never)
  : [Named] extends [never] ? []
  : [] | [options: Pick<All, Named>];

/** What can stand at a position: a parameter that may be left out may be `undefined`. */
export type Given<All, Name extends keyof All> = Partial<All> extends Pick<All, Name>
  ? All[Name] | undefined
  : All[Name];

/** The values of parameters in order. */
export type Values<All, Names extends readonly (keyof All)[]> = {
  [Index in keyof Names]: Names[Index] extends keyof All ? Given<All, Names[Index]> : never;
};

/** A function that takes its arguments as Python's does. */
export type Operation<All, Names extends readonly (keyof All)[], Result> = (
  ...args: Arguments<All, Names>
) => Result;

/** Whether a value is an object of options: a plain one, no tensor, layer or array. */
export function isOptions(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What a function or class takes. */
export interface Signature {
  /** Its name in messages: `tf.concat`, `Dense`. */
  readonly where: string;
  /** Its parameters in Python's order. */
  readonly names: readonly string[];
  /** How many of them have no default. */
  readonly required: number;
  /** How many of them can be given by position; default: all. */
  readonly positional?: number;
  /** Parameters for which a plain object is a value of its own: inputs by name, configurations. */
  readonly objects?: readonly string[];
}

/**
 * The values of the parameters in order; `undefined` for those that were not given.
 *
 * @throws {TypeError} for arguments that are unknown, doubled, missing or too many.
 */
export function bindArguments(signature: Signature, args: readonly unknown[]): unknown[] {
  const { where, names, required, objects, positional = names.length } = signature;
  let count = args.length;
  const last = args[count - 1];
  const isValue = objects?.includes(names[count - 1] ?? "") ?? false;
  const options = count > 0 && !isValue && isOptions(last) ? last : undefined;
  if (options !== undefined) count--;
  if (count > positional) {
    const places = names.slice(0, positional).join(", ");
    throw new TypeError(
      positional === 0
        ? `${where}: expected one object of options, received ${formatValue(args[0])}`
        : `${where}: expected at most ${positional} arguments ${
          positional < names.length ? "by position " : ""
        }(${places}), received ${count}`,
    );
  }
  const values = new Array<unknown>(names.length).fill(undefined);
  for (let i = 0; i < count; i++) values[i] = args[i];
  for (const name in options) {
    const index = names.indexOf(name);
    if (index < 0) throw unknownArgument(where, name, names);
    if (index < count && values[index] !== undefined) {
      throw new TypeError(
        `${where}: expected ${name} once, received it by position and by name: ${
          formatValue(values[index])
        } and ${formatValue(options[name])}`,
      );
    }
    values[index] = options[name];
  }
  for (let i = 0; i < required; i++) {
    if (values[i] === undefined) {
      throw new TypeError(`${where}: expected ${names[i]}, which has no default; it was not given`);
    }
  }
  return values;
}

/** Names that Keras had before, or others have, and what they are called now. */
const EARLIER_NAMES: Readonly<Record<string, string>> = {
  lr: "learningRate",
  dim: "axis",
  dims: "axis",
};

/** Options that are often given to the wrong method, and whose they are. */
const OWNERS: Readonly<Record<string, string>> = {
  batchSize: "fit",
  callbacks: "fit",
  epochs: "fit",
  validationData: "fit",
  validationSplit: "fit",
  loss: "compile",
  metrics: "compile",
  optimizer: "compile",
};

/** The error for a name that is no parameter. */
export function unknownArgument(where: string, name: string, names: readonly string[]): TypeError {
  const camel = camelCase(name);
  const here = EARLIER_NAMES[camel] ?? camel;
  if (here !== name && names.includes(here)) {
    return new TypeError(`${where}: ${name} is called ${here} here`);
  }
  if (names.length === 0) return new TypeError(`${where}: expected no arguments, received ${name}`);
  // What differs in more than every second letter is no misspelling.
  const nearest = nearestName(camel, names, Math.ceil(camel.length / 2));
  const owner = Object.hasOwn(OWNERS, camel) ? `; it is an option of ${OWNERS[camel]}` : "";
  const hint = owner || (nearest === undefined ? "" : `; did you mean ${nearest}?`);
  return new TypeError(
    `${where}: expected arguments among ${names.join(", ")}, received ${name}${hint}`,
  );
}

/**
 * Makes a public function of one that takes its values in order. Errors begin at the line that
 * called it.
 */
export function bind<All, const Names extends readonly (keyof All & string)[], Result>(
  where: string,
  names: Names,
  required: number,
  run: (...values: Values<All, Names>) => Result,
  objects?: readonly (keyof All & string)[],
): Operation<All, Names, Result> {
  const signature: Signature = objects
    ? { where, names, required, objects }
    : { where, names, required };
  const call = (...args: unknown[]): Result => {
    try {
      const count = args.length;
      const isPlain = count >= required && count <= names.length && !isOptions(args[count - 1]);
      const values = isPlain ? args : bindArguments(signature, args);
      const result = run(...values as Values<All, Names>);
      return result instanceof Tensor ? apart(result, values) as Result : result;
    } catch (error) {
      // Symbolic tensors are looked for here, where they cost nobody else anything.
      const symbolic = callSymbolically(where, call as (...args: unknown[]) => unknown, args);
      if (symbolic !== undefined) return symbolic as Result;
      throw atCaller(named(where, error), call);
    }
  };
  Object.defineProperty(call, "name", { value: where.slice(where.lastIndexOf(".") + 1) });
  signatures.set(call, signature);
  operations.set(where, call);
  return call as Operation<All, Names, Result>;
}

/** An error about a tensor that the function would have made, with the function's name. */
export function named(where: string, error: unknown): unknown {
  if (!(error instanceof RangeError || error instanceof TypeError)) return error;
  if (error.message.startsWith("a tensor: ")) {
    error.message = `${where}${error.message.slice("a tensor".length)}`;
  } else if (/^(Array buffer allocation failed|Invalid typed array length)/.test(error.message)) {
    error.message = `${where}: expected a result that fits into memory, which has not enough room`;
  }
  return error;
}

/**
 * A result as a tensor of its own where it is a variable's value itself: a tape has to tell what was
 * read before from what it reads.
 */
function apart(result: Tensor, values: readonly unknown[]): Tensor {
  // Only a value that a variable holds, or what stands for one in a trace, can be one.
  if (result.holders === 0 && result.label === undefined) return result;
  const isOf = (it: unknown): boolean =>
    it instanceof VariableCore ? it.is(result) : Array.isArray(it) && it.some(isOf);
  return values.some(isOf) ? identity(result) : result;
}

const signatures = new WeakMap<object, Signature>();
const operations = new Map<string, (...args: unknown[]) => unknown>();

/** The operation of a name, such as `tf.concat`. */
export function operationOf(where: string): ((...args: unknown[]) => unknown) | undefined {
  return operations.get(where);
}

/** What a public function takes, for tests and documentation; `undefined` if it was not bound. */
export function signatureOf(operation: unknown): Signature | undefined {
  return typeof operation === "function" ? signatures.get(operation) : undefined;
}

/**
 * The values of what a method or a constructor was given, in order, as {@linkcode bind} finds them
 * for a function.
 *
 * @throws {TypeError} for arguments that are unknown, doubled, missing or too many.
 */
export function boundValues<All, const Names extends readonly (keyof All & string)[]>(
  where: string,
  names: Names,
  required: number,
  args: Arguments<All, Names>,
): Values<All, Names> {
  return bindArguments({ where, names, required }, args) as Values<All, Names>;
}
