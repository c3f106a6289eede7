/**
 * The one registry of classes and functions that configurations name: Keras's own under their module
 * (`keras.layers`, `Dense`), and users' under a registered name (`my_package>MyLayer`).
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import { fromCaller } from "../errors/caller.ts";
import { enterTurn, onNewTurn } from "../scopes/turn.ts";

/** A class or a function that a configuration can name. */
// deno-lint-ignore no-explicit-any -- of any signature, handed back as it came
export type Registrable = ((...args: any[]) => any) | (abstract new (...args: any[]) => any);

/** Users' classes and functions by the names that configurations have for them. */
export type CustomObjects = Readonly<Record<string, Registrable>>;

/** Where one of Keras's own is found. */
export interface Place {
  /** Keras's module, such as `keras.layers`. */
  readonly module: string;
  /** Its name there, such as `Dense`. */
  readonly name: string;
}

/** Keras's own: module, then name. */
const modules = new Map<string, Map<string, Registrable>>();
const places = new WeakMap<Registrable, Place>();

/** Users' own, by registered name. */
const custom = new Map<string, Registrable>();
const customNames = new WeakMap<Registrable, string>();

/** Scopes of custom objects that are open, outermost first. */
const scopes: CustomObjects[] = [];

// Scopes end within their turn; one that is open at the next was left behind by an interrupt.
onNewTurn(() => scopes.length = 0);

/**
 * Notes classes or functions of Keras's own.
 *
 * @param module Keras's module.
 * @param values The things by their names there; of one that has several, the first is the one that
 *   configurations get.
 */
export function registerBuiltIns(
  module: string,
  values: Readonly<Record<string, Registrable>>,
): void {
  let names = modules.get(module);
  if (!names) modules.set(module, names = new Map());
  for (const [name, value] of Object.entries(values)) {
    names.set(name, value);
    if (!places.has(value)) places.set(value, { module, name });
  }
}

/** Where one of Keras's own is found; `undefined` for what is a user's. */
export function placeOf(value: Registrable): Place | undefined {
  return places.get(value);
}

/** Names of a module. */
export function namesIn(module: string): string[] {
  return [...modules.get(module)?.keys() ?? []];
}

/** What a name stands for among users' objects: those given, those of open scopes, registered ones. */
export function customObject(name: string, given: CustomObjects = {}): Registrable | undefined {
  for (const objects of [given, ...scopes.toReversed()]) {
    if (Object.hasOwn(objects, name)) return objects[name];
  }
  const found = custom.get(name);
  if (found !== undefined) return found;
  // A name without its package, as older files have it.
  const short = name.slice(name.indexOf(">") + 1);
  for (const objects of [given, ...scopes.toReversed()]) {
    if (Object.hasOwn(objects, short)) return objects[short];
  }
  return undefined;
}

/**
 * The class or function of a name in a module: a user's of that name before Keras's own.
 *
 * @throws {RangeError} for an unknown name.
 */
export function lookUp(
  where: string,
  module: string,
  name: string,
  given: CustomObjects = {},
): Registrable {
  const found = customObject(name, given) ?? modules.get(module)?.get(name);
  if (found !== undefined) return found;
  throw new RangeError(
    `${where}: expected a name of ${module} or of a registered class, received ${
      formatValue(name)
    }; ${
      suggestName(name, [...namesIn(module), ...custom.keys(), ...Object.keys(given)])
    }, or register the class with tf.keras.saving.registerKerasSerializable`,
  );
}

/** A function that registers a class or a function and gives it back. */
export type Register = <T extends Registrable>(target: T, context?: unknown) => T;

/**
 * Registers a class or a function of one's own, so that configurations can name it: as a decorator,
 * or called with the class.
 *
 * @param packageName The first part of its registered name; default `"Custom"`.
 * @param name The second part; default: the name of the class.
 * @throws {RangeError} if another class has that name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Doubled extends tf.keras.layers.Layer {
 *   override call(x: tf.Tensor) {
 *     return tf.multiply(x, 2);
 *   }
 * }
 * tf.keras.saving.registerKerasSerializable("examples")(Doubled);
 * assertEquals(tf.keras.saving.getRegisteredName(Doubled), "examples>Doubled");
 * ```
 */
