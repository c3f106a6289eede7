/**
 * The instructions that kernels are made of, by name, with their codes in the WebAssembly
 * specification. Names say the lanes first: `f32` four floats, `i32` four whole numbers, `v128` bits.
 *
 * @module
 */

/** Instructions on vectors that take and give nothing but vectors. */
export const VECTOR = {
  "f32.add": 0xe4,
  "f32.sub": 0xe5,
  "f32.mul": 0xe6,
  "f32.div": 0xe7,
  "f32.min": 0xe8,
  "f32.max": 0xe9,
  "f32.pmin": 0xea,
  "f32.pmax": 0xeb,
  "f32.abs": 0xe0,
  "f32.neg": 0xe1,
  "f32.sqrt": 0xe3,
  "f32.ceil": 0x67,
  "f32.floor": 0x68,
  "f32.trunc": 0x69,
  "f32.nearest": 0x6a,
  "f32.eq": 0x41,
  "f32.ne": 0x42,
  "f32.lt": 0x43,
  "f32.gt": 0x44,
  "f32.le": 0x45,
  "f32.ge": 0x46,
  "f32.from_i32": 0xfa,
  "f32.relaxed_madd": 0x105,
  "f32.relaxed_nmadd": 0x106,
  "i32.eq": 0x37,
  "i32.ne": 0x38,
  "i32.lt": 0x39,
  "i32.gt": 0x3b,
  "i32.le": 0x3d,
  "i32.ge": 0x3f,
  "i32.add": 0xae,
  "i32.sub": 0xb1,
  "i32.mul": 0xb5,
  "i32.min": 0xb6,
  "i32.max": 0xb8,
  "i32.neg": 0xa1,
  "i32.abs": 0xa0,
  "i32.from_f32": 0xf8,
  "i32.relaxed_from_f32": 0x101,
  "v128.not": 0x4d,
  "v128.and": 0x4e,
  "v128.andnot": 0x4f,
  "v128.or": 0x50,
  "v128.xor": 0x51,
  "v128.select": 0x52,
} as const;

/** Name of an instruction on vectors. */
export type VectorOp = keyof typeof VECTOR;

/** Instructions that shift all lanes by one number of bits. */
export const SHIFT = { "i32.shl": 0xab, "i32.shr": 0xac, "i32.shr_u": 0xad } as const;

/** Name of a shift. */
export type ShiftOp = keyof typeof SHIFT;

/** Other vector instructions. */
export const SIMD = {
  load: 0x00,
  loadSplat: 0x09,
  store: 0x0b,
  constant: 0x0c,
  shuffle: 0x0d,
  splatI32: 0x11,
  splatF32: 0x13,
  extractF32: 0x1f,
  loadLow32: 0x5c,
  loadLow64: 0x5d,
  storeLane32: 0x5a,
  storeLane64: 0x5b,
  extendLow8: 0x87,
  extendLow16: 0xa7,
  narrow32: 0x86,
  narrow16: 0x66,
} as const;

/** What begins the code of an instruction on vectors. */
export const SIMD_PREFIX = 0xfd;

/** Types of values. */
export const TYPE = { i32: 0x7f, i64: 0x7e, f32: 0x7d, v128: 0x7b } as const;

/** Name of a type. */
export type ValueType = keyof typeof TYPE;

/** Instructions that are neither on vectors nor on memory. */
export const PLAIN = {
  loop: 0x03,
  if: 0x04,
  end: 0x0b,
  branchIf: 0x0d,
  getLocal: 0x20,
  setLocal: 0x21,
  constI32: 0x41,
  constI64: 0x42,
  ltU32: 0x49,
  eq32: 0x46,
  add32: 0x6a,
  ltU64: 0x54,
  add64: 0x7c,
  mul64: 0x7e,
  divU32: 0x6e,
  remU32: 0x70,
  extendU32: 0xad,
  loadI32: 0x28,
  loadI64: 0x29,
  storeI64: 0x37,
} as const;

/** No result, as the type of a block. */
export const NO_RESULT = 0x40;
