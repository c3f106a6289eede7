/**
 * Numerical functions on typed arrays, for what the engine has no operator for: linear algebra,
 * special functions, sorting and searching, the CTC loss. A leaf: it knows nothing of tensors.
 *
 * @module
 */
export * from "./ctc.ts";
export * from "./linalg/mod.ts";
export * from "./sorting/mod.ts";
export * from "./special/mod.ts";
export type { FloatArray, NumberArray, OrderedArray } from "./types.ts";
