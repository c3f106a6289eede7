/**
 * Functions that layers take by name or configuration: regularizers and constraints. Each is made
 * by a factory from options, which a configuration stores.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import { camelCase } from "./naming.ts";

/** A configuration as Keras stores it. */
export interface FunctionConfig {
  /** Keras's class name, such as `L1L2`. */
  class_name: string;
  /** The options. */
  config: Record<string, unknown>;
}

// deno-lint-ignore no-explicit-any -- functions of any signature, handed back as they came
type AnyFunction = (...args: any[]) => unknown;

/** Makes one kind of function from names and configurations. */
export class FunctionRegistry<F extends AnyFunction> {
  readonly #kind: string;
  readonly #factories: Readonly<Record<string, (options: Record<string, never>) => F>>;
  readonly #configs = new WeakMap<F, FunctionConfig>();

  /**
   * @param kind What the functions are, for error messages.
   * @param factories Factories by every name they are known under.
   */
  constructor(
    kind: string,
    factories: Readonly<Record<string, (options: Record<string, never>) => F>>,
  ) {
    this.#kind = kind;
    this.#factories = factories;
  }

  /** Notes the configuration a function was made from. */
  describe(run: F, className: string, config: Record<string, unknown>): F {
    this.#configs.set(run, { class_name: className, config });
    return run;
  }

  /**
   * The function of an identifier: itself, a name, or a configuration; `undefined` for none.
   *
   * @throws {RangeError} for a name that is not known.
   */
  get(
    where: string,
    name: string,
    identifier: F | string | FunctionConfig | null | undefined,
  ): F | undefined {
    if (identifier === null || identifier === undefined) return undefined;
    if (typeof identifier === "function") return identifier;
    const isConfig = typeof identifier === "object" && typeof identifier.class_name === "string";
    const key = isConfig ? identifier.class_name : identifier;
    const factory = typeof key === "string" ? this.#factories[key] : undefined;
    if (!factory) {
      throw new RangeError(
        `${where}: expected ${name} to be a ${this.#kind} or a known name, received ${name}=${
          formatValue(identifier)
        }; ${suggestName(String(key), Object.keys(this.#factories))}`,
      );
    }
    const config = isConfig ? identifier.config : {};
    const options = Object.entries(config).map(([option, value]) => [camelCase(option), value]);
    return factory(Object.fromEntries(options));
  }

  /** The configuration of a function, the name of one that somebody else made, null for none. */
  serialize(run: F | undefined): FunctionConfig | string | null {
    if (run === undefined) return null;
    return this.#configs.get(run) ?? run.name;
  }
}
