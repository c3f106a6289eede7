/**
 * Objects to configurations and back, in the form that Keras 3 writes: the module, the name of the
 * class, its options, and the name it is registered under if it is a user's.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { getProfile } from "../random/profile.ts";
import { NdArray } from "../display/ndarray.ts";
import {
  customObject,
  type CustomObjects,
  lookUp,
  namesIn,
  placeOf,
  registeredNameOf,
  type Registrable,
} from "./registry.ts";

/** An object as Keras 3 writes it. */
export interface SerializedObject {
  /** Keras's module; `null` for a user's class. */
  module?: string | null;
  /** Name of the class. */
  class_name: string;
  /** Its options; of a function, its name. */
  config: Record<string, unknown> | string;
  /** The name a user's class is registered under, else `null`. */
  registered_name?: string | null;
  /** What a layer's weights were made for. */
  build_config?: Record<string, unknown>;
  /** What a model is trained with. */
  compile_config?: Record<string, unknown>;
}

/** An object that can be written: it gives its options. */
export interface Configurable {
  getConfig(): Record<string, unknown>;
}

/** A class whose objects can be made from options. */
interface FromConfig {
  readonly name: string;
  fromConfig(config: Record<string, unknown>, customObjects?: CustomObjects): unknown;
}

/** What layers and models have for files besides their options. */
interface Files {
  getBuildConfig(): Record<string, unknown> | null;
  getCompileConfig(): Record<string, unknown>;
}

/** Whether an object gives its options. */
export function isConfigurable(value: unknown): value is Configurable {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return isObject && typeof (value as { getConfig?: unknown }).getConfig === "function";
}

/** Whether a value is a configuration of an object. */
export function isSerialized(value: unknown): value is SerializedObject {
  return isRecord(value) && typeof value["class_name"] === "string" && "config" in value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * The configuration of an object, in the form of the Keras in use: with module and registered name
 * for Keras 3, without them before.
 *
 * @throws {TypeError} for what has no configuration.
 */
export function serializeObject(where: string, object: Configurable): SerializedObject {
  const Class = object.constructor as Registrable;
  const place = placeOf(Class);
  const registered = registeredNameOf(Class);
  const { getBuildConfig: build, getCompileConfig: compile } = object as Partial<Files>;
  const config = plain(where, object.getConfig()) as Record<string, unknown>;
  if (getProfile() !== "keras3") {
    return { class_name: registered ?? place?.name ?? Class.name, config };
  }
  const made = build?.call(object) ?? undefined;
  return {
    module: place?.module ?? null,
    class_name: place?.name ?? Class.name,
    config,
    registered_name: registered,
    ...(made === undefined ? {} : { build_config: made }),
    ...(compile === undefined ? {} : { compile_config: compile.call(object) }),
  };
}

/** A function's configuration: the name of one of Keras's own, or of a user's. */
export function serializeFunction(run: Registrable): SerializedObject | string {
  const place = placeOf(run);
  if (place !== undefined) return place.name;
  const name = registeredNameOf(run)!;
  if (name === "") {
    throw new TypeError(
      "tf.keras.saving.serializeKerasObject: expected a function with a name, received one without; give it one and register it with tf.keras.saving.registerKerasSerializable",
    );
  }
  if (getProfile() !== "keras3") return name;
  return { module: "builtins", class_name: "function", config: name, registered_name: "function" };
}

/** Nested values with every object in them written as its configuration. */
function plain(where: string, value: unknown): unknown {
  if (value === undefined) return null;
  // One beyond stays what it is: a rounded seed would be another one.
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value === null || ["number", "string", "boolean"].includes(typeof value)) return value;
  if (Array.isArray(value)) return value.map((it) => plain(where, it));
  if (isConfigurable(value)) return serializeObject(where, value);
  if (value instanceof NdArray) {
    return {
      class_name: "__numpy__",
      config: { value: value.toArray(), dtype: value.dtype },
    };
  }
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, plain(where, it)]));
  }
  if (typeof value === "function") return serializeFunction(value as Registrable);
  throw new TypeError(
    `${where}: expected a value with getConfig(), received ${formatValue(value)}`,
  );
}

/**
 * The object of a configuration, as {@linkcode serializeObject} or Keras made it.
 *
 * @param module Where a class without a module is looked for.
 * @throws {RangeError} for an unknown class; {@linkcode TypeError} for what is no configuration.
 */
