/**
 * NumPy's .npz format: a zip archive of .npy files, one for each name.
 *
 * @module
 */
import type { NdArray } from "../display/ndarray.ts";
import { ByteReader } from "./byte_reader.ts";
import { decodeNpy, encodeNpy } from "./npy.ts";
import { climbsOut, readZip, unpack } from "./zip.ts";
import { writeZip } from "./zip_writer.ts";

/** How much the arrays in a file may unpack to by default: 100 times its size, or 256 MiB. */
function defaultLimit(fileSize: number): number {
  return Math.max(100 * fileSize, 2 ** 28);
}

/** Options of reading archives. */
export interface LoadOptions {
  /**
   * Bytes that the arrays in a .npz file may take together once unpacked; default: 100 times the
   * size of the file or 256 MiB, whichever is more.
   */
  maxBytes?: number;
}

/**
 * The arrays in a .npz file's bytes, in the order in which they lie there.
 *
 * @throws {SyntaxError} if the bytes break the format.
 * @throws {RangeError} if sizes or names are not honest, or the arrays are larger than allowed.
 * @throws {TypeError} if an element type is not read.
 */
export function decodeNpz(reader: ByteReader, options: LoadOptions = {}): Map<string, NdArray> {
  const { maxBytes = defaultLimit(reader.length) } = options;
  const entries = readZip(reader);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > maxBytes) {
    throw new RangeError(
      `${reader.where}: expected arrays of at most ${maxBytes} bytes, received ${total} in a file of ${reader.length}; if you trust the file, pass { maxBytes: ${total} }`,
    );
  }
  const arrays = new Map<string, NdArray>();
  for (const entry of entries) {
    const name = entry.name.replace(/\.npy$/, "");
    const place = `${reader.where}: entry ${JSON.stringify(name)}`;
    if (name === entry.name || arrays.has(name)) {
      throw reader.malformed(
        entry.start,
        "an archive of .npy files, each name once",
        JSON.stringify(entry.name),
        "it was not written by np.savez",
      );
    }
    arrays.set(name, decodeNpy(new ByteReader(place, unpack(reader, entry))));
  }
  return arrays;
}

/**
 * The bytes of a .npz file.
 *
 * @param level 0 as `np.savez` stores arrays, 6 as `np.savez_compressed` does.
 * @throws {RangeError} if a name would lead out of a folder or is no text, or the archive would exceed 4 GiB.
 */
export function encodeNpz(
  where: string,
  arrays: Iterable<readonly [string, NdArray]>,
  level: 0 | 6 = 0,
): Uint8Array {
  const entries = [...arrays].map(([name, array]) => {
    if (climbsOut(name)) {
      throw new RangeError(
        `${where}: expected names without "..", backslashes and a leading "/", received ${
          JSON.stringify(name)
        }; whoever unpacks the file would write outside of the folder`,
      );
    }
    if (!name.isWellFormed()) {
      throw new RangeError(
        `${where}: expected names of whole characters, received ${
          JSON.stringify(name)
        } with half of a pair (a lone surrogate), which no file name holds`,
      );
    }
    return [`${name}.npy`, encodeNpy(`${where}: ${JSON.stringify(name)}`, array)] as const;
  });
  const total = entries.reduce((sum, [name, bytes]) => sum + bytes.length + 200 + name.length, 0);
  if (total >= 2 ** 32) {
    throw new RangeError(
      `${where}: expected arrays of under 4 GiB in all, received ${entries.length} of ${total} bytes; use several files`,
    );
  }
  return writeZip(entries, level);
}
