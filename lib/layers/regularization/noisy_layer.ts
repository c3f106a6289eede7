/**
 * What layers with random numbers share: their source, and that they are called with `training`.
 *
 * @module
 * @internal
 */
import type { SeedGenerator } from "../../random/seed_generator.ts";
import type { LayerOptions } from "../base/options.ts";
import { ShapeKeeping } from "../base/weightless.ts";
import { Noise, type Seed } from "./noise.ts";

/** A layer that draws random numbers in training. */
export abstract class NoisyLayer extends ShapeKeeping {
  /** Its random numbers. */
  readonly #noise: Noise;

  /** Takes the options of every layer, and the seed. */
  constructor(options: LayerOptions, seed: Seed) {
    super(options);
    this.#noise = new Noise(seed);
  }

  /** Its random numbers. */
  protected get noise(): Noise {
    return this.#noise;
  }

  /** Where its random numbers come from; `undefined` where that is `tf.random.setSeed`. */
  get seedGenerator(): SeedGenerator | undefined {
    return this.#noise.generator;
  }

  override get seedGenerators(): readonly SeedGenerator[] {
    const { generator } = this.#noise;
    return generator ? [generator] : [];
  }

  protected override get callParameters(): readonly string[] {
    return ["training"];
  }
}
