/**
 * Keras 3's seed generator: pairs of seeds for the stateless ops, a new one at every call.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { fromCaller } from "../errors/caller.ts";
import { checkBoolean } from "../errors/checks.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import { checkEager, checkSeed64 } from "./arguments.ts";
import { type Source, stateless } from "./draw.ts";
import { floorMod, type Integer } from "./int64.ts";
import { drawSeed } from "./profile.ts";

/** Arguments of {@linkcode SeedGenerator}. */
export interface SeedGeneratorOptions {
  /** A whole number of at most 64 bits; default: drawn by the rules of `setRandomSeed`. */
  seed?: Integer | null;
  /** Default `"seed_generator"`, the next ones with a number. */
  name?: string | null;
}

/** Arguments of {@linkcode SeedGenerator.next}. */
export interface SeedGeneratorNextArguments {
  /** Whether the second seed counts the calls; else both jump; default true. */
  ordered?: boolean | null;
}

/** Keras 3.5 and later take seeds modulo this. */
export const KERAS3_MODULUS = 2 ** 31 - 2;

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
   * @param args The seed, and a name.
   * @throws {TypeError} for a seed that is no number or bigint
   * @throws {RangeError} for a fraction, or a seed beyond 64 bits
   */
  constructor(...args: Arguments<SeedGeneratorOptions, ["seed", "name"]>) {
    const { seed, name } = fromCaller(new.target, () => {
      const [seed, name] = boundValues<SeedGeneratorOptions, ["seed", "name"]>(
        "SeedGenerator",
        ["seed", "name"],
        0,
        args,
      );
      const own = seed ?? null;
      return { seed: own === null ? null : checkSeed64("SeedGenerator", own), name };
    });
    this.#seed = seed;
    this.name = name ?? nextName();
    this.#state = [BigInt(seed ?? drawSeed()), 0n];
  }

  /** A generator as {@linkcode SeedGenerator.getConfig} describes one, from its start. */
  static fromConfig(config: SeedGeneratorOptions): SeedGenerator {
    return new SeedGenerator(config);
  }

  /**
   * The pair that the next call gives.
   *
   * @throws {TypeError} in a traced function, each run of which has another pair
   */
  get state(): [bigint, bigint] {
    checkEager("SeedGenerator.state", "read it outside of the function");
    return [...this.#state];
  }

  set state(pair: readonly [bigint, bigint]) {
    checkEager("SeedGenerator.state", "set it outside of the function");
    this.#state = [...pair];
  }

  /**
   * A pair of seeds for a stateless op. The second one counts the calls; with `ordered: false`
   * both jump between 0 and a million.
   *
   * @throws {TypeError} in a traced function, each run of which has another pair
   */
  next(...args: Arguments<SeedGeneratorNextArguments, ["ordered"]>): [bigint, bigint] {
    return fromCaller(this.next, () => {
      const where = "SeedGenerator.next";
      const [order] = boundValues<SeedGeneratorNextArguments, ["ordered"]>(
        where,
        ["ordered"],
        0,
        args,
      );
      const ordered = checkBoolean(where, "ordered", order ?? true);
      checkEager(where, "give the pair to the function as a tensor");
      return this.#advance(ordered);
    });
  }

  /**
   * The random words of the next pair, as Keras 3 takes them; a traced function may keep it for its
   * runs.
   *
   * @internal
   */
  readonly source: Source = (kernel, elements) => {
    const [seed, call] = this.#advance(true);
    const pair = [floorMod(seed, KERAS3_MODULUS), floorMod(call, KERAS3_MODULUS)] as const;
    return stateless(pair)(kernel, elements);
  };

  /** What makes an equal generator, at its start. */
  getConfig(): { seed: Integer | null; name: string } {
    return { seed: this.#seed, name: this.name };
  }

  /** The present pair; the state moves on. */
  #advance(ordered: boolean): [bigint, bigint] {
    const now = this.#state;
    this.#state = ordered
      ? [now[0], BigInt.asIntN(64, now[1] + 1n)]
      : now.map(jump) as [bigint, bigint];
    return [...now];
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

displayable(SeedGenerator.prototype, { repr: (it) => `<${it.constructor.name}>` });
