/**
 * Random numbers with TensorFlow's bits: what `tf.random` exports.
 *
 * @module
 */
export type { NormalOptions, UniformOptions } from "./distributions.ts";
export { Generator, type GeneratorArguments } from "./generator.ts";
export type {
  AlgorithmArguments,
  GeneratorAlgorithm,
  GeneratorCountArguments,
  GeneratorDrawArguments,
  GeneratorFullIntArguments,
  GeneratorKeyArguments,
  GeneratorNormalArguments,
  GeneratorSeedArguments,
  GeneratorSkipArguments,
  GeneratorState,
  GeneratorStateArguments,
  GeneratorUniformArguments,
} from "./generator_arguments.ts";
export type { Integer } from "./int64.ts";
export {
  categorical,
  type CategoricalArguments,
  normal,
  type NormalArguments,
  type NormalOperation,
  type SeedArguments,
  setSeed,
  type SetSeedArguments,
  shuffle,
  type ShuffleArguments,
  truncatedNormal,
  uniform,
  type UniformArguments,
} from "./ops.ts";
export { getProfile, type SeedProfile, setProfile, type SetProfileArguments } from "./profile.ts";
export {
  type ChoiceArguments,
  type ChoiceOptions,
  RandomState,
  type SizeLike,
} from "./random_state.ts";
export type { FloatDType, FullIntegerDType, IntegerDType } from "./rounding.ts";
export type { StatelessSeed } from "./seed_pair.ts";
export type { SeedPair } from "./stateless.ts";
export {
  type StatelessArguments,
  statelessCategorical,
  type StatelessCategoricalArguments,
  statelessFoldIn,
  statelessFoldIn as foldIn,
  type StatelessFoldInArguments,
  statelessNormal,
  type StatelessNormalArguments,
  type StatelessNormalOperation,
  statelessSplit,
  statelessSplit as split,
  type StatelessSplitArguments,
  statelessTruncatedNormal,
  statelessUniform,
  type StatelessUniformArguments,
} from "./stateless_ops.ts";
