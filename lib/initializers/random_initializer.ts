/**
 * What the random initializers share: a seed, and the rules by which it becomes random words.
 *
 * @module
 */
import type { DType, Storage } from "../arrays/dtypes.ts";
import { fromCaller } from "../errors/caller.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import { checkFloatLimits, checkSeed64 } from "../random/arguments.ts";
import { drawUniform, type Source, stateful, stateless } from "../random/draw.ts";
import type { FloatDType } from "../random/rounding.ts";
import { floorMod, type Integer } from "../random/int64.ts";
import { drawSeed, getProfile } from "../random/profile.ts";
import {
  KERAS3_MODULUS,
  SeedGenerator,
  type SeedGeneratorOptions,
} from "../random/seed_generator.ts";
import { aval, type Shape } from "../tensor/aval.ts";
import { draw } from "../tensor/draw.ts";
import type { Tensor } from "../tensor/tensor.ts";
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

/** Base class of initializers that draw random values. */
export abstract class RandomInitializer extends Initializer {
  readonly #seed: Integer | SeedGenerator | null;
  /** The seed that Keras 2 and 3 draw for an initializer without one, once it is drawn. */
  #drawn: number | undefined;

  /**
   * Takes the seed.
   *
   * @param args The seed.
   */
  constructor(...args: Arguments<SeedOptions, ["seed"]>) {
    const where = new.target.name;
    const checked = fromCaller(new.target, () => {
      const [seed] = boundValues<SeedOptions, ["seed"]>(where, ["seed"], 0, args);
      return seed === undefined || seed === null ? null : toSeed(where, seed);
    });
    super();
    this.#seed = checked;
    if (this.#seed === null && getProfile() === "keras3") this.#drawn = drawSeed();
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    const seed = this.#seed;
    if (!(seed instanceof SeedGenerator)) return { seed };
    const written = { class_name: "SeedGenerator", config: seed.getConfig() };
    if (getProfile() !== "keras3") return { seed: written };
    return { seed: { module: "keras.random", ...written, registered_name: null } };
  }

  /**
   * Where the random words of the next draw come from; to be asked when they are drawn.
   *
   * @internal
   */
  protected source(): Source {
    if (this.#seed instanceof SeedGenerator) return this.#seed.source;
    const profile = getProfile();
    if (this.#seed === null && profile === "tf2.0") return stateful();
    const seed = this.#seed ?? (this.#drawn ??= drawSeed());
    return stateless([profile === "keras3" ? floorMod(seed, KERAS3_MODULUS) : seed, 0]);
  }

  /**
   * The seed, be it one that was drawn: a copy that is given it draws the same values.
   *
   * @internal
   */
  protected get effectiveSeed(): Integer | SeedGenerator | null {
    return this.#seed ?? this.#drawn ?? null;
  }

  /**
   * Uniform numbers in `[minval, maxval)`. Keras 3 rounds limits to float32 before anything else.
   *
   * @internal
   */
  protected drawnUniform(shape: Shape, dtype: FloatDType, minval: number, maxval: number): Tensor {
    const round = getProfile() === "keras3" ? Math.fround : (limit: number) => limit;
    const limits = checkFloatLimits(this.className, round(minval), round(maxval), dtype);
    return this.drawn(shape, dtype, (source, size) => drawUniform(source, size, limits, dtype));
  }

  /**
   * A tensor of what `make` draws, drawn in each run of a traced function.
   *
   * @internal
   */
  protected drawn(
    shape: Shape,
    dtype: DType,
    make: (source: Source, size: number) => Storage,
  ): Tensor {
    const type = aval(dtype, shape);
    return draw(type, () => make(this.source(), type.size));
  }
}

/** A seed, or the generator of seeds that is given or described. */
function toSeed(where: string, seed: unknown): Integer | SeedGenerator {
  if (seed instanceof SeedGenerator) return seed;
  const { class_name, config } = seed as Partial<SerializedSeed>;
  if (class_name === "SeedGenerator") return SeedGenerator.fromConfig(config ?? {});
  return checkSeed64(where, seed);
}
