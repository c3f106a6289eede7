/**
 * The namespace `tf.keras.regularizers`.
 *
 * @module
 */
export {
  deserialize,
  get,
  L1,
  l1,
  L1L2,
  l1L2,
  type L1L2Options,
  type L1Options,
  L2,
  l2,
  type L2Options,
  OrthogonalRegularizer,
  orthogonalRegularizer,
  type OrthogonalRegularizerOptions,
  Regularizer,
  type RegularizerFunction,
  type RegularizerIdentifier,
  serialize,
} from "../regularizers/mod.ts";
