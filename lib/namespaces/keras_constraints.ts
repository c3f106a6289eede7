/**
 * The namespace `tf.keras.constraints`.
 *
 * @module
 */
export {
  Constraint,
  type ConstraintFunction,
  type ConstraintIdentifier,
  deserialize,
  get,
  MaxNorm,
  maxNorm,
  type MaxNormOptions,
  MinMaxNorm,
  minMaxNorm,
  type MinMaxNormOptions,
  NonNeg,
  nonNeg,
  type NormAxis,
  serialize,
  UnitNorm,
  unitNorm,
} from "../constraints/mod.ts";
