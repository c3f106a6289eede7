/**
 * Initializers: what `tf.keras.initializers` exports, and TensorFlow's functions that make them.
 *
 * @module
 */
export {
  constantInitializer,
  onesInitializer,
  randomNormalInitializer,
  randomUniformInitializer,
  zerosInitializer,
} from "./aliases.ts";
export {
  Constant,
  type ConstantOptions,
  Identity,
  type IdentityOptions,
  Ones,
  Zeros,
} from "./constant.ts";
export {
  NormalInitializer,
  RandomNormal,
  type RandomNormalOptions,
  RandomUniform,
  type RandomUniformOptions,
  TruncatedNormal,
} from "./distributions.ts";
export {
  type FamilyArguments,
  type FamilyOptions,
  FixedScaling,
  GlorotNormal,
  GlorotUniform,
  HeNormal,
  HeUniform,
  LecunNormal,
  LecunUniform,
} from "./families.ts";
export {
  Initializer,
  type InitializerArguments,
  type InitializerCall,
  type InitializerConfig,
} from "./initializer.ts";
export { Orthogonal, type OrthogonalOptions } from "./orthogonal.ts";
export { RandomInitializer, type SeedOptions, type SerializedSeed } from "./random_initializer.ts";
export {
  type CustomInitializers,
  deserialize,
  type DeserializeInitializerArguments,
  get,
  type GetInitializerArguments,
  type InitializerClass,
  type InitializerFunction,
  type InitializerIdentifier,
  serialize,
  type SerializedInitializer,
  type SerializeInitializerArguments,
} from "./registry.ts";
export { STFT, type STFTOptions } from "./stft.ts";
export type { WindowName } from "./windows.ts";
export {
  computeFans,
  type FanAxes,
  type FanMode,
  type ScalingDistribution,
  VarianceScaling,
  type VarianceScalingOptions,
} from "./variance_scaling.ts";
