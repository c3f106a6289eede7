/**
 * Whole numbers of 64 bits as floats, rounded once.
 *
 * @module
 */

/**
 * The float32 nearest to a whole number of up to 64 bits. By way of a double it would be rounded
 * twice; here the bits that a double lacks leave their trace in the last bit kept.
 */
export function float32OfBigInt(value: bigint): number {
  const size = value < 0n ? -value : value;
  if (size < 0x20000000000000n) return Math.fround(Number(value));
  const sticky = (size & 0xfffn) === 0n ? 0n : 0x1000n;
  const odd = Math.fround(Number((size & ~0xfffn) | sticky));
  return value < 0n ? -odd : odd;
}
