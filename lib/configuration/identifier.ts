/**
 * Whatever stands for an object of a kind (a regularizer, a constraint, an activation): an instance,
 * a function, a class, a name in any spelling, or a configuration; and back to a configuration.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import {
  customObject,
  type CustomObjects,
  lookUp,
  namesIn,
  placeOf,
  type Registrable,
} from "./registry.ts";
import {
  deserializeObject,
  isConfigurable,
  isSerialized,
  type SerializedObject,
  serializeFunction,
  serializeObject,
} from "./serialization.ts";

/** A kind of objects. */
export interface Kind {
  /** Keras's module of them, such as `keras.regularizers`. */
  readonly module: string;
  /** One of them in messages, such as `a regularizer`. */
  readonly noun: string;
}

/** A function in the place of an object: it is called as the object would be. */
// deno-lint-ignore no-explicit-any -- of any signature, handed back as it came
type AnyFunction = (...args: any[]) => unknown;

/** Classes of the functions that make their instances. */
const makers = new WeakMap<AnyFunction, Registrable>();

/** Makes a function that makes instances of a class, as Keras has `l2` beside `L2`. */
export function makerOf<Args extends unknown[], T>(
  name: string,
  Class: new (...args: Args) => T,
): (...args: Args) => T {
  const make = (...args: Args): T => fromCaller(make, () => new Class(...args));
  Object.defineProperty(make, "name", { value: name });
  makers.set(make, Class);
  return make;
}

/** Whether a function is a class. */
function isClass(value: unknown): value is new () => unknown {
  return typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
}

/** What a class, its maker or a function comes to: an instance, or the function itself. */
function instanceOf(value: Registrable): unknown {
  const it = makers.get(value as AnyFunction) ?? value;
  return isClass(it) ? new it() : it;
}

/**
 * What an identifier stands for; `null` for `null` and for nothing.
 *
 * @param where The function or class that takes it, for messages.
 * @param name The parameter that takes it.
 * @throws {RangeError} for an unknown name.
 * @throws {TypeError} for what is no identifier.
 */
export function fromIdentifier(
  where: string,
  name: string,
  identifier: unknown,
  kind: Kind,
  customObjects: CustomObjects = {},
): AnyFunction | null {
  if (identifier === null || identifier === undefined) return null;
  const made = find(where, name, identifier, kind, customObjects);
  if (typeof made === "function") return made as AnyFunction;
  throw new TypeError(
    `${where}: expected ${name} to be ${kind.noun}, received ${name}=${
      formatValue(identifier)
    }, which makes none`,
  );
}

function find(
  where: string,
  name: string,
  identifier: unknown,
  { module, noun }: Kind,
  customObjects: CustomObjects,
): unknown {
  if (typeof identifier === "function") return instanceOf(identifier as Registrable);
  const key = isSerialized(identifier) ? nameOf(identifier) : identifier;
  if (typeof key !== "string") {
    throw new TypeError(
      `${where}: expected ${name} to be ${noun}, a name, a configuration or null, received ${name}=${
        formatValue(identifier)
      }`,
    );
  }
  const isKnown = customObject(key, customObjects) !== undefined || namesIn(module).includes(key);
  if (typeof identifier === "string") {
    if (isKnown) return instanceOf(lookUp(where, module, key, customObjects));
  } else if (isKnown || isElsewhere(identifier as SerializedObject)) {
    return deserializeObject(where, identifier, module, customObjects);
  }
  // Of the spellings that each of them has, the one that options are usually given in.
  const names = namesIn(module).filter((it) => /^[a-z][^_]*$/.test(it));
  throw new RangeError(
    `${where}: expected ${name} to be ${noun} or a known name, received ${
      typeof identifier === "string" ? name : "a configuration of class_name"
    }=${formatValue(key)}; ${suggestName(key, [...names, ...Object.keys(customObjects)])}`,
  );
}

/** The name that a configuration looks up: a function's own, a class's, or the registered one. */
function nameOf({ class_name: name, config, registered_name: registered }: SerializedObject) {
  if (name === "function" && typeof config === "string") return config;
  return typeof registered === "string" && customObject(registered) ? registered : name;
}

/** Whether a configuration names a class of another module: a layer can be an activation. */
function isElsewhere({ module, class_name: name }: SerializedObject): boolean {
  return typeof module === "string" && namesIn(module).includes(name);
}

/**
 * The configuration of an object that {@linkcode fromIdentifier} gave: of one of Keras's own
 * functions its name, `null` for none.
 *
 * @throws {TypeError} for a function without a name.
 */
export function toConfiguration(where: string, object: unknown): SerializedObject | string | null {
  if (object === null || object === undefined) return null;
  if (typeof object !== "function") {
    throw new TypeError(
      `${where}: expected a function or an object of a class, received ${formatValue(object)}`,
    );
  }
  if (!isClass(object) && isConfigurable(object)) return serializeObject(where, object);
  return placeOf(object as Registrable)?.name ?? serializeFunction(object as Registrable);
}
