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
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const python = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (python === name || python in prototype) continue;
    Object.defineProperty(prototype, python, {
      configurable: true,
      get(): never {
        throw new TypeError(`${Class.name}.${python}: it is called ${name} here`);
      },
      set(value: unknown): void {
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
