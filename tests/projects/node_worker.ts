// deno-lint-ignore-file no-console -- a program prints
/**
 * Prints what a worker says.
 *
 * @module
 */
import { Worker } from "node:worker_threads";

const worker = new Worker(new URL("./worker.ts", import.meta.url));
worker.on("message", (message) => {
  console.log(message);
  void worker.terminate();
});
