/**
 * Random numbers with TensorFlow's bits: what `tf.random` exports.
 *
 * @module
 */
export type { NormalArguments, UniformArguments } from "./distributions.ts";
export { Generator, type GeneratorState } from "./generator.ts";
export type { Integer } from "./int64.ts";
export {
  categorical,
  normal,
  type NormalOptions,
  type SeedOption,
  setSeed,
  shuffle,
  truncatedNormal,
  uniform,
  type UniformOptions,
} from "./ops.ts";
export { getProfile, type SeedProfile, setProfile } from "./profile.ts";
export { type ChoiceOptions, RandomState, type SizeLike } from "./random_state.ts";
export type { SeedPair } from "./stateless.ts";
export {
  statelessCategorical,
  statelessFoldIn,
  statelessNormal,
  type StatelessNormalOptions,
  type StatelessSeed,
  type StatelessSeedOption,
  statelessSplit,
  statelessTruncatedNormal,
  statelessUniform,
  type StatelessUniformOptions,
} from "./stateless_ops.ts";
