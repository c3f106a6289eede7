/**
 * Goes through a file's configuration before anything is made of it. Python's Lambda layers have
 * their function as bytecode, which nothing here could run, and nothing should; and a class that is
 * not Keras's own has to be one that was registered, or Keras's class of that name would be made in
 * its place.
 *
 * @module
 */
import { customObject, type CustomObjects } from "../configuration/registry.ts";

/** Where Keras's own classes and Python's functions are. */
const KNOWN = /^(keras|builtins)(\.|$)/;

/** Layers that older files give a number of groups, which is always 1. */
const UNGROUPED = /^(DepthwiseConv[12]D|SeparableConv[12]D|Conv[123]DTranspose)$/;

type Entries = Readonly<Record<string, unknown>>;

const isEntries = (value: unknown): value is Entries => typeof value === "object" && value !== null;

/**
 * A configuration without what only older files have.
 *
 * @throws {TypeError} for code, with the path to it.
 * @throws {RangeError} for a class of one's own that is not registered.
 */
export function checkedConfig(
  where: string,
  config: unknown,
  given: CustomObjects,
  path = "config",
): unknown {
  if (!isEntries(config)) return config;
  const inside = (value: unknown, key: string | number) =>
    checkedConfig(where, value, given, `${path}.${key}`);
  if (Array.isArray(config)) return config.map(inside);
  if (config["class_name"] === "__lambda__") {
    throw new TypeError(
      `${where}: expected functions by name, received Python's bytecode at ${path}, which is never run; in Python, give the Lambda layer a function that is registered with keras.saving.register_keras_serializable, and register one of that name here`,
    );
  }
  checkClass(where, config, given, path);
  const entries = Object.entries(config).map(([key, value]) => [key, inside(value, key)] as const);
  const made: Record<string, unknown> = Object.fromEntries(entries);
  return withoutGroups(made);
}

/** Throws for a user's class that is not known. */
function checkClass(where: string, config: Entries, given: CustomObjects, path: string): void {
  const { class_name: name, module, registered_name: registered } = config;
  if (typeof name !== "string" || module === undefined || !("config" in config)) return;
  if (typeof module === "string" && KNOWN.test(module)) return;
  const full = typeof registered === "string" ? registered : name;
  if (customObject(full, given) !== undefined) return;
  const [first, second] = full.includes(">") ? full.split(">") as [string, string] : ["", full];
  const line = first === ""
    ? `give it as { customObjects: { ${second} } }`
    : `register it first with tf.keras.saving.registerKerasSerializable(${
      JSON.stringify(first)
    })(${second}), or give it as { customObjects: { ${second} } }`;
  throw new RangeError(
    `${where}: expected the class ${
      JSON.stringify(full)
    } of ${path} to be registered, found none of that name; ${line}`,
  );
}

function withoutGroups(config: Record<string, unknown>): Record<string, unknown> {
  const { class_name: name, config: inner } = config;
  if (typeof name !== "string" || !UNGROUPED.test(name) || !isEntries(inner)) return config;
  if (inner["groups"] !== 1) return config;
  const { groups: _one, ...rest } = inner;
  return { ...config, config: rest };
}
