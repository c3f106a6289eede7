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
  deserialize,
  type DeserializeInitializerArguments,
  get,
  getInitializer,
  type GetInitializerArguments,
  type InitializerClass,
  type InitializerFunction,
  type InitializerIdentifier,
  serialize,
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

// Keras's other names of the classes, and functions that make their instances.
export { Identity as IdentityInitializer } from "./constant.ts";
export { Orthogonal as OrthogonalInitializer } from "./orthogonal.ts";
export { STFT as STFTInitializer } from "./stft.ts";
export {
  constant,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  identity,
  lecunNormal,
  lecunUniform,
  ones,
  orthogonal,
  randomNormal,
  randomUniform,
  stft,
  truncatedNormal,
  varianceScaling,
  zeros,
} from "./makers.ts";
