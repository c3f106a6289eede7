/**
 * Reads the golden files of this folder.
 *
 * @module
 */

/** The contents of a `.json.gz` file beside the goldens' scripts. */
export async function readGolden<T>(name: string): Promise<T> {
  const file = await Deno.open(new URL(`../goldens/io/${name}`, import.meta.url));
  return await new Response(file.readable.pipeThrough(new DecompressionStream("gzip"))).json();
}

/** Bytes of base 64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/** An array as NumPy has it. */
export interface GoldenArray {
  dtype: string;
  shape: number[];
  values: string[];
}

/** What `npy.py` recorded. */
export interface NpyGolden {
  files: Record<string, GoldenArray & { file: string; same: boolean }>;
  refused: Record<string, string>;
  refused_archive: string;
  archives: Record<string, { file: string; arrays: Record<string, GoldenArray> }>;
}

/** A file, and what TensorFlow decodes it to by channels and type: `"3 uint8"`. */
export interface GoldenImage {
  file: string;
  decoded: Record<string, { shape: number[]; bytes: string } | null>;
}

/** What `images.py` recorded. */
export type ImagesGolden = Record<"png" | "bmp", Record<string, GoldenImage>>;

/** What `weights_h5.py` recorded. */
export interface WeightsGolden {
  X: number[];
  Y: number[];
  kernel0: number[];
  book: Record<string, string>;
  small: Record<string, string>;
  others: Record<string, string>;
}

/** Runs with a new folder, which is removed afterwards. */
export function withFolder(run: (folder: string) => void): void {
  const folder = Deno.makeTempDirSync();
  try {
    run(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}
