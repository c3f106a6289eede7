/**
 * Help for who writes a method's name as Python does: `net.get_weights` is an error that says what
 * it is called here, where it would be `undefined` otherwise.
 *
 * @module
 */

/** Makes Python's spelling of each name of a class an error; own names stay what they are. */
export function trapPythonNames(
  Class: { readonly name: string; readonly prototype: object },
): void {
  const { prototype } = Class;
  for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const python = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (python === name || Object.hasOwn(prototype, python)) continue;
    const fail = (boundary: () => unknown): never => {
      const error = new TypeError(`${Class.name}.${python}: it is called ${name} here`);
      Error.captureStackTrace(error, boundary);
      throw error;
    };
    Object.defineProperty(prototype, python, {
      configurable: true,
      get: function trapped(): never {
        return fail(trapped as () => unknown);
      },
      set: function trapped(value: unknown): void {
        // Python's `optimizer.learning_rate = 0.1` would change nothing here.
        if (member.set !== undefined) fail(trapped as () => unknown);
        // A class of the user's may have a property of that name.
        Object.defineProperty(this, python, {
          value,
          configurable: true,
          enumerable: true,
          writable: true,
        });
      },
    });
  }
}
