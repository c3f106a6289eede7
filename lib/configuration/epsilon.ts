/**
 * What keeps logarithms and quotients finite, Keras's `epsilon()`.
 *
 * @module
 */

/** A small number. */
export const EPSILON = 1e-7;
