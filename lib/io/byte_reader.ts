/**
 * Reads numbers and pieces out of a file's bytes. Every read is checked against the end of the
 * file, so that a damaged file is an error that names the offset, never a wrong value.
 *
 * @module
 */

/** What an error says happened to the file. */
const DAMAGED = "the file is truncated or damaged";

/** The bytes of one file, or of a part of it. */
export class ByteReader {
  /** What is being done with which file, as errors begin: `np.load "x.npy"`. */
  readonly where: string;
  /** The bytes. */
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  /** Bytes interpreted so far, see {@linkcode ByteReader.spend}. */
  #spent = 0;

  /** @param where How errors begin. @param bytes The whole file. */
  constructor(where: string, bytes: Uint8Array) {
    this.where = where;
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Number of bytes. */
  get length(): number {
    return this.bytes.length;
  }

  /** A piece of the file, not copied. */
  slice(offset: number, length: number, what: string): Uint8Array {
    this.check(offset, length, what);
    return this.bytes.subarray(offset, offset + length);
  }

  /** Throws unless `length` bytes lie at `offset`. */
  check(offset: number, length: number, what: string): void {
    if (offset >= 0 && length >= 0 && offset + length <= this.length) return;
    throw new RangeError(
      `${this.where}: expected ${what} of ${length} bytes at offset ${offset}, received a file of ${this.length} bytes; ${DAMAGED}`,
    );
  }

  /**
   * Notes that bytes are being interpreted. In an honest file every byte is once, or twice where a
   * heap is searched before its text is read; a small file whose parts lead to each other again and
   * again, to fill memory, is an error.
   */
  spend(offset: number, length: number, what: string): void {
    this.check(offset, length, what);
    this.#spent += length;
    if (this.#spent <= 2 * this.length) return;
    throw new RangeError(
      `${this.where}: expected to read each of the ${this.length} bytes once, received ${what} at offset ${offset} that makes it ${this.#spent}; the file uses the same bytes again and again`,
    );
  }

  /** A byte. */
  u8(offset: number, what: string): number {
    this.check(offset, 1, what);
    return this.bytes[offset]!;
  }

  /** A 16-bit number, little-endian. */
  u16(offset: number, what: string): number {
    this.check(offset, 2, what);
    return this.#view.getUint16(offset, true);
  }

  /** A 32-bit number, little-endian. */
  u32(offset: number, what: string): number {
    this.check(offset, 4, what);
    return this.#view.getUint32(offset, true);
  }

  /** A 64-bit number, little-endian; one that a double cannot hold is an error. */
  u64(offset: number, what: string): number {
    this.check(offset, 8, what);
    const value = this.#view.getBigUint64(offset, true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw new RangeError(
        `${this.where}: expected ${what} at offset ${offset} to be a size or place in the file, received ${value}; ${DAMAGED}`,
      );
    }
    return Number(value);
  }

  /** Whether a 64-bit number is HDF5's "nowhere": all ones. */
  isUndefined(offset: number, what: string): boolean {
    this.check(offset, 8, what);
    return this.#view.getBigUint64(offset, true) === 0xffff_ffff_ffff_ffffn;
  }

  /** Text of one byte a character. */
  latin1(offset: number, length: number, what: string): string {
    const bytes = this.slice(offset, length, what);
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  }

  /** An error for content that is none of what the format allows. */
  malformed(
    offset: number,
    expected: string,
    received: string | number,
    fix = DAMAGED,
  ): SyntaxError {
    return new SyntaxError(
      `${this.where}: expected ${expected} at offset ${offset}, received ${received}; ${fix}`,
    );
  }

  /** An error for what the format allows and Kerasaur does not read. */
  unsupported(offset: number, what: string, fix: string): TypeError {
    return new TypeError(`${this.where}: ${what} at offset ${offset} cannot be read; ${fix}`);
  }
}
