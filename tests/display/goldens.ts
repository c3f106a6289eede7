/**
 * Reads compressed golden files.
 *
 * @module
 */
import { type DType, DTYPES } from "../../lib/arrays/dtypes.ts";
import { NdArray } from "../../lib/display/ndarray.ts";
import type { NdData, NdDType } from "../../lib/display/nd_dtype.ts";
import type { PrintOptions } from "../../lib/display/print_options.ts";

/** An array with its texts. */
export interface NumpyCase {
  dtype: NdDType;
  shape: number[];
  data: string | string[];
  options?: Partial<PrintOptions>;
  repr: string;
  str: string;
}

/** The contents of a `.json.gz` file beside the goldens' scripts. */
export async function readGolden<T>(name: string): Promise<T> {
  const file = await Deno.open(new URL(`../goldens/display/${name}`, import.meta.url));
  return await new Response(file.readable.pipeThrough(new DecompressionStream("gzip"))).json();
}

/** The array of a case. */
export function goldenArray({ dtype, shape, data }: NumpyCase): NdArray {
  if (Array.isArray(data)) return new NdArray(data as NdData, shape, dtype);
  const { buffer } = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  const Storage = DTYPES[dtype as DType].array as new (buffer: ArrayBuffer) => NdData;
  return new NdArray(new Storage(buffer), shape, dtype);
}
