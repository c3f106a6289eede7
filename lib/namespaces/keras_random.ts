/**
 * The namespace `tf.keras.random`.
 *
 * @module
 */
export type { SerializedSeed } from "../initializers/random_initializer.ts";
export {
  SeedGenerator,
  type SeedGeneratorNextArguments,
  type SeedGeneratorOptions,
} from "../random/seed_generator.ts";
export {
  beta,
  binomial,
  categorical,
  dropout,
  gamma,
  normal,
  randint,
  shuffle,
  truncatedNormal,
  uniform,
} from "../keras_ops/random.ts";
