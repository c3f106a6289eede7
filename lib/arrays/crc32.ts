/**
 * Checksums of 32 bits: the usual one, of PNG, and Castagnoli's, of TensorFlow's records.
 *
 * @module
 */

/** A checksum by its polynomial, bits reversed. */
function checksum(polynomial: number): (bytes: Uint8Array) => number {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? value >>> 1 ^ polynomial : value >>> 1;
    return value;
  });
  return (bytes) => {
    let value = 0xffffffff;
    for (const byte of bytes) value = table[(value ^ byte) & 0xff]! ^ value >>> 8;
    return ~value >>> 0;
  };
}

/** CRC-32. */
export const crc32: (bytes: Uint8Array) => number = checksum(0xedb88320);

/** CRC-32C. */
export const crc32c: (bytes: Uint8Array) => number = checksum(0x82f63b78);
