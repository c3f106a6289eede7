/**
 * Names of other libraries that only answer what to write instead, whatever is done with them.
 *
 * @module
 */
import { isOrdinaryMember } from "./ordinary.ts";

const answers = new WeakSet<object>();

/** Whether a value is one of those that only answer. */
export function isAnswer(value: unknown): boolean {
  return typeof value === "function" && answers.has(value);
}

/** A name whose call, `new` and members are errors that say what to write. */
export function answer(name: string, cure: string): unknown {
  const fail = (boundary: (...args: never[]) => unknown): never => {
    const error = new TypeError(`tf.${name}: ${cure}`);
    Error.captureStackTrace(error, boundary);
    throw error;
  };
  const target = Object.defineProperty(function () {}, "name", { value: name });
  const apply = (): never => fail(apply);
  const construct = (): never => fail(construct);
  const get = (it: object, key: PropertyKey): unknown =>
    isOrdinaryMember(key) ? Reflect.get(it, key) : fail(get);
  const made = new Proxy(target, { apply, construct, get });
  answers.add(made);
  return made;
}
