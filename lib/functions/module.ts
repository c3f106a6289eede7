/**
 * `tf.Module`: holds variables and other modules in its properties.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { atCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { leavesOf } from "./module_walk.ts";
import { NameScope, scopedName } from "./name_scope.ts";

/** Arguments of {@linkcode Module}. */
export interface ModuleArguments {
  /** A name that Python takes for one; default: that of the class, as `my_net` for `MyNet`. */
  name?: string | null;
}

const SIGNATURE = { where: "tf.Module", names: ["name"], required: 0 };

/** What Python takes for a name. */
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** `my_net` for `MyNet`. */
function snakeCase(name: string): string {
  return name.replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2").replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

/**
 * A holder of variables and other modules. They are found in its own properties, also in arrays,
 * plain objects, maps and sets there; in the order of the properties' names, as in TensorFlow.
 * Private fields (`#weights`) cannot be seen.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Affine extends tf.Module {
 *   w = new tf.Variable([[2]], { name: "w" });
 *   b = new tf.Variable([1], { name: "b", trainable: false });
 * }
 * const affine = new Affine();
 * assertEquals(affine.variables.map(({ name }) => name), ["b:0", "w:0"]);
 * assertEquals(affine.trainableVariables.length, 1);
 * ```
 */
export class Module {
  readonly #name: string;
  readonly #scope: NameScope;

  /**
   * Makes a module without variables.
   *
   * @throws {TypeError | RangeError} for a name that Python takes for none.
   */
  constructor(...args: Arguments<ModuleArguments, ["name"]>) {
    try {
      const [given] = bindArguments(SIGNATURE, args);
      const name = given ?? snakeCase(new.target.name);
      if (typeof name !== "string") {
        throw new TypeError(
          `tf.Module: expected name to be a text, received name=${formatValue(name)}`,
        );
      }
      if (!IDENTIFIER.test(name)) {
        throw new RangeError(
          `tf.Module: expected name to be one that Python takes for a name, received name=${
            formatValue(name)
          }`,
        );
      }
      this.#name = name;
      this.#scope = new NameScope(`${scopedName(name)}/`);
    } catch (error) {
      throw atCaller(error, new.target);
    }
  }

  /** Its name. */
  get name(): string {
    return this.#name;
  }

  /** The scope that variables made within have in their names. */
  get nameScope(): NameScope {
    return this.#scope;
  }

  /** Its variables and those of modules in it, each once. */
  get variables(): readonly VariableCore[] {
    return leavesOf(this, isVariable, isModule);
  }

  /** Those of its variables that are trained. */
  get trainableVariables(): readonly VariableCore[] {
    return this.variables.filter(({ trainable }) => trainable);
  }

  /** Those of its variables that are not trained. */
  get nonTrainableVariables(): readonly VariableCore[] {
    return this.variables.filter(({ trainable }) => !trainable);
  }

  /** The modules in it, and in those. */
  get submodules(): readonly Module[] {
    return leavesOf(this, isModule, isModule);
  }

  /**
   * Makes a method that runs in the module's name scope: `call = tf.Module.withNameScope(function
   * (x) { ... })`, or as a decorator.
   */
  static withNameScope<This extends Module, Args extends unknown[], Result>(
    method: (this: This, ...args: Args) => Result,
    _context?: unknown,
  ): (this: This, ...args: Args) => Result {
    if (typeof method !== "function") {
      throw new TypeError(
        `tf.Module.withNameScope: expected a method, received ${formatValue(method)}`,
      );
    }
    return function (this: This, ...args: Args): Result {
      return this.nameScope.run(() => method.apply(this, args));
    };
  }
}

const isVariable = (it: unknown): it is VariableCore => it instanceof VariableCore;
const isModule = (it: unknown): it is Module => it instanceof Module;

displayable(Module.prototype, { repr: (it) => `<${it.constructor.name} name=${it.name}>` });
