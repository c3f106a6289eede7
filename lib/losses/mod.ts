/**
 * Losses, named as in `tf.keras.losses`.
 *
 * @module
 */
export type { LossName } from "../configuration/compile_names.ts";
export {
  BinaryCrossentropy,
  binaryCrossentropy,
  type BinaryCrossentropyArguments,
  type BinaryCrossentropyOptions,
} from "./binary_crossentropy.ts";
export {
  BinaryFocalCrossentropy,
  binaryFocalCrossentropy,
  type BinaryFocalCrossentropyArguments,
  type BinaryFocalCrossentropyOptions,
} from "./binary_focal_crossentropy.ts";
export {
  CategoricalCrossentropy,
  categoricalCrossentropy,
  type CategoricalCrossentropyArguments,
  type CategoricalCrossentropyOptions,
} from "./categorical_crossentropy.ts";
export {
  CategoricalFocalCrossentropy,
  categoricalFocalCrossentropy,
  type CategoricalFocalCrossentropyArguments,
  type CategoricalFocalCrossentropyOptions,
} from "./categorical_focal_crossentropy.ts";
export { Circle, circle, type CircleArguments, type CircleOptions } from "./circle.ts";
export { CTC, ctc } from "./ctc.ts";
export { KLDivergence, klDivergence, LogCosh, logCosh, Poisson, poisson } from "./distribution.ts";
export {
  CategoricalHinge,
  categoricalHinge,
  Hinge,
  hinge,
  SquaredHinge,
  squaredHinge,
} from "./hinge.ts";
export {
  CosineSimilarity,
  cosineSimilarity,
  type CosineSimilarityArguments,
  type CosineSimilarityOptions,
  Huber,
  huber,
  type HuberArguments,
  type HuberOptions,
} from "./huber.ts";
export { Loss, type LossCallArguments } from "./loss.ts";
export {
  type LossFunction,
  LossFunctionWrapper,
  type LossFunctionWrapperArguments,
  type LossFunctionWrapperOptions,
} from "./loss_function_wrapper.ts";
export {
  Dice,
  dice,
  type DiceArguments,
  type DiceOptions,
  Tversky,
  tversky,
  type TverskyArguments,
  type TverskyOptions,
} from "./overlap.ts";
export {
  MeanAbsoluteError,
  meanAbsoluteError,
  MeanAbsolutePercentageError,
  meanAbsolutePercentageError,
  MeanSquaredError,
  meanSquaredError,
  MeanSquaredLogarithmicError,
  meanSquaredLogarithmicError,
} from "./regression.ts";
export {
  CategoricalGeneralizedCrossEntropy,
  categoricalGeneralizedCrossEntropy,
  type CategoricalGeneralizedCrossEntropyArguments,
  type CategoricalGeneralizedCrossEntropyOptions,
} from "./categorical_generalized_cross_entropy.ts";
export {
  SparseCategoricalCrossentropy,
  sparseCategoricalCrossentropy,
  type SparseCategoricalCrossentropyArguments,
  type SparseCategoricalCrossentropyOptions,
} from "./sparse_categorical_crossentropy.ts";
export {
  deserialize,
  type DeserializeLossArguments,
  get,
  type GetLossArguments,
  type LossIdentifier,
  serialize,
  type SerializeLossArguments,
} from "./registry.ts";
export { type LossFunctionArguments, type PlainLoss } from "./function_form.ts";
export { type LossDType, type LossOptions } from "./options.ts";
export { Reduction, type ReductionName } from "./reduce.ts";
export { klDivergence as KLD } from "./distribution.ts";
export { meanAbsoluteError as MAE } from "./regression.ts";
export { meanAbsolutePercentageError as MAPE } from "./regression.ts";
export { meanSquaredError as MSE } from "./regression.ts";
export { meanSquaredLogarithmicError as MSLE } from "./regression.ts";
export { klDivergence as kld } from "./distribution.ts";
export { klDivergence as kullbackLeiblerDivergence } from "./distribution.ts";
export { logCosh as logcosh } from "./distribution.ts";
export { meanAbsoluteError as mae } from "./regression.ts";
export { meanAbsolutePercentageError as mape } from "./regression.ts";
export { meanSquaredError as mse } from "./regression.ts";
export { meanSquaredLogarithmicError as msle } from "./regression.ts";
