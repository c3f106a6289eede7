/**
 * The namespace `tf.np`: what the book uses of NumPy that has to do with files.
 *
 * @module
 */
export { load, type NamedArrays, save, savez, savezCompressed } from "../io/numpy_files.ts";
export type { FilePath } from "../io/files.ts";
export type { LoadOptions } from "../io/npz.ts";
export type { Savable } from "../io/to_array.ts";
