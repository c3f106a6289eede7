/**
 * Python's lists, tuples and dicts as small classes: arrays and maps that print as IPython prints
 * them, in `console.log` and in notebooks.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { displayable } from "./inspect.ts";
import { typeNameSymbol } from "./protocol.ts";
import { pretty } from "./python_pretty.ts";
import { pythonRepr } from "./python_repr.ts";

/** Python's list: an array that prints as one; made by {@linkcode list}. */
export class PyList<T = unknown> extends Array<T> {
  /** What `map`, `filter` and the like give: plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** What `type()` calls it. */
  get [typeNameSymbol](): string {
    return "list";
  }

  /** Python's `str`. */
  override toString(): string {
    return pythonRepr(this);
  }
}

/** Python's tuple: a frozen array that prints as one; made by {@linkcode tuple}. */
export class PyTuple<T = unknown> extends Array<T> {
  /** What `map`, `filter` and the like give: plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** What `type()` calls it. */
  get [typeNameSymbol](): string {
    return "tuple";
  }

  /** Python's `str`. */
  override toString(): string {
    return pythonRepr(this);
  }
}

/** Python's dict: a map that prints as one; made by {@linkcode dict}. */
export class PyDict<K = unknown, V = unknown> extends Map<K, V> {
  /** What `type()` calls it. */
  get [typeNameSymbol](): string {
    return "dict";
  }

  /** Python's `str`. */
  override toString(): string {
    return pythonRepr(this);
  }
}

/** Python's float: prints `1.0` where the number `1` would print `1`; made by {@linkcode float}. */
export class PyFloat {
  /** The number. */
  readonly value: number;

  /** Wraps any number. */
  constructor(value: number) {
    this.value = value;
  }

  /** What `type()` calls it. */
  get [typeNameSymbol](): string {
    return "float";
  }

  /** The number, so that arithmetic works. */
  valueOf(): number {
    return this.value;
  }

  /** Python's `str`. */
  toString(): string {
    return pythonRepr(this);
  }
}

for (
  const prototype of [PyList.prototype, PyTuple.prototype, PyDict.prototype, PyFloat.prototype]
) {
  displayable<object>(prototype, { repr: pretty, str: pythonRepr });
}

/**
 * A Python list of the given items.
 *
 * @example
 * ```ts
 * import { py } from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(String(py.list("a", 1, true, null)), "['a', 1, True, None]");
 * ```
 */
export function list<T extends unknown[]>(...items: T): PyList<T[number]> {
  return PyList.of(...items) as PyList<T[number]>;
}

/** A Python tuple of the given items; can't be changed. */
export function tuple<T extends unknown[]>(...items: T): PyTuple<T[number]> & Readonly<T> {
  return Object.freeze(PyTuple.of(...items)) as PyTuple<T[number]> & Readonly<T>;
}

/** A Python dict of the given entries: pairs of key and value, a map, or a plain object. */
export function dict<K, V>(entries: Iterable<readonly [K, V]>): PyDict<K, V>;
/** A Python dict of an object's own properties. */
export function dict<V>(entries: Record<string, V>): PyDict<string, V>;
export function dict(
  entries: Iterable<readonly [unknown, unknown]> | Record<string, unknown> = [],
) {
  return fromCaller(dict, () => {
    return new PyDict(Symbol.iterator in entries ? entries : Object.entries(entries));
  });
}

/** A Python float of a number, or of anything that converts to one. */
export function float(value: unknown): PyFloat {
  return fromCaller(float, () => {
    return new PyFloat(Number(value));
  });
}
