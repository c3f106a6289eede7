/**
 * The last parameter of most functions of TensorFlow.
 *
 * @module
 */

/** Arguments with a name. */
export interface Named {
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}