export function registerKerasSerializable(
  packageName: string | { package?: string; name?: string | null } = "Custom",
  name?: string | null,
): Register {
  const where = "tf.keras.saving.registerKerasSerializable";
  const given = typeof packageName === "object" ? packageName : { package: packageName, name };
  const register = <T extends Registrable>(target: T): T =>
    fromCaller(register, () => {
      if (typeof target !== "function") {
        throw new TypeError(
          `${where}: expected a class or a function, received ${formatValue(target)}`,
        );
      }
      const full = `${given.package ?? "Custom"}>${given.name ?? target.name}`;
      const before = custom.get(full);
      if (before !== undefined && before !== target && before.toString() !== target.toString()) {
        throw new RangeError(
          `${where}: expected a name of its own for ${target.name}, received ${full}, which another class has`,
        );
      }
      custom.set(full, target);
      customNames.set(target, full);
      return target;
    });
  return register;
}

/** The name that configurations have for a class or a function: `my_package>MyLayer`, or its own. */
export function getRegisteredName(obj: Registrable): string {
  return fromCaller(getRegisteredName, () => {
    return customNames.get(obj) ?? obj.name;
  });
}

/**
 * The class or function of a registered name, `null` if there is none.
 *
 * @param name Such as `my_package>MyLayer`.
 * @param customObjects Looked through first.
 * @param moduleObjects Looked through last.
 */
export function getRegisteredObject(
  name: string,
  customObjects?: CustomObjects | null,
  moduleObjects?: CustomObjects | null,
): Registrable | null {
  return fromCaller(getRegisteredObject, () => {
    return customObject(name, customObjects ?? {}) ?? moduleObjects?.[name] ?? null;
  });
}

/** Users' classes and functions: those registered and those of open scopes. */
export function getCustomObjects(): Record<string, Registrable> {
  return Object.assign(Object.fromEntries(custom), ...scopes);
}

/**
 * Classes and functions that configurations may name while a function runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Same extends tf.keras.layers.Layer {
 *   override call(x: tf.Tensor) {
 *     return x;
 *   }
 * }
 * const config = tf.keras.layers.serialize(new Same({ name: "same" }));
 * const scope = new tf.keras.saving.CustomObjectScope({ Same });
 * const copy = scope.run(() => tf.keras.layers.deserialize(config));
 * assertEquals(copy instanceof Same, true);
 * ```
 */
export class CustomObjectScope {
  readonly #objects: CustomObjects;

  /** @param customObjects Classes and functions by name. */
  constructor(customObjects: CustomObjects) {
    this.#objects = { ...customObjects };
  }

  /** Names that it gives. */
  get names(): readonly string[] {
    return Object.keys(this.#objects);
  }

  /** Runs `fn` within the scope, as Python's `with` block; gives what `fn` returns. */
  run<T>(fn: () => T): T {
    enterTurn();
    const open = scopes.length;
    scopes.push(this.#objects);
    try {
      return fn();
    } finally {
      scopes.length = open;
    }
  }
}

/** Makes a {@linkcode CustomObjectScope}: `customObjectScope({ MyLayer }).run(() => ...)`. */
export function customObjectScope(customObjects: CustomObjects): CustomObjectScope {
  return new CustomObjectScope(customObjects);
}

/** The name of a registered class or function; `null` for Keras's own that are public. */
export function registeredNameOf(value: Registrable): string | null {
  const place = places.get(value);
  const isPublic = place !== undefined && !place.module.startsWith("keras.src");
  return customNames.get(value) ?? (isPublic ? null : place?.name ?? value.name);
}

displayable(CustomObjectScope.prototype, {
  repr: (it) => `<CustomObjectScope of ${it.names.join(", ")}>`,
});
