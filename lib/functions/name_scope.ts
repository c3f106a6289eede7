/**
 * Scopes of names: variables that are made within one have it in their names.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { atCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { state, within } from "../tensor/state.ts";

/**
 * A name that variables made within have in front of their own; exported as `tf.nameScope`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const w = new tf.nameScope("layer").run(() => new tf.Variable(1, { name: "w" }));
 * assertEquals(w.name, "layer/w:0");
 * ```
 */
export class NameScope {
  /** Its name: with a slash at its end the whole scope, without a part of the one around. */
  readonly name: string;

  /**
   * Makes a scope that is not entered.
   *
   * @param name With a slash at its end, the whole scope; without, a part of the one around.
   */
  constructor(name: string) {
    this.name = name;
    if (typeof name === "string" && name !== "") return;
    throw atCaller(
      new TypeError(`tf.nameScope: expected name to be a text, received name=${formatValue(name)}`),
      new.target,
    );
  }

  /** Runs `fn` within the scope, as Python's `with` block; gives what `fn` returns. */
  run<T>(fn: () => T): T {
    const nameScope = this.name.endsWith("/") ? this.name : `${state.nameScope}${this.name}/`;
    return within({ nameScope }, fn);
  }
}

/** A name in the scope that is open. */
export function scopedName(name: string): string {
  return `${state.nameScope}${name}`;
}

displayable(NameScope.prototype, { repr: (it) => `<${it.constructor.name}>` });
