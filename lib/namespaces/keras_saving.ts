/**
 * The namespace `tf.keras.saving`.
 *
 * @module
 */
export {
  CustomObjectScope,
  customObjectScope,
  getCustomObjects,
  getRegisteredName,
  getRegisteredObject,
  registerKerasSerializable,
} from "../configuration/registry.ts";
export { deserializeKerasObject, serializeKerasObject } from "../configuration/serialization.ts";
export { loadModel, saveModel } from "../models/mod.ts";
export { loadWeights, saveWeights } from "../saving/functions.ts";
