/**
 * What `tf.config.threading` holds.
 *
 * @module
 */
export {
  getIntraOpParallelismThreads,
  setIntraOpParallelismThreads,
} from "../engine/plan/threading.ts";
