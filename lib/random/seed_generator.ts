/**
 * Keras 3's seed generator: pairs of seeds for the stateless ops, a new one at every call.
 *
 * @module
 */
import { checkBoolean, checkOptions, checkSeed64 } from "./arguments.ts";
import type { Integer } from "./int64.ts";
import { drawSeed } from "./profile.ts";

/** Options of {@linkcode SeedGenerator}. */
export interface SeedGeneratorOptions {
  /** A whole number of at most 64 bits; default: drawn by the rules of `setRandomSeed`. */
  seed?: Integer | null;
  /** Default `"seed_generator"`, the next ones with a number. */
  name?: string | null;
}

let unnamed = 0;

/**
 * A seed that is used up: an op or an initializer that is given one draws other values at every
 * call, the same ones in every run.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const generator = new tf.keras.random.SeedGenerator(42);
 * assertEquals([generator.next(), generator.next()], [[42n, 0n], [42n, 1n]]);
 * ```
 */
export class SeedGenerator {
  /** The name it is saved under. */
  readonly name: string;
  readonly #seed: Integer | null;
  #state: [bigint, bigint];

  /**
   * A generator from a seed.
   *
   * @throws {TypeError} for a seed that is no number or bigint
   * @throws {RangeError} for a fraction, or a seed beyond 64 bits
   */
  constructor(seed: Integer | null | SeedGeneratorOptions = null) {
    const isOptions = typeof seed === "object" && seed !== null;
    const options: SeedGeneratorOptions = isOptions ? seed : { seed };
    checkOptions("SeedGenerator", options, ["seed", "name"], "new SeedGenerator({ seed: ... })");
    this.#seed = options.seed ?? null;
    if (this.#seed !== null) checkSeed64("SeedGenerator", this.#seed);
    this.name = options.name ?? nextName();
    this.#state = [BigInt(this.#seed ?? drawSeed()), 0n];
  }

  /** A generator as {@linkcode SeedGenerator.getConfig} describes one, from its start. */
  static fromConfig(config: SeedGeneratorOptions): SeedGenerator {
    return new SeedGenerator(config);
  }

  /** The pair that the next call gives. */
  get state(): [bigint, bigint] {
    return [...this.#state];
  }

  /**
   * A pair of seeds for a stateless op. The second one counts the calls; with `ordered: false`
   * both jump between 0 and a million.
   */
  next(options: { ordered?: boolean } = {}): [bigint, bigint] {
    checkOptions("SeedGenerator.next", options, ["ordered"], "next({ ordered: false })");
    const ordered = checkBoolean("SeedGenerator.next", "ordered", options.ordered ?? true);
    const now = this.#state;
    this.#state = ordered
      ? [now[0], BigInt.asIntN(64, now[1] + 1n)]
      : now.map(jump) as [bigint, bigint];
    return [...now];
  }

  /** What makes an equal generator, at its start. */
  getConfig(): { seed: Integer | null; name: string } {
    return { seed: this.#seed, name: this.name };
  }
}

function jump(value: bigint): bigint {
  const rest = BigInt.asIntN(64, (value + 1n) * 5387n) % 933199n;
  return rest < 0n ? rest + 933199n : rest;
}

function nextName(): string {
  const name = unnamed === 0 ? "seed_generator" : `seed_generator_${unnamed}`;
  unnamed++;
  return name;
}
