/**
 * From whatever a user has (numbers, nested arrays, typed arrays, host arrays, tensors, variables)
 * to tensors. A number is a float, whatever its value: no dtype depends on whether a number happens
 * to be whole. Beside a tensor it takes that tensor's dtype. Dtypes never mix by themselves.
 *
 * @module
 */
import {
  type DType,
  DTYPES,
  isInteger,
  newStorage,
  type Storage,
  writeElement,
} from "../arrays/dtypes.ts";
import { NdArray } from "../display/ndarray.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { stack } from "../primitives/array/stack.ts";
import { aval, type Shape } from "../tensor/aval.ts";
import { scalar } from "../tensor/scalar.ts";
import { leaf, Tensor } from "../tensor/tensor.ts";
import type { NestedArray, TensorLike } from "../tensor/like.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { leavesOf } from "./leaves.ts";

/** Whether a value is a tensor; a variable is none, but counts as one wherever a tensor is taken. */
export function isTensor(value: unknown): value is Tensor {
  return value instanceof Tensor;
}

/**
 * A tensor of `value`; plain values are copied.
 *
 * @param where The function it is an argument of.
 * @param dtype What it has to be; default: what the value is, float32 for numbers.
 * @throws {TypeError} for values that are none, ragged, of mixed kinds, or not of `dtype`.
 */
export function asTensor(where: string, value: TensorLike, dtype?: DType): Tensor {
  if (value instanceof Tensor) return checkDType(where, value, dtype);
  if (value instanceof VariableCore) return checkDType(where, value.take(), dtype);
  if (typeof value === "number" && (dtype === undefined || dtype === "float32")) {
    // One of its own, not the cached scalar: a tape may watch it.
    return leaf(Float32Array.of(value), FLOAT);
  }
  if (value instanceof NdArray) return fromNdArray(where, value, dtype);
  if (ArrayBuffer.isView(value)) return fromTypedArray(where, value, dtype);
  return fromNested(where, value, dtype);
}

const FLOAT = aval("float32", []);

function checkDType(where: string, tensor: Tensor, dtype: DType | undefined): Tensor {
  if (dtype === undefined || tensor.dtype === dtype) return tensor;
  throw new TypeError(
    `${where}: expected a tensor of dtype ${dtype}, received one of dtype ${tensor.dtype}; convert it with tf.cast`,
  );
}

/** The dtype of a typed array. */
export function dtypeOfArray(where: string, array: ArrayBufferView): DType {
  if (array instanceof Uint8ClampedArray) return "uint8";
  for (const name of BY_ARRAY) if (array instanceof DTYPES[name].array) return name;
  throw new TypeError(`${where}: expected a typed array, received ${formatValue(array)}`);
}

const BY_ARRAY: readonly DType[] = [
  "float32",
  "int32",
  "uint8",
  "float64",
  "int64",
  "float16",
  "int8",
  "int16",
  "uint16",
  "uint32",
  "uint64",
];

/** Throws for an array whose memory was given to another thread. */
function checkAttached(where: string, array: unknown): void {
  if (!ArrayBuffer.isView(array) || !(array.buffer instanceof ArrayBuffer)) return;
  if (!array.buffer.detached) return;
  throw new TypeError(
    `${where}: expected an array with its memory, received ${
      formatValue(array)
    } whose buffer was transferred; copy it before`,
  );
}

function fromTypedArray(where: string, array: ArrayBufferView, dtype?: DType): Tensor {
  const own = dtypeOfArray(where, array);
  checkAttached(where, array);
  const values = array as Exclude<Storage, readonly string[]>;
  if (dtype === undefined || dtype === own) {
    const copy = new (DTYPES[own].array as Float32ArrayConstructor)(values as Float32Array);
    return leaf(copy, aval(own, [values.length]));
  }
  // Truth values lie in bytes, so that bytes of 0 and 1 are some.
  if (dtype === "bool" && own === "uint8" && (array as Uint8Array).every((it) => it < 2)) {
    return leaf((array as Uint8Array).slice(), aval(dtype, [values.length]));
  }
  return fromFlat(where, values as ArrayLike<number | bigint>, [values.length], dtype);
}

function fromNdArray(where: string, array: NdArray, dtype?: DType): Tensor {
  const own = (array.dtype as string) === "bytes" ? "string" : array.dtype as DType;
  checkAttached(where, array.data);
  if (dtype === undefined || dtype === own) {
    return leaf(array.data.slice() as Storage, aval(own, array.shape));
  }
  return fromFlat(where, array.data as ArrayLike<number | bigint>, array.shape, dtype);
}

/** The shape of nested arrays; throws where they are ragged. */
function nestedShape(where: string, value: NestedArray): Shape {
  if (value instanceof Tensor) return value.shape;
  if (value instanceof VariableCore) return value.aval.shape;
  if (!Array.isArray(value)) return [];
  const items = value as readonly NestedArray[];
  if (items.length === 0) return [0];
  const first = nestedShape(where, items[0]!);
  for (let index = 1; index < items.length; index++) {
    const shape = nestedShape(where, items[index]!);
    if (`${shape}` === `${first}` && shape.length === first.length) continue;
    throw new TypeError(
      `${where}: expected nested arrays of one shape, received shape ${
        formatShape(first)
      } at index 0 and ${formatShape(shape)} at index ${index}`,
    );
  }
  return [items.length, ...first];
}

