/**
 * Bits of values, as the goldens record them.
 *
 * @module
 */
import type { Tensor } from "../../lib/ops/tensor.ts";

/** Numbers as hexadecimal words, the most significant digit first. */
export function hex(values: ArrayBufferView): string {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4);
  return Array.from(words, (word) => word.toString(16).padStart(8, "0")).join("");
}

/** As {@linkcode hex}, with blanks between the words. */
export function words(values: ArrayBufferView): string {
  return hex(values).replace(/.{8}(?!$)/g, "$& ");
}

/** SHA-256 of the bytes, in hexadecimal. */
export async function sha256(values: ArrayBufferView<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", values));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The values of a tensor. */
export function valuesOf(tensor: Tensor): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> {
  return tensor.dataSync() as Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
}

/** A golden file's content. */
export function readGolden<T>(path: string): T {
  return JSON.parse(Deno.readTextFileSync(new URL(`../goldens/${path}`, import.meta.url))) as T;
}
