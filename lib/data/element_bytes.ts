/**
 * Elements as bytes: a description in JSON (how leaves are nested, their dtypes and shapes) behind its
 * length, then the values of one leaf after the other, texts as JSON too.
 *
 * @module
 */
import { isDType, newStorage, type Storage } from "../arrays/dtypes.ts";
import type { Structure } from "../functions/nest.ts";
import { ByteReader } from "../io/byte_reader.ts";
import { aval } from "../tensor/aval.ts";
import { Inner, partOf, type Row, whole } from "./leaves.ts";
import { held } from "./nested.ts";
import { Element } from "./stage.ts";

/** What is told of an element. */
interface Head {
  readonly structure: Structure;
  /** Of each leaf: its dtype, its shape, and the length of its bytes. */
  readonly leaves: readonly (readonly [dtype: string, shape: readonly number[], length: number])[];
}

function bytesOfValues(values: Storage): Uint8Array {
  return ArrayBuffer.isView(values)
    ? new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    : new TextEncoder().encode(JSON.stringify(values));
}

/**
 * An element as bytes.
 *
 * @throws {TypeError} for one with a dataset in it.
 */
export function encodeElement(element: Element): Uint8Array {
  const { leaves, structure } = held(element);
  if (leaves.some((it) => it instanceof Inner)) {
    throw new TypeError(
      "expected elements of tensors, received one with a dataset in it; cache before window, or after flatMap",
    );
  }
  const parts = (leaves as readonly Row[]).map((it) => bytesOfValues(partOf(it)));
  const head: Head = {
    structure,
    leaves: (leaves as readonly Row[]).map(({ aval: { dtype, shape } }, i) =>
      [dtype, shape, parts[i]!.length] as const
    ),
  };
  const text = new TextEncoder().encode(JSON.stringify(head));
  const bytes = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 4 + text.length));
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  let at = 4;
  for (const part of [text, ...parts]) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * The element of bytes.
 *
 * @throws {Error} if they are none.
 */
export function decodeElement(where: string, bytes: Uint8Array): Element {
  const reader = new ByteReader(where, bytes);
  const length = reader.u32(0, "the length of a description");
  const text = new TextDecoder().decode(reader.slice(4, length, "a description"));
  const head = JSON.parse(text) as Head;
  let at = 4 + length;
  const leaves = head.leaves.map(([dtype, shape, size]) => {
    const part = reader.slice(at, size, "values");
    at += size;
    if (!isDType(dtype)) throw new TypeError(`${where}: expected a dtype, received ${dtype}`);
    const of = aval(dtype, shape);
    const values = dtype === "string"
      ? JSON.parse(new TextDecoder().decode(part)) as string[]
      : newStorage(dtype, of.size);
    if (ArrayBuffer.isView(values)) {
      if (values.byteLength !== size) throw misfit(where, `${values.byteLength} bytes`, size);
      new Uint8Array(values.buffer, values.byteOffset, size).set(part);
    } else if (values.length !== of.size) throw misfit(where, `${of.size} texts`, values.length);
    return whole(values, of);
  });
  if (at !== bytes.length) throw misfit(where, `${at} bytes`, bytes.length);
  return new Element(leaves, head.structure);
}

function misfit(where: string, expected: string, received: number): RangeError {
  return new RangeError(`${where}: expected ${expected} in an element, received ${received}`);
}
