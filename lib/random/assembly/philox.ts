// deno-fmt-ignore-file -- Deno's formatter drops AssemblyScript's decorators
/**
 * Philox4x32-10 for four blocks at a time (AssemblyScript): lane `i` of each vector belongs to
 * the `i`-th of the four. `../philox.ts` says what the generator is, and is the reference.
 */

/** Bytes of a vector. */
const VECTOR: usize = 16;
/** Bytes of four blocks. */
export const STEP: usize = 64;
/** The number of each lane. */
export const LANES = i32x4(0, 1, 2, 3);
/** Rounds of the bijection. */
const ROUNDS: usize = 10;

/** Multipliers of counter words 0 and 2: loaded, as in `box_muller.ts`. */
const M0: usize = memory.data<u32>([0xd2511f53]);
const M2: usize = memory.data<u32>([0xcd9e8d57]);

/** Where `block4` leaves its words: word 0 of all four blocks, then word 1, 2 and 3. */
export const WORDS: usize = memory.data(64, 16);
/** For each round its two key words, each in all lanes. */
const KEYS: usize = memory.data(320, 16);

/** Counter words 1 to 3, which all blocks of a call have in common. */
let counter1: i32 = 0;
let counter2: i32 = 0;
let counter3: i32 = 0;

/** Sets the key, and counter words 1 to 3, of all blocks to come. */
export function setStream(key0: i32, key1: i32, c1: i32, c2: i32, c3: i32): void {
  counter1 = c1;
  counter2 = c2;
  counter3 = c3;
  for (let round: usize = 0; round < ROUNDS; round++) {
    v128.store(KEYS + 2 * VECTOR * round, i32x4.splat(key0));
    v128.store(KEYS + 2 * VECTOR * round + VECTOR, i32x4.splat(key1));
    key0 += 0x9e3779b9;
    key1 += 0xbb67ae85;
  }
}

/** The counters' word 0 of four blocks in a row. */
@inline
export function consecutive(c0: i32): v128 {
  return i32x4.add(i32x4.splat(c0), LANES);
}

/** Writes the words of the four blocks whose counters have `c0` as word 0 to `WORDS`. */
@inline
export function block4(c0: v128): void {
  const m0 = v128.load32_splat(M0);
  const m2 = v128.load32_splat(M2);
  let a0 = c0;
  let a1 = i32x4.splat(counter1);
  let a2 = i32x4.splat(counter2);
  let a3 = i32x4.splat(counter3);
  for (let key = KEYS; key < KEYS + 2 * VECTOR * ROUNDS; key += 2 * VECTOR) {
    // Products of 64 bits: of lanes 0 and 1, then of lanes 2 and 3.
    const p0 = i64x2.extmul_low_i32x4_u(a0, m0);
    const q0 = i64x2.extmul_high_i32x4_u(a0, m0);
    const p2 = i64x2.extmul_low_i32x4_u(a2, m2);
    const q2 = i64x2.extmul_high_i32x4_u(a2, m2);
    a0 = v128.xor(v128.xor(high(p2, q2), a1), v128.load(key));
    a2 = v128.xor(v128.xor(high(p0, q0), a3), v128.load(key, 16));
    a1 = low(p2, q2);
    a3 = low(p0, q0);
  }
  v128.store(WORDS, a0);
  v128.store(WORDS, a1, 16);
  v128.store(WORDS, a2, 32);
  v128.store(WORDS, a3, 48);
}

/** The low halves of four products. */
@inline
function low(p: v128, q: v128): v128 {
  return v128.shuffle<i32>(p, q, 0, 2, 4, 6);
}

/** The high halves of four products. */
@inline
function high(p: v128, q: v128): v128 {
  return v128.shuffle<i32>(p, q, 1, 3, 5, 7);
}
