/**
 * The namespace `tf.lookup`: tables of values by keys.
 *
 * @module
 */
export {
  KeyValueTensorInitializer,
  TextFileIndex,
  TextFileInitializer,
} from "../lookup/key_values.ts";
export { StaticHashTable } from "../lookup/static_hash_table.ts";
export { StaticVocabularyTable } from "../lookup/static_vocabulary_table.ts";
export * as experimental from "./lookup_experimental.ts";
