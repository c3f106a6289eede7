/**
 * What looks right in JavaScript or Python and would fail in silence, or with a text that says
 * nothing: `x[0]`, `x.length`, `x.reduce_sum()`. Here each is an error that names the cure.
 *
 * @module
 */

/** Places for which `x[i]` is an error. */
const PLACES = 32;

/** Names that tensors have elsewhere, and what they are called here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  get_shape: "x.shape",
  tolist: "x.toArray()",
  astype: "x.cast(dtype)",
  arraySync: "x.toArray()",
  dataSync: "x.numpy().data",
  dot: "tf.matmul(x, y), or tf.tensordot(x, y, 1)",
  eval: "x.numpy(); values are computed when they are read",
  print: "console.log(x)",
};

/** A method's name as Python spells it; the same for names of one word. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The error, with the user's line first. */
function atUse(error: TypeError, boundary: () => unknown): TypeError {
  Error.captureStackTrace(error, boundary);
  return error;
}

/** Makes a member that instances of a class have not an error; those that are there stay. */
export function trapMember(prototype: object, what: string, key: string, cure: string): void {
  if (key in prototype) return;
  Object.defineProperty(prototype, key, {
    configurable: true,
    get: function trapped(): never {
      throw atUse(new TypeError(`${what}.${key}: ${cure}`), trapped as () => unknown);
    },
  });
}

/** Puts the traps on a prototype that has the methods `names`. */
export function installTraps(prototype: object, what: string, names: readonly string[]): void {
  const trap = (key: string, cure: string) => trapMember(prototype, what, key, cure);
  for (let place = 0; place < PLACES; place++) {
    Object.defineProperty(prototype, `${place}`, {
      configurable: true,
      get: function trapped(): never {
        const cure = `square brackets do not index; use x.at(${place})`;
        throw atUse(new TypeError(`${what}[${place}]: ${cure}`), trapped as () => unknown);
      },
    });
  }
  trap("length", "there is no length; use x.shape[0], or x.size for the number of elements");
  for (const key in ELSEWHERE) trap(key, `use ${ELSEWHERE[key]}`);
  for (const name of names) {
    const python = snakeCase(name);
    if (python !== name) trap(python, `it is called ${name} here`);
  }
}
