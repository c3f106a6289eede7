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