const KINDS: Readonly<Record<string, DType>> = {
  number: "float32",
  bigint: "int64",
  boolean: "bool",
  string: "string",
};

function fromNested(where: string, value: unknown, dtype?: DType): Tensor {
  if (!Array.isArray(value) && !((typeof value) in KINDS)) {
    throw new TypeError(
      `${where}: expected a tensor, a number or nested arrays of numbers, received ${
        formatValue(value)
      }`,
    );
  }
  const flat: unknown[] = Array.isArray(value) ? leavesOf(value) : [value];
  const held = flat.find((it) => it instanceof Tensor || it instanceof VariableCore);
  if (held !== undefined) {
    const own = dtype ?? (held as Tensor).aval.dtype;
    return stackNested(where, value as NestedArray[], own);
  }
  const shape = nestedShape(where, value as NestedArray);
  const first = flat[0];
  const kind = flat.length === 0 ? "number" : typeof first;
  // By its place, as `undefined` is no value either.
  const odd = flat.findIndex((item) => typeof item !== kind || !(kind in KINDS));
  if (odd >= 0) {
    throw new TypeError(
      `${where}: expected numbers, booleans or strings of one kind, received ${
        formatValue(flat[odd])
      }${odd === 0 ? "" : ` beside ${formatValue(first)}`}`,
    );
  }
  return fromFlat(
    where,
    flat as (number | bigint | boolean | string)[],
    shape,
    dtype ?? KINDS[kind]!,
  );
}

/** Arrays that hold tensors: stacked, so that gradients reach them. */
function stackNested(where: string, value: readonly NestedArray[], dtype: DType): Tensor {
  nestedShape(where, value);
  return stack(
    value.map((item) =>
      Array.isArray(item) ? stackNested(where, item, dtype) : asTensor(where, item, dtype)
    ),
    0,
  );
}

/** A tensor of values in order, each of which has to fit the dtype. */
function fromFlat(
  where: string,
  values: ArrayLike<number | bigint | boolean | string>,
  shape: Shape,
  dtype: DType,
): Tensor {
  const host = newStorage(dtype, values.length);
  for (let i = 0; i < values.length; i++) {
    writeElement(dtype, host, i, fitting(where, values[i]!, dtype));
  }
  return leaf(host, aval(dtype, shape));
}

/** A plain value as an element of a dtype. */
function fitting(where: string, value: number | bigint | boolean | string, dtype: DType) {
  const { kind, min, max } = DTYPES[dtype];
  const isText = typeof value === "string";
  if (isText !== (kind === "string")) {
    throw new TypeError(
      `${where}: expected values of dtype ${dtype}, received ${formatValue(value)}`,
    );
  }
  if (isText) return value;
  if (kind === "bool") {
    if (typeof value === "boolean") return value;
    throw new TypeError(
      `${where}: expected true or false for dtype bool, received ${
        formatValue(value)
      }; use tf.cast`,
    );
  }
  if (typeof value === "boolean") {
    throw new TypeError(
      `${where}: expected numbers for dtype ${dtype}, received ${value}; use tf.cast`,
    );
  }
  if (!isInteger(dtype)) return Number(value);
  if (typeof value === "number" && !Number.isInteger(value)) {
    throw new TypeError(
      `${where}: expected whole numbers for dtype ${dtype}, received ${
        formatValue(value)
      }; use a dtype of floats, or tf.cast`,
    );
  }
  if (value < min! || value > max!) {
    throw new RangeError(
      `${where}: expected numbers from ${min} to ${max} for dtype ${dtype}, received ${value}`,
    );
  }
  return typeof min === "bigint" ? BigInt(value) : Number(value);
}

/** Whether a value brings no dtype of its own where a tensor stands beside it: it is of numbers. */
export function isPlain(value: TensorLike): boolean {
  return typeof value === "number" ||
    (Array.isArray(value) && leavesOf(value).every(isNumber));
}

const isNumber = (value: unknown): boolean => typeof value === "number";

/** Two operands: a plain number, or an array of them, takes the dtype of the tensor beside it. */
export function asOperands(where: string, a: TensorLike, b: TensorLike): readonly [Tensor, Tensor] {
  if (a instanceof Tensor && b instanceof Tensor) return [a, b];
  if (isPlain(b) && !isPlain(a)) {
    const x = asTensor(where, a);
    return [x, beside(where, b, x.dtype)];
  }
  if (isPlain(a)) {
    const y = asTensor(where, b);
    return [beside(where, a, y.dtype), y];
  }
  return [asTensor(where, a), asTensor(where, b)];
}

function beside(where: string, value: TensorLike, dtype: DType): Tensor {
  const isSimple = typeof value === "number" && dtype === "float32";
  return isSimple ? scalar(value, dtype) : asTensor(where, value, dtype);
}

/** Tensors of one list; plain numbers take the dtype of the first tensor among them. */
export function asTensors(where: string, values: readonly TensorLike[], name = "values"): Tensor[] {
  if (!Array.isArray(values)) {
    throw new TypeError(
      `${where}: expected ${name} to be an array of tensors, received ${name}=${
        formatValue(values)
      }`,
    );
  }
  const typed = values.find((value) => !isPlain(value));
  const dtype = typed === undefined ? undefined : asTensor(where, typed).dtype;
  return values.map((value) => asTensor(where, value, isPlain(value) ? dtype : undefined));
}