export function deserializeObject(
  where: string,
  serialized: unknown,
  module: string,
  customObjects: CustomObjects = {},
): unknown {
  if (!isSerialized(serialized)) {
    throw new TypeError(
      `${where}: expected { class_name, config }, received ${formatValue(serialized)}`,
    );
  }
  const { class_name: name, config, registered_name: registered } = serialized;
  if (name === "function" && typeof config === "string") {
    return lookUp(where, moduleOf(undefined, module, config), config, customObjects);
  }
  if (!isRecord(config)) {
    throw new TypeError(
      `${where}: expected the configuration of ${name} to be an object, received ${
        formatValue(config)
      }`,
    );
  }
  refuseOperation(where, serialized);
  const own = registered === null || registered === undefined
    ? undefined
    : customObject(registered, customObjects);
  const Class = own ??
    lookUp(where, moduleOf(serialized.module, module, name), name, customObjects);
  if (!("fromConfig" in Class)) {
    throw new TypeError(
      `${where}: expected ${name} to be a class with a static fromConfig, received a function`,
    );
  }
  const made = (Class as unknown as FromConfig).fromConfig(config, customObjects);
  const { build_config: build } = serialized;
  const built = made as { buildFromConfig?(config: Record<string, unknown>): void };
  if (build !== undefined && typeof built.buildFromConfig === "function") {
    built.buildFromConfig(build);
  }
  return made;
}

/** Keras 3's operations in graphs have classes of their own, some named as layers: `Add`, `Dot`. */
function refuseOperation(where: string, { module, class_name: name }: SerializedObject): void {
  if (typeof module !== "string" || !module.startsWith("keras.src.ops.")) return;
  throw new RangeError(
    `${where}: cannot make ${name} of ${module}: configurations of Keras 3's own operations are not read yet; use a layer in their place`,
  );
}

/** The module to look a class up in: the one that is named if it has the class. */
function moduleOf(named: string | null | undefined, fallback: string, name: string): string {
  for (const module of [named, fallback, ...MODULES]) {
    if (typeof module === "string" && namesIn(module).includes(name)) return module;
  }
  return fallback;
}

/** Where classes are looked for whose module is not known: as files before Keras 3 have them. */
const MODULES = [
  "keras.layers",
  "keras.src.models.functional",
  "keras.initializers",
  "keras.regularizers",
  "keras.constraints",
  "keras.activations",
  "keras.losses",
  "keras.metrics",
  "keras.optimizers",
  "keras.optimizers.schedules",
  "keras",
];

/**
 * The configuration of any object: numbers and texts as they are, lists and objects element by
 * element, what has `getConfig()` with its class, functions by their name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { deserializeKerasObject, serializeKerasObject } = tf.keras.saving;
 * const config = serializeKerasObject(new tf.keras.layers.Dense(3));
 * const copy = deserializeKerasObject(config);
 * assertEquals(copy instanceof tf.keras.layers.Dense, true);
 * ```
 */
export function serializeKerasObject(obj: unknown): unknown {
  return fromCaller(serializeKerasObject, () => {
    return plain("tf.keras.saving.serializeKerasObject", obj);
  });
}

/** Options of {@linkcode deserializeKerasObject}. */
export interface DeserializeOptions {
  /** Users' classes and functions by name. */
  customObjects?: CustomObjects | null;
  /** Taken for the sake of Keras's signature: nothing in a configuration is ever run. */
  safeMode?: boolean;
}

/**
 * What a configuration of {@linkcode serializeKerasObject} stands for.
 *
 * @throws {RangeError} for a class that is not known.
 */
export function deserializeKerasObject(config: unknown, options: DeserializeOptions = {}): unknown {
  return fromCaller(deserializeKerasObject, () => {
    const customObjects = options.customObjects ?? {};
    if (Array.isArray(config)) return config.map((it) => deserializeKerasObject(it, options));
    if (isSerialized(config)) {
      return deserializeObject(
        "tf.keras.saving.deserializeKerasObject",
        config,
        "keras.layers",
        customObjects,
      );
    }
    if (!isRecord(config)) return config;
    const entries = Object.entries(config);
    return Object.fromEntries(
      entries.map(([key, it]) => [key, deserializeKerasObject(it, options)]),
    );
  });
}
