/**
 * The safetensors format: a header in JSON that says of each tensor its element type, its shape and
 * where its bytes lie, and then the bytes, without holes and in the order of the header. Nothing in a
 * file is ever run.
 *
 * Files are written as the safetensors library writes them, byte for byte: larger element types first,
 * then by names, the header filled up with blanks to a multiple of eight.
 *
 * @module
 */
import { type DType, DTYPES, type Storage } from "../arrays/dtypes.ts";
import { NdArray } from "../display/ndarray.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import type { ByteReader } from "./byte_reader.ts";

/** What element types are called in files, in the format's own order: later ones are written first. */
const NAMES: Readonly<Record<string, DType>> = {
  BOOL: "bool",
  U8: "uint8",
  I8: "int8",
  I16: "int16",
  U16: "uint16",
  F16: "float16",
  BF16: "bfloat16",
  I32: "int32",
  U32: "uint32",
  F32: "float32",
  C64: "complex64",
  F64: "float64",
  I64: "int64",
  U64: "uint64",
};

const RANKS = new Map(Object.entries(NAMES).map(([name, dtype], i) => [dtype, { name, rank: i }]));

/** Bytes that a header may have, as the safetensors library has it. */
const LARGEST_HEADER = 100_000_000;
const LENGTH_BYTES = 8;
/** The key of what is said about the file. */
const METADATA = "__metadata__";

/** Texts about a file, by name. */
export type Metadata = Readonly<Record<string, string>>;

/** What a file holds. */
export interface Safetensors {
  /** Tensors by name, in the order of the file. */
  readonly tensors: ReadonlyMap<string, NdArray>;
  /** What is said about the file. */
  readonly metadata: Metadata;
}

/** Whether bytes begin as a file of tensors does: a length, and a header's first brace. */
export function isSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < LENGTH_BYTES + 2 || bytes[LENGTH_BYTES] !== 0x7b) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getBigUint64(0, true) <= BigInt(bytes.length - LENGTH_BYTES);
}

/**
 * The bytes of a file of tensors.
 *
 * @throws {TypeError} for an element type that the format does not have.
 * @throws {RangeError} for a name that the format keeps for itself.
 */
