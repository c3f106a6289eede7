/**
 * Functions as options: configurations have their names.
 *
 * @module
 * @internal
 */
import { type CustomObjects, lookUp } from "../../configuration/registry.ts";
import type { Option } from "../../configuration/options.ts";
import { REQUIRED, row } from "../../configuration/rows.ts";
import {
  deserializeObject,
  isSerialized,
  type SerializedObject,
  serializeFunction,
} from "../../configuration/serialization.ts";
import { formatValue } from "../../errors/format.ts";

/** A function of any signature. */
export type SomeFunction = (...args: unknown[]) => unknown;

/** Names that JavaScript gives to functions that are written where an option is. */
const NO_NAMES = ["", "function", "outputShape", "mask"];

/** How a configuration has a function: by its name. */
function writeFunction(run: SomeFunction): SerializedObject | string {
  if (!NO_NAMES.includes(run.name)) return serializeFunction(run);
  throw new TypeError(
    `Lambda: expected a function with a name, as a configuration has nothing else of it, received one without; declare it by that name and register it with tf.keras.saving.registerKerasSerializable`,
  );
}

/** The function of a name or a configuration. */
function readFunction(
  where: string,
  name: string,
  given: unknown,
  customObjects?: CustomObjects,
): SomeFunction {
  const made = typeof given === "string"
    ? lookUp(where, "keras.activations", given, customObjects)
    : isSerialized(given)
    ? deserializeObject(where, given, "keras.activations", customObjects)
    : given;
  if (typeof made === "function") return made as SomeFunction;
  throw new TypeError(
    `${where}: expected ${name} to be a function, received ${name}=${formatValue(given)}`,
  );
}

/** A function that has to be given. */
export function functionRow<Given>(): Option<Given, SomeFunction> {
  return {
    ...row<unknown, SomeFunction, typeof REQUIRED>(REQUIRED, readFunction, writeFunction),
    ifMissing: undefined,
    takesObjects: true,
  };
}

/** A function in the place of another option's value. `null`, the default, is not written. */
export function orFunction<Given, Own extends Given, Made>(
  option: Option<Own, Made>,
): Option<Given, Made | SomeFunction> {
  const isFunction = (given: unknown) => typeof given === "function" || isSerialized(given);
  return {
    required: false,
    ifMissing: option.ifMissing,
    read: (where, name, given) =>
      isFunction(given) ? readFunction(where, name, given) : option.read(where, name, given as Own),
    write: (made) =>
      typeof made === "function"
        ? writeFunction(made as SomeFunction)
        : made === null
        ? undefined
        : option.write(made as Made),
  };
}

/** A configuration with its functions found. */
export function withFunctions(
  where: string,
  config: Readonly<Record<string, unknown>>,
  customObjects?: CustomObjects,
): Record<string, unknown> {
  const isFunction = (key: string, value: unknown) =>
    key === "function" || (["output_shape", "mask"].includes(key) && isSerialized(value));
  const entries = Object.entries(config).map(([key, value]) => [
    key,
    isFunction(key, value) ? readFunction(where, key, value, customObjects) : value,
  ]);
  return Object.fromEntries(entries);
}
