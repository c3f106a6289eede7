// deno-fmt-ignore-file -- Deno's formatter drops AssemblyScript's decorators
/**
 * Philox4x32-10 for four blocks at a time (AssemblyScript): lane `i` of each vector belongs to
 * the `i`-th of the four. `../philox.ts` says what the generator is, and is the reference.
 *
 * The blocks of a call share counter words 1 to 3, so half of the first two rounds is the same for
 * all of them and done in `setStream`. The other rounds are written out: their keys then lie at
 * fixed addresses, which V8 does not check at every use.
 */
import { logarithm, reduce, stretch, turn } from "./box_muller";

/** Bytes of a vector. */
const VECTOR: usize = 16;
/** Bytes of eight blocks. */
export const STEP: usize = 128;
/** The number of each lane. */
export const LANES = i32x4(0, 1, 2, 3);
/** Rounds of the bijection. */
const ROUNDS: usize = 10;

/** Multipliers of counter words 0 and 2: loaded, as in `box_muller.ts`. */
const M0: usize = memory.data<u32>([0xd2511f53]);
const M2: usize = memory.data<u32>([0xcd9e8d57]);

/** Where `block8` leaves its words: word 0 of all four blocks, then word 1, 2 and 3. */
export const WORDS: usize = memory.data(128, 16);
/** Where it leaves those that come after words that are made normals. */
const NEXT: usize = memory.data(128, 16);
/** For each round from the third on its two key words, each in all lanes. */
const KEYS: usize = memory.data(256, 16);
/** What the first two rounds XOR to words that differ between blocks. */
const FIRST: usize = memory.data(16, 16);
const SECOND: usize = memory.data(32, 16);
/** Word 3 after the second round. */
const WORD3: usize = memory.data(16, 16);

function product(a: i32, b: u32): u64 {
  return <u64><u32>a * <u64>b;
}

/** Sets the key, and counter words 1 to 3, of all blocks to come. */
export function setStream(key0: i32, key1: i32, c1: i32, c2: i32, c3: i32): void {
  const p2 = product(c2, 0xcd9e8d57);
  v128.store(FIRST, i32x4.splat(c3 ^ key1));
  const p0 = product(<i32>(p2 >> 32) ^ c1 ^ key0, 0xd2511f53);
  key0 += 0x9e3779b9;
  key1 += 0xbb67ae85;
  v128.store(SECOND, i32x4.splat(<i32>p2 ^ key0));
  v128.store(SECOND, i32x4.splat(<i32>(p0 >> 32) ^ key1), 16);
  v128.store(WORD3, i32x4.splat(<i32>p0));
  for (let round: usize = 0; round < ROUNDS - 2; round++) {
    key0 += 0x9e3779b9;
    key1 += 0xbb67ae85;
    v128.store(KEYS + 2 * VECTOR * round, i32x4.splat(key0));
    v128.store(KEYS + 2 * VECTOR * round + VECTOR, i32x4.splat(key1));
  }
}

/** The counters' word 0 of four blocks in a row. */
@inline
export function consecutive(c0: i32): v128 {
  return i32x4.add(i32x4.splat(c0), LANES);
}

/** Products of 64 bits of lanes 0 and 1. */
@inline
function lows(a: v128, m: v128): v128 {
  return i64x2.extmul_low_i32x4_u(a, m);
}

/** Products of 64 bits of lanes 2 and 3. */
@inline
function highs(a: v128, m: v128): v128 {
  return i64x2.extmul_high_i32x4_u(a, m);
}

@inline
function mixed(p: v128, q: v128, word: v128, round: usize): v128 {
  return v128.xor(v128.xor(high(p, q), word), v128.load(KEYS + 16 * round));
}

/**
 * Makes the words of eight blocks: of the four whose counters have `c0` as word 0, then of the four
 * with `d0`. The two fours take turns, so that one's products are computed while the other waits
 * for its own.
 *
 * `T` says what becomes of the words in `WORDS`: with `u32` the new ones are written over them, with
 * `f32` they are made normals meanwhile, and the new ones wait in `NEXT`. Philox keeps busy what
 * shuffles in a processor, the transform what multiplies, so that both together take less time
 * than one after the other.
 */
