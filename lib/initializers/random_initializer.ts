/**
 * What the random initializers share: a seed, and the rules by which it becomes random words.
 *
 * @module
 */
import { checkSeed64 } from "../random/arguments.ts";
import { type Source, stateful, stateless } from "../random/draw.ts";
import { floorMod, type Integer } from "../random/int64.ts";
import { drawSeed, getProfile } from "../random/profile.ts";
import { Initializer, type InitializerConfig } from "./initializer.ts";

/** The option of every random initializer. */
export interface SeedOptions {
  /**
   * A whole number of at most 64 bits: every call gives the same values. Default: none, and the
   * seed rules in use (`tf.random.setProfile`) say where the values come from.
   */
  seed?: Integer | null;
}

/** Keras 3.5 and later take seeds modulo this. */
const KERAS3_MODULUS = 2 ** 31 - 2;

/** Base class of initializers that draw random values. */
export abstract class RandomInitializer extends Initializer {
  readonly #seed: Integer | null;
  /** The seed that Keras 2 and 3 draw for an initializer without one, once it is drawn. */
  #drawn: number | undefined;

  /** Takes the seed. */
  constructor({ seed = null }: SeedOptions) {
    super();
    this.#seed = seed === null ? null : checkSeed64(this.className, seed);
    if (this.#seed === null && getProfile() === "keras3") this.#drawn = drawSeed();
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return { seed: this.#seed };
  }

  /**
   * Where the random words of the next call come from.
   *
   * @internal
   */
  protected source(): Source {
    const profile = getProfile();
    if (this.#seed === null && profile === "tf2.0") return stateful();
    const seed = this.#seed ?? (this.#drawn ??= drawSeed());
    return stateless([profile === "keras3" ? floorMod(seed, KERAS3_MODULUS) : seed, 0]);
  }
}
