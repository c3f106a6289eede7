/**
 * What the types know of `elsewhere.ts`: nothing, so that the compiler refuses its names and editors
 * don't offer them.
 *
 * @module
 */
export {};
