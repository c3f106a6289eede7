/**
 * Bytes of a WebAssembly module as they are written: whole numbers take as few bytes as they need.
 *
 * @module
 */

/** Grows as it is written. */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** Writes a byte. Most of a module is written by this, once: before it is compiled well. */
  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length++] = value;
  }

  /** Writes a number from 0 in groups of seven bits, the lowest first. */
  unsigned(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte(rest % 0x80 | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** Writes a number in groups of seven bits, the last of which holds the sign. */
  signed(value: number): void {
    let rest = value;
    while (rest < -0x40 || rest >= 0x40) {
      this.byte(((rest % 0x80) + 0x80) % 0x80 | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest & 0x7f);
  }

  /** Writes the bits of a whole number of 32 bits, the lowest byte first. */
  word(bits: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.byte((bits >> shift) & 0xff);
  }

  /** Writes a text with its length. */
  text(value: string): void {
    this.sized(new TextEncoder().encode(value));
  }

  /** Writes bytes with their count. */
  sized(bytes: Uint8Array): void {
    this.unsigned(bytes.length);
    this.bytes(bytes);
  }

  /** Writes many bytes. */
  bytes(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** What was written. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #grow(least: number): void {
    const bytes = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + least));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}
