/**
 * The namespace `tf.keras.preprocessing.image`.
 *
 * @module
 */
export { arrayToImg, imgToArray } from "../datasets/image_arrays.ts";
export { loadImg, saveImg } from "../datasets/image_files.ts";
export { smartResize } from "../datasets/smart_resize.ts";
