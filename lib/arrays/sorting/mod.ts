/**
 * Sorting and searching in rows of typed arrays.
 *
 * @module
 */
export { argsort, type Direction } from "./argsort.ts";
export { searchsorted } from "./searchsorted.ts";
export { type TopK, topK } from "./top_k.ts";
export { type Unique, unique, uniqueOf } from "./unique.ts";
