/**
 * The namespace `tf.strings`: texts.
 *
 * @module
 */
export { join, reduceJoin } from "../ops/strings/join.ts";
export { length, lower, strip, substr, upper } from "../ops/strings/letters.ts";
export { asString, toNumber } from "../ops/strings/numbers.ts";
export { regexFullMatch, regexReplace } from "../ops/strings/regex.ts";
export { split, unicodeSplit } from "../ops/strings/split.ts";
