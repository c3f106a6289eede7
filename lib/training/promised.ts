/**
 * Promises of `fit`, `evaluate` and `predict` that answer whoever takes them for what they promise: a
 * forgotten `await` is found at its line, where JavaScript would give `undefined`.
 *
 * @module
 */

/** What programs ask the results for. Promises have none of it. */
const ASKED = {
  fit: ["history", "epoch", "params", "model", "plot"],
  evaluate: ["0", "1", "toFixed", "loss", "accuracy"],
  predict: ["0", "shape", "dtype", "data", "numpy", "toArray", "item", "at", "length", "map"],
} as const;

/** Makes a promise answer; it is `await`ed as before. */
export function promised<T>(where: string, method: keyof typeof ASKED, promise: Promise<T>) {
  const fail = (key: string, boundary: () => unknown): never => {
    const use = /^\d/.test(key) ? `[${key}]` : key === "" ? "" : `.${key}`;
    const error = new TypeError(
      `${where}: expected await before it, received its promise; write (await model.${method}(...))${use}`,
    );
    Error.captureStackTrace(error, boundary);
    throw error;
  };
  for (const key of ASKED[method]) {
    Object.defineProperty(promise, key, {
      configurable: true,
      get: function asked(): never {
        return fail(key, asked as () => unknown);
      },
    });
  }
  Object.defineProperty(promise, Symbol.iterator, {
    configurable: true,
    value: function iterated(): never {
      return fail("", iterated as () => unknown);
    },
  });
  return promise;
}