@inline
export function block8<T>(c0: v128, d0: v128): void {
  const m0 = v128.load32_splat(M0);
  const m2 = v128.load32_splat(M2);
  let p = lows(c0, m0), q = highs(c0, m0), t = lows(d0, m0), u = highs(d0, m0);
  let a2 = v128.xor(high(p, q), v128.load(FIRST)), a3 = low(p, q);
  let b2 = v128.xor(high(t, u), v128.load(FIRST)), b3 = low(t, u);
  let r = lows(a2, m2), s = highs(a2, m2), v = lows(b2, m2), w = highs(b2, m2);
  let a0 = v128.xor(high(r, s), v128.load(SECOND)), a1 = low(r, s);
  let b0 = v128.xor(high(v, w), v128.load(SECOND)), b1 = low(v, w);
  a2 = v128.xor(a3, v128.load(SECOND, 16)), a3 = v128.load(WORD3);
  b2 = v128.xor(b3, v128.load(SECOND, 16)), b3 = v128.load(WORD3);

  p = lows(a0, m0), q = highs(a0, m0), r = lows(a2, m2), s = highs(a2, m2);
  a0 = mixed(r, s, a1, 0), a1 = low(r, s), a2 = mixed(p, q, a3, 1), a3 = low(p, q);
  if (isFloat<T>()) reduce(WORDS, 0);
  t = lows(b0, m0), u = highs(b0, m0), v = lows(b2, m2), w = highs(b2, m2);
  b0 = mixed(v, w, b1, 0), b1 = low(v, w), b2 = mixed(t, u, b3, 1), b3 = low(t, u);
  if (isFloat<T>()) reduce(WORDS, 1);

  p = lows(a0, m0), q = highs(a0, m0), r = lows(a2, m2), s = highs(a2, m2);
  a0 = mixed(r, s, a1, 2), a1 = low(r, s), a2 = mixed(p, q, a3, 3), a3 = low(p, q);
  if (isFloat<T>()) reduce(WORDS, 2);
  t = lows(b0, m0), u = highs(b0, m0), v = lows(b2, m2), w = highs(b2, m2);
  b0 = mixed(v, w, b1, 2), b1 = low(v, w), b2 = mixed(t, u, b3, 3), b3 = low(t, u);
  if (isFloat<T>()) reduce(WORDS, 3);

  p = lows(a0, m0), q = highs(a0, m0), r = lows(a2, m2), s = highs(a2, m2);
  a0 = mixed(r, s, a1, 4), a1 = low(r, s), a2 = mixed(p, q, a3, 5), a3 = low(p, q);
  if (isFloat<T>()) turn(WORDS, 0);
  t = lows(b0, m0), u = highs(b0, m0), v = lows(b2, m2), w = highs(b2, m2);
  b0 = mixed(v, w, b1, 4), b1 = low(v, w), b2 = mixed(t, u, b3, 5), b3 = low(t, u);
  if (isFloat<T>()) turn(WORDS, 1);

  p = lows(a0, m0), q = highs(a0, m0), r = lows(a2, m2), s = highs(a2, m2);
  a0 = mixed(r, s, a1, 6), a1 = low(r, s), a2 = mixed(p, q, a3, 7), a3 = low(p, q);
  if (isFloat<T>()) turn(WORDS, 2);
  t = lows(b0, m0), u = highs(b0, m0), v = lows(b2, m2), w = highs(b2, m2);
  b0 = mixed(v, w, b1, 6), b1 = low(v, w), b2 = mixed(t, u, b3, 7), b3 = low(t, u);
  if (isFloat<T>()) turn(WORDS, 3);

  p = lows(a0, m0), q = highs(a0, m0), r = lows(a2, m2), s = highs(a2, m2);
  a0 = mixed(r, s, a1, 8), a1 = low(r, s), a2 = mixed(p, q, a3, 9), a3 = low(p, q);
  if (isFloat<T>()) logarithm(WORDS, 0);
  t = lows(b0, m0), u = highs(b0, m0), v = lows(b2, m2), w = highs(b2, m2);
  b0 = mixed(v, w, b1, 8), b1 = low(v, w), b2 = mixed(t, u, b3, 9), b3 = low(t, u);
  if (isFloat<T>()) logarithm(WORDS, 1);

  p = lows(a0, m0), q = highs(a0, m0), r = lows(a2, m2), s = highs(a2, m2);
  a0 = mixed(r, s, a1, 10), a1 = low(r, s), a2 = mixed(p, q, a3, 11), a3 = low(p, q);
  if (isFloat<T>()) logarithm(WORDS, 2);
  t = lows(b0, m0), u = highs(b0, m0), v = lows(b2, m2), w = highs(b2, m2);
  b0 = mixed(v, w, b1, 10), b1 = low(v, w), b2 = mixed(t, u, b3, 11), b3 = low(t, u);
  if (isFloat<T>()) logarithm(WORDS, 3);

  p = lows(a0, m0), q = highs(a0, m0), r = lows(a2, m2), s = highs(a2, m2);
  a0 = mixed(r, s, a1, 12), a1 = low(r, s), a2 = mixed(p, q, a3, 13), a3 = low(p, q);
  if (isFloat<T>()) stretch(WORDS, 0);
  t = lows(b0, m0), u = highs(b0, m0), v = lows(b2, m2), w = highs(b2, m2);
  b0 = mixed(v, w, b1, 12), b1 = low(v, w), b2 = mixed(t, u, b3, 13), b3 = low(t, u);
  if (isFloat<T>()) stretch(WORDS, 1);

  p = lows(a0, m0), q = highs(a0, m0), r = lows(a2, m2), s = highs(a2, m2);
  a0 = mixed(r, s, a1, 14), a1 = low(r, s), a2 = mixed(p, q, a3, 15), a3 = low(p, q);
  if (isFloat<T>()) stretch(WORDS, 2);
  t = lows(b0, m0), u = highs(b0, m0), v = lows(b2, m2), w = highs(b2, m2);
  b0 = mixed(v, w, b1, 14), b1 = low(v, w), b2 = mixed(t, u, b3, 15), b3 = low(t, u);
  if (isFloat<T>()) stretch(WORDS, 3);

  const at = isFloat<T>() ? NEXT : WORDS;
  v128.store(at, a0);
  v128.store(at, a1, 16);
  v128.store(at, a2, 32);
  v128.store(at, a3, 48);
  v128.store(at, b0, 64);
  v128.store(at, b1, 80);
  v128.store(at, b2, 96);
  v128.store(at, b3, 112);
}

/** Moves the words from `NEXT` to `WORDS`. */
@inline
export function nextBlocks(): void {
  v128.store(WORDS, v128.load(NEXT));
  v128.store(WORDS, v128.load(NEXT, 16), 16);
  v128.store(WORDS, v128.load(NEXT, 32), 32);
  v128.store(WORDS, v128.load(NEXT, 48), 48);
  v128.store(WORDS, v128.load(NEXT, 64), 64);
  v128.store(WORDS, v128.load(NEXT, 80), 80);
  v128.store(WORDS, v128.load(NEXT, 96), 96);
  v128.store(WORDS, v128.load(NEXT, 112), 112);
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
