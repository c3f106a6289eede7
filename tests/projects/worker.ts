/**
 * A worker that imports the library, of the web's kind in Deno and of Node's in Node.
 *
 * @module
 */
import * as tf from "kerasaur";

const message = `worker: ${tf.reduceSum(tf.constant([1, 2, 3]))}`;
const web = globalThis as { postMessage?: (message: string) => void };
if (typeof web.postMessage === "function") web.postMessage(message);
else (await import("node:worker_threads")).parentPort?.postMessage(message);
