/**
 * The namespace `tf.keras.regularizers`.
 *
 * @module
 */
export {
  deserialize,
  get,
  l1,
  l1L2,
  type L1L2Options,
  l2,
  type Penalty,
  type Regularizer,
  type RegularizerIdentifier,
  serialize,
} from "../regularizers/mod.ts";
