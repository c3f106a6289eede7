/**
 * NumPy's arrays that hold one Python value, as `np.load` gives for a saved dict.
 *
 * @module
 */
import { closeRepr } from "./array_text.ts";
import { displayable } from "./inspect.ts";
import { typeNameSymbol } from "./protocol.ts";
import { pythonRepr, pythonStr } from "./python_repr.ts";
import { pythonKind } from "./python_values.ts";

/** An array of no dimensions and dtype object. */
export class ObjectArray<T = unknown> {
  readonly #value: T;

  /** Holds `value`. */
  constructor(value: T) {
    this.#value = value;
  }

  /** What `type()` calls it. */
  get [typeNameSymbol](): string {
    return "numpy.ndarray";
  }

  /** What it holds. */
  item(): T {
    return this.#value;
  }

  /** NumPy's `str`: that of what it holds. */
  toString(): string {
    return pythonStr(this.#value);
  }

  /** NumPy's `repr`: `array({'a': 1}, dtype=object)`. */
  get repr(): string {
    const text = pythonRepr(this.#value);
    const isList = pythonKind(this.#value).kind === "list";
    return closeRepr(`array(${isList ? `list(${text})` : text}`, ["dtype=object"]);
  }
}

displayable(ObjectArray.prototype, { repr: (array) => array.repr, str: String });
