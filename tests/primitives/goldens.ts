/**
 * What TensorFlow computes for the samples, read from the files that
 * `tests/goldens/primitives/export.ts` makes.
 *
 * @module
 */
import { gunzipSync } from "node:zlib";
import { type DType, newStorage } from "../../lib/arrays/dtypes.ts";
import { sizeOf } from "../../lib/tensor/aval.ts";
import type { HostData } from "../../lib/tensor/tensor.ts";

/** One output: bytes in base 64, or texts. */
export interface GoldenOutput {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: string | readonly string[];
}

/** What a kernel gave, or why it gave nothing. */
export type Golden =
  | { readonly outputs: readonly GoldenOutput[] }
  | {
    /** Class of TensorFlow's error. */
    readonly error: string;
    readonly message: string;
    /** Whether it has no kernel for what it was given, rather than refuse the values. */
    readonly unsupported: boolean;
  };

/** The goldens of one primitive by the keys of their requests. */
export interface GoldenFile {
  readonly tensorflow: string;
  readonly cases: Readonly<Record<string, Golden>>;
}

/** Where the goldens of a primitive are. */
export function goldenUrl(name: string): URL {
  return new URL(`../goldens/primitives/${name}.json.gz`, import.meta.url);
}

/** The goldens of a primitive; none where there is no file. */
export function readGoldens(name: string): GoldenFile {
  let bytes;
  try {
    bytes = Deno.readFileSync(goldenUrl(name));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { tensorflow: "", cases: {} };
    throw error;
  }
  return JSON.parse(new TextDecoder().decode(gunzipSync(bytes))) as GoldenFile;
}

/** The values of an output. */
export function valuesOf({ dtype, shape, data }: GoldenOutput): HostData {
  if (typeof data !== "string") return data;
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  const host = newStorage(dtype, sizeOf(shape));
  if (ArrayBuffer.isView(host)) {
    new Uint8Array(host.buffer, host.byteOffset, host.byteLength).set(bytes);
  }
  return host;
}
