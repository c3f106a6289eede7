/**
 * The namespace `tf.debugging`: conditions that have to hold.
 *
 * @module
 */
export {
  assertEqual,
  assertGreater,
  assertGreaterEqual,
  assertLess,
  assertLessEqual,
  assertNoneEqual,
} from "../ops/debugging/assertions.ts";
