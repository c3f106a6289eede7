/**
 * Which members JavaScript and its tools ask any object for. Objects that answer unknown members with
 * an error leave these alone: `await` asks for `then`, JSON for `toJSON`, test tools and debuggers for
 * names of their own.
 *
 * @module
 */
const ASKED: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Function.prototype),
  "then",
  "catch",
  "finally",
  "toJSON",
  "inspect",
  "default",
  "prototype",
  "length",
  "size",
  "nodeType",
  "tagName",
  "asymmetricMatch",
  "displayName",
]);

/** Whether a member may be asked of any object, and has to be `undefined` where it is not there. */
export function isOrdinaryMember(key: PropertyKey): boolean {
  return typeof key !== "string" || /^[_$@\d]/.test(key) || ASKED.has(key);
}
