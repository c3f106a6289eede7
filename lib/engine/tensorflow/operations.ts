/**
 * Calls of TensorFlow's operations. Element types follow from the inputs, as TensorFlow finds them
 * by itself, except for operations that take lists.
 *
 * @module
 */
import { type DType, DTYPES } from "../../arrays/dtypes.ts";
import type { Binding, OperationAttribute, TensorMetadata } from "./addon.ts";

/** Attributes as primitives give them. */
export type Attributes = Readonly<
  Record<
    string,
    | number
    | boolean
    | string
    | { readonly type: DType }
    | { readonly shape: readonly number[] }
    | { readonly float: number }
    | readonly number[]
  >
>;

/**
 * Operations whose inputs are lists: how they are counted, which attribute holds the type of their
 * elements, and of each input that follows the list.
 */
const LISTS: Readonly<Record<string, { readonly type: string; readonly after: string[] }>> = {
  AddN: { type: "T", after: [] },
  ConcatV2: { type: "T", after: ["Tidx"] },
  Einsum: { type: "T", after: [] },
  Pack: { type: "T", after: [] },
};

/** Outputs of operations that were called with fewer, by their names. */
const counts = new Map<string, number>();

/** The attributes of a call. */
export function attributesOf(
  binding: Binding,
  name: string,
  attributes: Attributes,
  dtypes: readonly DType[],
): OperationAttribute[] {
  const list = LISTS[name];
  const implied: Record<string, Attributes[string]> = {};
  if (list !== undefined) {
    const count = dtypes.length - list.after.length;
    implied["N"] = count;
    implied[list.type] = { type: dtypes[0]! };
    list.after.forEach((key, i) => implied[key] = { type: dtypes[count + i]! });
  }
  return Object.entries({ ...implied, ...attributes }).map(([key, value]) =>
    attributeOf(binding, key, value)
  );
}

function attributeOf(
  binding: Binding,
  name: string,
  value: Attributes[string],
): OperationAttribute {
  if (typeof value === "boolean") return { name, type: binding.TF_ATTR_BOOL, value };
  if (typeof value === "string") return { name, type: binding.TF_ATTR_STRING, value };
  if (typeof value === "number") {
    const type = Number.isInteger(value) ? binding.TF_ATTR_INT : binding.TF_ATTR_FLOAT;
    return { name, type, value };
  }
  if ("type" in value) {
    return { name, type: binding.TF_ATTR_TYPE, value: numberOf(value.type) };
  }
  if ("shape" in value) return { name, type: binding.TF_ATTR_SHAPE, value: value.shape };
  if ("float" in value) return { name, type: binding.TF_ATTR_FLOAT, value: value.float };
  return { name, type: binding.TF_ATTR_INT, value };
}

/** TensorFlow's number of the type that elements have there: texts are numbers of a table. */
export function numberOf(dtype: DType): number {
  return DTYPES[dtype === "string" ? "int32" : dtype].tensorflow;
}

/** What TensorFlow says where it has no kernel for a type, or for attributes such as dilations. */
const NO_KERNEL =
  /not in the list of allowed values|could not find (valid )?device|no opkernel|must be at least minimum|n[o']t (yet )?support|only supports?|unsupported|unimplemented|not (yet )?implemented/i;

/** TensorFlow's error for types or counts that an operation has no kernel for. */
export class NoKernelError extends TypeError {}

/**
 * Runs an operation; gives all of its outputs, `least` or more.
 *
 * @throws {NoKernelError} if there is no kernel for these types.
 * @throws {RangeError} for values that TensorFlow refuses, with what it says.
 * @throws {Error} for what else it says.
 */
export function execute(
  binding: Binding,
  name: string,
  attributes: readonly OperationAttribute[],
  inputs: readonly number[],
  least: number,
): TensorMetadata[] {
  const count = counts.get(name) ?? least;
  try {
    return binding.executeOp(name, attributes, inputs, count);
  } catch (error) {
    const { message } = error as Error;
    const actual = /Expecting (\d+) outputs, but/.exec(message)?.[1];
    if (actual === undefined) throw readable(name, message);
    counts.set(name, Number(actual));
    return execute(binding, name, attributes, inputs, least);
  }
}

/** Numbers of TensorFlow's status for values that it refuses: invalid argument, out of range. */
const REFUSED: ReadonlySet<string | undefined> = new Set(["3", "11"]);

/** An error with the part of TensorFlow's message that a user can read. */
function readable(name: string, message: string): Error {
  const status = /^Invalid TF_Status: (\d+)/.exec(message)?.[1];
  // What TensorFlow says of its truncated quotients by 0, as an internal error.
  if (message.includes("only integer div and mod should have errors")) {
    return new RangeError(`TensorFlow's ${name}: Integer division by zero`);
  }
  const Class = REFUSED.has(status) ? RangeError : Error;
  const text = message.replace(/^Invalid TF_Status: \d+\s*Message: /, "").split(/[\n;]/)[0]!
    .replaceAll(/\{\{[^}]*\}\} ?/g, "").trim();
  return NO_KERNEL.test(message)
    ? new NoKernelError(
      `TensorFlow's ${name} has no kernel for that (${text}); compute it in tf.device("/CPU:0", ...)`,
      { cause: new Error(message) },
    )
    : new Class(`TensorFlow's ${name}: ${text}`);
}
