/**
 * The namespace `tf.strings`: texts.
 *
 * @module
 */
export { unicodeDecode, unicodeEncode, unicodeTranscode } from "../ops/strings/code_points.ts";
export { toHashBucketFast, toHashBucketStrong } from "../ops/strings/hash.ts";
export { join, reduceJoin } from "../ops/strings/join.ts";
export { length, lower, strip, substr, upper } from "../ops/strings/letters.ts";
export { asString, toNumber } from "../ops/strings/numbers.ts";
export { regexFullMatch, regexReplace } from "../ops/strings/regex.ts";
export { bytesSplit, split, unicodeSplit } from "../ops/strings/split.ts";
