/**
 * The namespace `tf.keras.mixedPrecision`: which types layers compute in.
 *
 * @module
 */
export {
  DTypePolicy,
  DTypePolicy as Policy,
  dtypePolicy,
  dtypePolicy as globalPolicy,
  type PolicyIdentifier,
  type PolicyName,
  setDtypePolicy,
  setDtypePolicy as setGlobalPolicy,
} from "../layers/base/dtype_policy.ts";
