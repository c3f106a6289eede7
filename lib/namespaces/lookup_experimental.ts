/**
 * The namespace `tf.lookup.experimental`: tables that change.
 *
 * @module
 */
export { MutableHashTable } from "../lookup/mutable_hash_table.ts";
