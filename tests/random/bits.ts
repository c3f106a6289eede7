/**
 * Bits of values, as the goldens record them.
 *
 * @module
 */
import { read } from "../../lib/tensor/graph.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";

/** Numbers as hexadecimal words, the most significant digit first. */
export function hex(values: ArrayBufferView): string {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4);
  return Array.from(words, (word) => word.toString(16).padStart(8, "0")).join("");
}

/** As {@linkcode hex}, with blanks between the words. */
export function words(values: ArrayBufferView): string {
  return hex(values).replace(/.{8}(?!$)/g, "$& ");
}

/** Bytes in hexadecimal, as they lie in memory. */
export function hexBytes(values: ArrayBufferView): string {
  return new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength).toHex();
}

/** SHA-256 of the bytes, in hexadecimal. */
export async function sha256(values: ArrayBufferView<ArrayBuffer>): Promise<string> {
  return hexBytes(new Uint8Array(await crypto.subtle.digest("SHA-256", values)));
}

/** The values of a tensor of float32 or int32. */
export function valuesOf(tensor: Tensor): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> {
  return read(tensor) as Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
}

/** The values of a tensor, whatever its dtype, in a list. */
export function listOf(tensor: Tensor): (number | bigint | string)[] {
  return Array.from(read(tensor) as ArrayLike<number | bigint | string>);
}

/** A golden file's content. */
export function readGolden<T>(path: string): T {
  return JSON.parse(Deno.readTextFileSync(new URL(`../goldens/${path}`, import.meta.url))) as T;
}