export function encodeSafetensors(
  where: string,
  tensors: readonly (readonly [string, NdArray])[],
  metadata: Metadata = {},
): Uint8Array {
  const entries = tensors.map(([name, array]) => {
    const known = RANKS.get(array.dtype as DType);
    if (name === METADATA) {
      throw new RangeError(`${where}: expected another name than "${METADATA}", received it`);
    }
    if (known === undefined) {
      throw new TypeError(
        `${where}: expected element types of ${
          Object.values(NAMES).join(", ")
        }, received ${array.dtype} of "${name}"`,
      );
    }
    const data = array.data as unknown as ArrayBufferView;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return { name, shape: array.shape, bytes, ...{ type: known.name, rank: known.rank } };
  });
  entries.sort((a, b) => b.rank - a.rank || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header[METADATA] = metadata;
  let end = 0;
  for (const { name, type, shape, bytes } of entries) {
    header[name] = { dtype: type, shape, data_offsets: [end, end += bytes.length] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const filled = Math.ceil(text.length / LENGTH_BYTES) * LENGTH_BYTES;
  const file = new Uint8Array(LENGTH_BYTES + filled + end).fill(0x20, LENGTH_BYTES);
  new DataView(file.buffer).setBigUint64(0, BigInt(filled), true);
  file.set(text, LENGTH_BYTES);
  let at = LENGTH_BYTES + filled;
  for (const { bytes } of entries) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

/** The error for a header that breaks the format. */
function broken(reader: ByteReader, expected: string, received: unknown): SyntaxError {
  return new SyntaxError(
    `${reader.where}: expected ${expected}, received ${
      typeof received === "string" ? received : formatValue(received)
    }; the file is damaged, or was not written by safetensors`,
  );
}

/** An entry of the header, checked. */
interface Entry {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

const isWhole = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

function entryOf(reader: ByteReader, name: string, value: unknown): Entry {
  const which = `the entry ${JSON.stringify(name)}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw broken(reader, `${which} to be an object`, value);
  }
  const { dtype: type, shape, data_offsets: offsets, ...others } = value as Record<string, unknown>;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) {
    throw broken(reader, `${which} with dtype, shape and data_offsets`, JSON.stringify(unknown));
  }
  const dtype = typeof type === "string" && Object.hasOwn(NAMES, type) ? NAMES[type] : undefined;
  if (dtype === undefined) {
    throw new TypeError(
      `${reader.where}: expected the dtype of ${JSON.stringify(name)} to be one of ${
        Object.keys(NAMES).join(", ")
      }, received ${formatValue(type)}`,
    );
  }
  if (!Array.isArray(shape) || !shape.every(isWhole)) {
    throw broken(reader, `${which} with a shape of whole numbers`, shape);
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isWhole)) {
    throw broken(reader, `${which} with two data_offsets`, offsets);
  }
  const [start, end] = offsets as [number, number];
  const size = shape.reduce((product, dim) => product * dim, 1) * bytesOf(dtype);
  if (end - start !== size) {
    throw broken(
      reader,
      `${which} with ${size} bytes for ${type} of shape ${formatShape(shape)}`,
      `data_offsets=[${start}, ${end}]`,
    );
  }
  return { name, dtype, shape, start, end };
}

/** Bytes of an element. */
function bytesOf(dtype: DType): number {
  const { array, units } = DTYPES[dtype];
  return (array as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT * units;
}

/** The header, and where the bytes of tensors begin. */
function headerOf(reader: ByteReader): { header: Record<string, unknown>; data: number } {
  const length = Number(
    new DataView(reader.slice(0, LENGTH_BYTES, "the header's length").slice().buffer)
      .getBigUint64(0, true),
  );
  if (length > LARGEST_HEADER) {
    throw new RangeError(
      `${reader.where}: expected a header of at most ${LARGEST_HEADER} bytes, received one of ${length}; the file is damaged, or was not written by safetensors`,
    );
  }
  const bytes = reader.slice(LENGTH_BYTES, length, "a header");
  let [header, text]: [unknown, string] = [undefined, ""];
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    header = JSON.parse(text);
  } catch {
    throw broken(reader, "a header in JSON", `${length} bytes that are none`);
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) {
    throw broken(reader, "a header of names", header);
  }
  // A name that comes twice would hide the tensor that it came for first.
  const names = Object.keys(header).filter((name) => name !== METADATA);
  const entries = text.match(/(?<!\\)"data_offsets"\s*:/g)?.length ?? 0;
  if (entries > names.length) {
    throw broken(reader, "each name once", `${entries} entries of ${names.length} names`);
  }
  return { header: header as Record<string, unknown>, data: LENGTH_BYTES + length };
}

/**
 * The tensors of a file.
 *
 * @throws {SyntaxError} if the bytes break the format: tensors that overlap, holes between them, bytes
 * left at the end, sizes that are not those of the shapes.
 * @throws {RangeError} if the file ends before its tensors, and for truth values that are none.
 * @throws {TypeError} for an element type that is not read.
 */
export function decodeSafetensors(reader: ByteReader): Safetensors {
  const { header, data } = headerOf(reader);
  const { [METADATA]: metadata = {}, ...rest } = header;
  if (
    typeof metadata !== "object" || metadata === null || Array.isArray(metadata) ||
    !Object.values(metadata).every((it) => typeof it === "string")
  ) {
    throw broken(reader, `"${METADATA}" to be an object of texts`, metadata);
  }
  const entries = Object.entries(rest).map(([name, value]) => entryOf(reader, name, value));
  entries.sort((a, b) => a.start - b.start || a.end - b.end);
  let end = 0;
  for (const entry of entries) {
    if (entry.start !== end) {
      throw broken(
        reader,
        `${JSON.stringify(entry.name)} to begin at ${end}, where the one before it ends`,
        `${entry.start}`,
      );
    }
    end = entry.end;
  }
  if (data + end !== reader.length) {
    throw broken(reader, `a file of ${data + end} bytes`, `one of ${reader.length}`);
  }
  const tensors = new Map(
    entries.map(({ name, dtype, shape, start }) => {
      const bytes = reader.slice(
        data + start,
        shape.reduce((a, b) => a * b, 1) * bytesOf(dtype),
        "a tensor",
      );
      if (dtype === "bool" && bytes.some((it) => it > 1)) {
        throw new RangeError(
          `${reader.where}: expected truth values 0 and 1 in ${
            JSON.stringify(name)
          }, received another; the file is damaged`,
        );
      }
      const { array } = DTYPES[dtype];
      const storage = new (array as new (buffer: ArrayBufferLike) => Storage)(bytes.slice().buffer);
      return [name, new NdArray(storage as never, shape, dtype as never)] as const;
    }),
  );
  return { tensors, metadata: metadata as Metadata };
}
