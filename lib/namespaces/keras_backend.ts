/**
 * What `tf.keras.backend` holds.
 *
 * @module
 */
export { clearSession } from "../objects/naming.ts";

/** The element type of weights. */
export function floatx(): "float32" {
  return "float32";
}
