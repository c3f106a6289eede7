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
export { assertNear } from "../ops/debugging/near.ts";
export {
  assertRank,
  assertRankAtLeast,
  assertRankIn,
  assertScalar,
  assertShapes,
} from "../ops/debugging/shapes.ts";
export {
  Assert,
  assertAllFinite,
  assertNegative,
  assertNonNegative,
  assertNonPositive,
  assertPositive,
  checkNumerics,
} from "../ops/debugging/signs.ts";
export {
  assertInteger,
  assertProperIterable,
  assertSameFloatDtype,
  assertType,
  isNumericTensor,
} from "../ops/debugging/types.ts";
