/**
 * Tensors as bytes: `tf.io.serializeTensor`, `tf.io.parseTensor`. The bytes are those of TensorFlow's
 * message `TensorProto`.
 *
 * @module
 */
import { type DType, DTYPES, type Storage } from "../arrays/dtypes.ts";
import { MAX_ELEMENTS } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { ByteReader } from "../io/byte_reader.ts";
import { asContents } from "../io/functions/contents.ts";
import type { Named } from "../ops/array/named.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { asDType } from "../ops/dtype_argument.ts";
import { bytesOf, textOf } from "../ops/strings/bytes_text.ts";
import { aval } from "../tensor/aval.ts";
import { hostCall } from "../tensor/host_function.ts";
import type { TensorLike } from "../tensor/like.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import {
  BYTES,
  bytesField,
  fieldsIn,
  joined,
  VARINT,
  varint,
  varintAt,
} from "./example/protobuf.ts";

/** Numbers of the message's fields. */
const [DTYPE, SHAPE, VERSION, CONTENT, TEXTS] = [1, 2, 3, 4, 8];
/** Those of a shape: its dimensions, and whether it has none that are known. */
const [DIMENSION, UNKNOWN_RANK] = [2, 3];
/** Those of a dimension. */
const [SIZE, NAME] = [1, 2];

/** Dimensions that a tensor has at most. */
const MOST_DIMENSIONS = 254;

const typeNumber = (dtype: DType): number => DTYPES[dtype].tensorflow;

/** A field of a whole number, which is left out where it is 0. */
const numberField = (field: number, value: number): number[] =>
  value === 0 ? [] : [...varint(field << 3 | VARINT), ...varint(value)];

function shapeBytes(shape: readonly number[]): Uint8Array {
  return joined(shape.map((it) => bytesField(DIMENSION, Uint8Array.from(numberField(SIZE, it)))));
}

function contentOf(values: Storage, dtype: DType): readonly Uint8Array[] {
  if (dtype === "string") {
    return (values as readonly string[]).map((it) => bytesField(TEXTS, bytesOf(it)));
  }
  const { buffer, byteOffset, byteLength } = values as Uint8Array;
  return byteLength === 0
    ? []
    : [bytesField(CONTENT, new Uint8Array(buffer, byteOffset, byteLength))];
}

/** Arguments of {@linkcode serializeTensor}. */
export interface SerializeTensorArguments extends Named {
  /** A tensor of any shape and dtype. */
  tensor: TensorLike;
}

/**
 * The bytes of a tensor with its shape and dtype, as a text: TensorFlow's very bytes.
 *
 * @throws {TypeError} for what no tensor can be made of.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = tf.io.serializeTensor([[1, 2], [3, 4]]);
 * assertEquals(tf.io.parseTensor(bytes, "float32").numpy().toArray(), [[1, 2], [3, 4]]);
 * ```
 */
export const serializeTensor: Operation<SerializeTensorArguments, ["tensor", "name"], Tensor> =
  bind("tf.io.serializeTensor", ["tensor", "name"], 1, (tensor) => {
    const x = asTensor("tf.io.serializeTensor", tensor);
    const { dtype, shape } = x;
    return hostCall(aval("string", []), [x], (values) => [
      textOf(joined([
        numberField(DTYPE, typeNumber(dtype)),
        bytesField(SHAPE, shapeBytes(shape)),
        ...contentOf(values as Storage, dtype),
      ])),
    ]);
  });

