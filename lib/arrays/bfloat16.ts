/**
 * Bfloat16, the upper half of a float32, as its bit pattern: conversions to and from numbers.
 *
 * @module
 */

const FLOAT = new Float32Array(1);
const BITS = new Uint32Array(FLOAT.buffer);

/** The pattern of the bfloat16 nearest to the float32 with these bits; ties to even; NaN stays NaN. */
export function bfloat16OfFloat32Bits(bits: number): number {
  const isNaN = (bits & 0x7fffffff) > 0x7f800000;
  if (isNaN) return (bits >>> 16 & 0x8000) | 0x7fc0;
  return (bits + 0x7fff + (bits >>> 16 & 1)) >>> 16;
}

/** The bit pattern of the bfloat16 nearest to `value` as a float32; ties to even; NaN stays NaN. */
export function toBfloat16(value: number): number {
  FLOAT[0] = value;
  return bfloat16OfFloat32Bits(BITS[0]!);
}

/** The value of a bfloat16 with this bit pattern. */
export function fromBfloat16(pattern: number): number {
  BITS[0] = pattern << 16;
  return FLOAT[0]!;
}

/** The bit patterns of float32s rounded to bfloat16. */
export function toBfloat16Array(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const patterns = new Uint16Array(values.length);
  for (let i = 0; i < patterns.length; i++) patterns[i] = bfloat16OfFloat32Bits(bits[i]!);
  return patterns;
}

/** The values of bfloat16s, exactly. */
export function fromBfloat16Array(patterns: Uint16Array): Float32Array<ArrayBuffer> {
  const bits = new Uint32Array(patterns.length);
  for (let i = 0; i < bits.length; i++) bits[i] = patterns[i]! << 16;
  return new Float32Array(bits.buffer);
}
