/**
 * The namespace `tf.keras.constraints`.
 *
 * @module
 */
export {
  type Constraint,
  type ConstraintIdentifier,
  deserialize,
  get,
  type Limit,
  maxNorm,
  type MaxNormOptions,
  nonNeg,
  serialize,
  unitNorm,
  type UnitNormOptions,
} from "../constraints/mod.ts";
