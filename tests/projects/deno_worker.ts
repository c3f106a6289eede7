// deno-lint-ignore-file no-console -- a program prints
/**
 * Prints what a worker says.
 *
 * @module
 */
const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
const { promise, resolve, reject } = Promise.withResolvers<string>();
worker.addEventListener("message", ({ data }) => resolve(String(data)));
worker.addEventListener("error", ({ message }) => reject(new Error(message)));
console.log(await promise);
worker.terminate();
