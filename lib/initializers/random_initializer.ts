/**
 * What the random initializers share: a seed, and the rules by which it becomes random words.
 *
 * @module
 */
import { checkSeed64 } from "../random/arguments.ts";
import { type Source, stateful, stateless } from "../random/draw.ts";
import { floorMod, type Integer } from "../random/int64.ts";
import { drawSeed, getProfile } from "../random/profile.ts";
import { SeedGenerator, type SeedGeneratorOptions } from "../random/seed_generator.ts";
import { Initializer, type InitializerConfig } from "./initializer.ts";

/** The option of every random initializer. */
export interface SeedOptions {
  /**
   * A whole number of at most 64 bits: every call gives the same values. Default: none, and the
   * seed rules in use (`tf.random.setProfile`) say where the values come from. With a generator
   * every call gives other values.
   */
  seed?: Integer | SeedGenerator | SerializedSeed | null;
}

/** A seed generator as Keras writes it to files. */
export interface SerializedSeed {
  /** Name of the class. */
  class_name: "SeedGenerator";
  /** Its options. */
  config: SeedGeneratorOptions;
}

/** Keras 3.5 and later take seeds modulo this. */
const KERAS3_MODULUS = 2 ** 31 - 2;

/** Base class of initializers that draw random values. */
export abstract class RandomInitializer extends Initializer {
  readonly #seed: Integer | SeedGenerator | null;
  /** The seed that Keras 2 and 3 draw for an initializer without one, once it is drawn. */
  #drawn: number | undefined;

  /** Takes the seed. */
  constructor({ seed = null }: SeedOptions) {
    super();
    this.#seed = seed === null ? null : toSeed(this.className, seed);
    if (this.#seed === null && getProfile() === "keras3") this.#drawn = drawSeed();
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    const seed = this.#seed;
    if (!(seed instanceof SeedGenerator)) return { seed };
    return { seed: { class_name: "SeedGenerator", config: seed.getConfig() } };
  }

  /**
   * Where the random words of the next call come from.
   *
   * @internal
   */
  protected source(): Source {
    if (this.#seed instanceof SeedGenerator) {
      const [seed, call] = this.#seed.next();
      return stateless([floorMod(seed, KERAS3_MODULUS), floorMod(call, KERAS3_MODULUS)]);
    }
    const profile = getProfile();
    if (this.#seed === null && profile === "tf2.0") return stateful();
    const seed = this.#seed ?? (this.#drawn ??= drawSeed());
    return stateless([profile === "keras3" ? floorMod(seed, KERAS3_MODULUS) : seed, 0]);
  }
}

/** A seed, or the generator of seeds that is given or described. */
function toSeed(where: string, seed: unknown): Integer | SeedGenerator {
  if (seed instanceof SeedGenerator) return seed;
  const { class_name, config } = seed as Partial<SerializedSeed>;
  if (class_name === "SeedGenerator") return SeedGenerator.fromConfig(config ?? {});
  return checkSeed64(where, seed);
}
