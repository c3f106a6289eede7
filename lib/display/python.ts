/**
 * What a translated notebook cell needs of Python: lists, tuples, dicts, `type`, `repr`, `str` and
 * `print`.
 *
 * @module
 */
import { displayable } from "./inspect.ts";
import { pretty } from "./python_pretty.ts";
import { pythonStr } from "./python_repr.ts";
import { classNameOf, PyType } from "./python_values.ts";

export {
  dict,
  float,
  list,
  PyDict,
  PyFloat,
  PyList,
  PyTuple,
  tuple,
} from "./python_collections.ts";
export { ObjectArray } from "./object_array.ts";
export { pretty } from "./python_pretty.ts";
export { pythonRepr as repr, pythonStr as str } from "./python_repr.ts";
export { PyType } from "./python_values.ts";

displayable(PyType.prototype, { repr: pretty, str: String });

/**
 * The Python class of a value. A notebook shows its dotted name, `print` shows `<class '...'>`.
 *
 * @example
 * ```ts
 * import { py } from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(String(py.type(0.5)), "<class 'float'>");
 * ```
 */
export function type(value: unknown): PyType {
  return new PyType(value instanceof PyType ? "type" : classNameOf(value));
}

/** Python's `print`: the `str` of each value, separated by spaces, on the console. */
export function print(...values: unknown[]): void {
  // deno-lint-ignore no-console -- printing is what this function is for
  console.log(values.map(pythonStr).join(" "));
}