function shapeAt(reader: ByteReader, begin: number, end: number): number[] {
  const shape: number[] = [];
  for (const { number, wire, at, end: to } of fieldsIn(reader, begin, end)) {
    if (number === UNKNOWN_RANK) throw reader.malformed(at, "a shape with dimensions", "none");
    if (number !== DIMENSION || wire !== BYTES) {
      throw reader.malformed(at, "a dimension", `field ${number}`);
    }
    let size = 0n;
    for (const field of fieldsIn(reader, at, to)) {
      if (field.number === SIZE && field.wire === VARINT) {
        size = varintAt(reader, field.at).value;
      } else if (field.number !== NAME) {
        throw reader.malformed(field.at, "a dimension's size", `field ${field.number}`);
      }
    }
    if (size > BigInt(MAX_ELEMENTS)) {
      throw reader.malformed(at, `a dimension up to ${MAX_ELEMENTS}`, String(size));
    }
    shape.push(Number(size));
    if (shape.length > MOST_DIMENSIONS) {
      throw reader.malformed(at, `at most ${MOST_DIMENSIONS} dimensions`, "more");
    }
  }
  return shape;
}

/** The parts of a message. */
function partsOf(reader: ByteReader) {
  let dtype = 0;
  let shape: number[] = [];
  let content: Uint8Array | undefined;
  const texts: string[] = [];
  for (const { number, wire, at, end } of fieldsIn(reader, 0, reader.length)) {
    if (number === DTYPE && wire === VARINT) dtype = Number(varintAt(reader, at).value);
    else if (number === SHAPE && wire === BYTES) shape = shapeAt(reader, at, end);
    else if (number === CONTENT && wire === BYTES) content = reader.slice(at, end - at, "content");
    else if (number === TEXTS && wire === BYTES) {
      texts.push(textOf(reader.slice(at, end - at, "a text")));
    } else if (number !== VERSION) {
      throw reader.unsupported(
        at,
        `field ${number} of a tensor`,
        "write the tensor with serializeTensor, or tf.io.serialize_tensor",
      );
    }
  }
  return { dtype, shape, content, texts };
}

/** Arguments of {@linkcode parseTensor}. */
export interface ParseTensorArguments extends Named {
  /** The bytes, as {@linkcode serializeTensor} gives them. */
  serialized: TensorLike | Uint8Array;
  /** The dtype that the tensor has. */
  outType: DType;
}

/**
 * The tensor of such bytes, which have to be of the given dtype.
 *
 * It is not for arguments of traced functions, as the shape is that of the bytes.
 *
 * @throws {SyntaxError} if the bytes are no tensor's.
 * @throws {RangeError} if they end too early.
 * @throws {TypeError} for another dtype than that of the bytes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = tf.io.serializeTensor(tf.constant(["a", "b"]));
 * assertEquals(tf.io.parseTensor(bytes, "string").numpy().toArray(), ["a", "b"]);
 * ```
 */
export const parseTensor: Operation<
  ParseTensorArguments,
  ["serialized", "outType", "name"],
  Tensor
> = bind("tf.io.parseTensor", ["serialized", "outType", "name"], 2, (serialized, outType) => {
  const where = "tf.io.parseTensor";
  const type = asDType(where, outType, "outType");
  const reader = new ByteReader(where, asContents(where, serialized));
  const { dtype, shape, content, texts } = partsOf(reader);
  if (dtype !== typeNumber(type)) {
    const own = (Object.keys(DTYPES) as DType[]).find((it) => typeNumber(it) === dtype);
    throw new TypeError(
      `${where}: expected the bytes of a tensor of outType=${type}, received those of ${
        own ?? `dtype ${dtype}`
      }`,
    );
  }
  const size = shape.reduce((product, it) => product * it, 1);
  if (type === "string") {
    if (texts.length !== size) throw reader.malformed(0, `${size} texts`, texts.length);
    return leaf(texts, aval("string", shape));
  }
  const { array: Typed, bytes: width } = DTYPES[type];
  if ((content?.length ?? 0) !== size * width) {
    throw reader.malformed(
      0,
      `${size * width} bytes for ${formatValue(shape)}`,
      content?.length ?? 0,
    );
  }
  const bytes = new Uint8Array(content ?? []);
  if (type === "bool") bytes.forEach((it, i) => bytes[i] = it === 0 ? 0 : 1);
  const values = new (Typed as unknown as new (buffer: ArrayBuffer) => Storage)(bytes.buffer);
  return leaf(values as never, aval(type, shape));
});
