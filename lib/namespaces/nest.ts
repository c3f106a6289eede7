/**
 * The namespace `tf.nest`: nested lists and objects.
 *
 * @module
 */
export {
  assertSameStructure,
  flatten,
  isNested,
  mapStructure,
  packSequenceAs,
} from "../functions/nested/nest.ts";
