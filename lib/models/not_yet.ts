/**
 * What a Keras model has and ours does not yet: calling it says so and what to do meanwhile, where
 * JavaScript would say that `undefined` is no function.
 *
 * @module
 */

/** What comes later, with what does its work until then. */
const LATER: Readonly<Record<string, string>> = {
  export: "write a function of it to ONNX with tf.function",
  quantize: "use a dtype policy",
};

/** Gives a class's prototype methods that say that they are not there yet. */
export function sayNotYet(prototype: object, since: string): void {
  for (const [name, cure] of Object.entries(LATER)) {
    if (name in prototype) continue;
    const method = function (this: { label: string }): never {
      throw new TypeError(
        `${this.label}.${name}: it is not there yet and comes with Kerasaur ${since}; until then, ${cure}`,
      );
    };
    Object.defineProperty(prototype, name, { value: method, configurable: true, writable: true });
  }
}
