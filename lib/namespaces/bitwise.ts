/**
 * The namespace `tf.bitwise`: operations on bits.
 *
 * @module
 */
export {
  bitwiseAnd,
  bitwiseOr,
  bitwiseXor,
  invert,
  leftShift,
  rightShift,
} from "../ops/bitwise/bitwise.ts";
