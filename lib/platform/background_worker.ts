/**
 * Workers that don't keep a program from coming to its end. Node's do that when they are told, and
 * take 70 ms to start; those of the web take 10, and Deno tells them in the way in which it tells
 * Node's, by a method without a name.
 *
 * @module
 */

/** A worker whose method of that kind was found. */
type Unbound = Worker & Record<symbol, ((isKept: boolean) => void) | undefined>;

/**
 * Starts a module as a worker.
 *
 * @returns `undefined` where nothing would end the program with it, and where the system gives no
 *   further thread.
 */
export function backgroundWorker(address: string): Worker | undefined {
  if (typeof Worker === "undefined") return undefined;
  const [release] = Object.getOwnPropertySymbols(Worker.prototype);
  const method = release && (Worker.prototype as Unbound)[release];
  if (!release || typeof method !== "function" || method.length !== 1) return undefined;
  let worker: Unbound;
  try {
    worker = new Worker(address, { type: "module" }) as Unbound;
  } catch {
    return undefined;
  }
  worker[release]!(false);
  return worker;
}
