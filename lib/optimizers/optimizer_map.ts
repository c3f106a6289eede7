/**
 * OptimizerMap: which optimizer is for which weights, by their paths.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import type { CustomObjects } from "../configuration/registry.ts";
import { serializeObject } from "../configuration/serialization.ts";
import { fromCaller, fromConfigCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import type { Variable } from "../functions/variable.ts";
import { type Arguments, bindArguments, type Signature } from "../ops/bind.ts";
import { checkOptimizer, optimizerFrom } from "./identify.ts";
import type { Optimizer } from "./optimizer.ts";

/** Arguments of {@linkcode OptimizerMap}. */
export interface OptimizerMapArguments {
  /** For weights that no key matches. */
  defaultOptimizer: Optimizer;
  /** Optimizers by paths or regular expressions; default: none. */
  optimizerMap?: Readonly<Record<string, Optimizer>> | null | undefined;
}

const SIGNATURE: Signature = {
  where: "OptimizerMap",
  names: ["defaultOptimizer", "optimizerMap"],
  required: 1,
  objects: ["optimizerMap"],
};

/**
 * Optimizers by the paths of weights, or by regular expressions that whole paths match; a default for
 * the others.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { Adam, OptimizerMap, SGD } = tf.keras.optimizers;
 * const map = new OptimizerMap(new SGD(0.1), { "encoder/.*": new Adam() });
 * assertEquals(map.get("encoder/dense/kernel") instanceof Adam, true);
 * assertEquals(map.get("decoder") instanceof SGD, true);
 * ```
 */
export class OptimizerMap {
  /** The optimizer of weights that no key matches. */
  readonly defaultOptimizer: Optimizer;
  readonly #map = new Map<string, Optimizer>();

  /** @param args The default, and optimizers by paths or regular expressions. */
  constructor(...args: Arguments<OptimizerMapArguments, ["defaultOptimizer", "optimizerMap"]>) {
    const [given, map] = fromCaller(new.target, () => bindArguments(SIGNATURE, args));
    this.defaultOptimizer = fromCaller(
      new.target,
      () => checkOptimizer("OptimizerMap", "defaultOptimizer", given),
    );
    const entries = Object.entries((map ?? {}) as Readonly<Record<string, Optimizer>>);
    for (const [key, optimizer] of entries) this.set(key, optimizer);
  }

  /**
   * The optimizer of a path.
   *
   * @throws {RangeError} if several regular expressions match it.
   */
  get(path: string): Optimizer {
    const exact = this.#map.get(path);
    if (exact) return exact;
    const found = [...this.#map].filter(([key]) => new RegExp(`^(?:${key})$`).test(path));
    if (found.length > 1) {
      const keys = found.map(([key]) => formatValue(key)).join(" and ");
      throw new RangeError(
        `OptimizerMap: expected one key that matches ${formatValue(path)}, received ${keys}`,
      );
    }
    return found[0]?.[1] ?? this.defaultOptimizer;
  }

  /** The optimizer of a weight. */
  of(variable: Variable): Optimizer {
    return this.get(variable.path);
  }

  /**
   * Adds an optimizer under a path or a regular expression.
   *
   * @throws {RangeError} for a key that is there already.
   */
  set(key: string, optimizer: Optimizer): this {
    if (this.#map.has(key)) {
      throw new RangeError(
        `OptimizerMap: expected keys of their own, received ${formatValue(key)} a second time`,
      );
    }
    this.#map.set(key, checkOptimizer("OptimizerMap", formatValue(key), optimizer));
    return this;
  }

  /** Removes a key; whether it was there. */
  delete(key: string): boolean {
    return this.#map.delete(key);
  }

  /** Removes all keys. */
  clear(): void {
    this.#map.clear();
  }

  /** Number of keys. */
  get size(): number {
    return this.#map.size;
  }

  /** The keys, in the order in which they came. */
  keys(): string[] {
    return [...this.#map.keys()];
  }

  /** The optimizers of the keys, without the default. */
  values(): Optimizer[] {
    return [...this.#map.values()];
  }

  /** Keys with their optimizers. */
  items(): [string, Optimizer][] {
    return [...this.#map];
  }

  /** Its options in Keras's spelling. */
  getConfig(): Record<string, unknown> {
    const written = this.items().map(([key, it]) => [key, serializeObject("getConfig", it)]);
    return {
      default_optimizer: serializeObject("getConfig", this.defaultOptimizer),
      optimizer_map: Object.fromEntries(written),
    };
  }

  /** A map of a configuration. */
  static fromConfig(
    config: Readonly<Record<string, unknown>>,
    customObjects?: CustomObjects,
  ): OptimizerMap {
    return fromConfigCaller(this, config, () => {
      const where = "OptimizerMap.fromConfig";
      const { default_optimizer: first, optimizer_map: rest, ...others } = config;
      const [other] = Object.keys(others);
      if (other !== undefined) {
        throw new TypeError(
          `${where}: expected default_optimizer and optimizer_map, received ${other}`,
        );
      }
      const made = Object.entries((rest ?? {}) as Record<string, unknown>).map(([key, it]) =>
        [key, optimizerFrom(where, it, customObjects)] as const
      );
      return new OptimizerMap(optimizerFrom(where, first, customObjects), Object.fromEntries(made));
    });
  }
}

displayable(OptimizerMap.prototype, {
  repr: (it) => `<${it.constructor.name}>`,
});
