/**
 * The namespace `tf.io.gfile`: files and folders.
 *
 * @module
 */
export {
  copy,
  exists,
  isdir,
  listdir,
  makedirs,
  mkdir,
  remove,
  rename,
  rmtree,
  stat,
} from "../io/functions/gfile.ts";
export { glob, walk } from "../io/functions/gfile_search.ts";
