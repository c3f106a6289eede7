/**
 * The public functions of the library by name, as a program calls them.
 *
 * @module
 */
import type { HostValue } from "./compare.ts";
import { decode, type Elements, type Encoded, fromBfloat16 } from "./program.ts";

/** What the runner needs of a tensor. */
export interface Value {
  readonly shape: readonly number[];
  readonly dtype: string;
  numpy(): { readonly data: Elements };
}

/** What the runner needs of a tape. */
export interface Tape {
  run<T>(fn: () => T): T;
  watch(values: readonly Value[]): void;
  gradient(targets: Value | readonly Value[], sources: readonly Value[]): (Value | null)[];
}

/** A traced function. */
export type Traced = (...values: Value[]) => unknown;

/** A function of the program's is not there. */
export class Missing extends Error {
  override readonly name = "Missing";
}

/** Whether something is a tensor. */
export function isValue(it: unknown): it is Value {
  return typeof it === "object" && it !== null && "dtype" in it && "shape" in it && "numpy" in it;
}

/** The tensors of a result, in TensorFlow's order: arrays, named results and single tensors. */
export function flatten(result: unknown): Value[] {
  if (isValue(result)) return [result];
  if (result === null || result === undefined) return [];
  if (Array.isArray(result)) return result.flatMap(flatten);
  if (typeof result === "object") return Object.values(result).flatMap(flatten);
  throw new TypeError(`expected tensors, received ${String(result)}`);
}

/** A tensor's value on the host. */
export function read(value: Value): HostValue {
  return { dtype: value.dtype, shape: [...value.shape], elements: value.numpy().data };
}

/** An encoded value on the host. */
export function expected(value: Encoded): HostValue {
  return { dtype: value.dtype, shape: value.shape, elements: decode(value) };
}

/** Which operation threw an error. */
const throwers = new WeakMap<object, string>();

/** The operation that threw an error, the innermost one. */
export function throwerOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null ? throwers.get(error) : undefined;
}

/** Changes the results of an operation: how the runner is tested. */
export type Tamper = (op: string, results: Value[]) => Value[];

/** The functions of a namespace object. */
export class Api {
  readonly #root: Readonly<Record<string, unknown>>;
  readonly #tamper: Tamper | undefined;

  /** Takes the names of `import * as tf`. */
  constructor(root: Readonly<Record<string, unknown>>, tamper?: Tamper) {
    this.#root = root;
    this.#tamper = tamper;
  }

  /** The function or class of a name like `math.topK`. */
  member(name: string): (...args: readonly unknown[]) => unknown {
    let it: unknown = this.#root;
    for (const part of name.split(".")) {
      it = (typeof it === "object" || typeof it === "function") && it !== null
        ? Reflect.get(it, part)
        : undefined;
    }
    if (typeof it !== "function") throw new Missing(`tf.${name} is not a function`);
    return it as (...args: readonly unknown[]) => unknown;
  }

  /** The tensors that an operation gives. */
  call(op: string, args: readonly unknown[]): Value[] {
    try {
      const results = flatten(this.member(op)(...args));
      return this.#tamper ? this.#tamper(op, results) : results;
    } catch (error) {
      if (error instanceof Error && !throwers.has(error)) throwers.set(error, op);
      throw error;
    }
  }

  /** A tensor of an encoded value. */
  constant(value: Encoded): Value {
    const { dtype, shape } = value;
    const make = (data: Elements, as: string) =>
      this.member("constant")(data, { dtype: as, shape: [...shape] });
    const made = dtype === "bfloat16"
      ? this.member("cast")(make(fromBfloat16(decode(value) as Uint16Array), "float32"), dtype)
      : make(decode(value), dtype);
    return flatten(made)[0]!;
  }

  /** A new tape. */
  tape(persistent = false): Tape {
    return Reflect.construct(this.member("GradientTape"), [{ persistent }]) as Tape;
  }

  /** A traced function. */
  function(fn: Traced): Traced {
    return this.member("function")(fn) as Traced;
  }
}
