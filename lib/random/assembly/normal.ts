// deno-fmt-ignore-file -- Deno's formatter drops AssemblyScript's decorators
/**
 * Normals and truncated normals in WebAssembly (AssemblyScript), with the conventions of
 * `uniform.ts`. The reference is `../normal.ts`.
 */
import { boxMuller, boxMullerFirst } from "./box_muller";
import { block8, consecutive, LANES, STEP, WORDS } from "./philox";
import { storeBlocks } from "./transpose";

/** `x * stddev`, then `+ mean`. */
@inline
function scaled(x: v128, mean: v128, stddev: v128): v128 {
  return f32x4.add(f32x4.mul(x, stddev), mean);
}

/** Standard normals of eight blocks: as `block8` leaves its words. */
function normals8(c0: v128, d0: v128): void {
  block8(c0, d0);
  boxMuller(WORDS);
}

/** As `normals8`, but only the first pair of each block. */
function firstNormals8(c0: v128, d0: v128): void {
  block8(c0, d0);
  boxMullerFirst(WORDS);
}

/** float32 normals. */
export function fillNormal(out: usize, blocks: i32, c0: i32, mean: f32, stddev: f32): void {
  const shift = f32x4.splat(mean);
  const factor = f32x4.splat(stddev);
  const end = out + 16 * blocks;
  for (; out < end; out += STEP, c0 += 8) {
    normals8(consecutive(c0), consecutive(c0 + 4));
    storeBlocks(
      out,
      scaled(v128.load(WORDS), shift, factor),
      scaled(v128.load(WORDS, 16), shift, factor),
      scaled(v128.load(WORDS, 32), shift, factor),
      scaled(v128.load(WORDS, 48), shift, factor),
    );
    storeBlocks(
      out + 64,
      scaled(v128.load(WORDS, 64), shift, factor),
      scaled(v128.load(WORDS, 80), shift, factor),
      scaled(v128.load(WORDS, 96), shift, factor),
      scaled(v128.load(WORDS, 112), shift, factor),
    );
  }
}

/** Blocks reserved for a group of four truncated normals. */
const GROUP_BLOCKS: i32 = 256;

/** The groups that lack elements: their addresses, and in the low bits the lanes they have. */
const LACKING: usize = memory.data(16384, 16);
/** Bytes of it that are in use. */
let lacking: usize = 0;

/** For each set of lanes, the bytes that bring them to the front in order, zeros after them. */
const FRONT: usize = memory.data(256, 16);
/** For each number of lanes, the bytes that move that far back, zeros coming before them. */
const BACK: usize = memory.data(64, 16);
for (let set: usize = 0; set < 16; set++) {
  v128.store(FRONT + 16 * set, i32x4.splat(-1));
  let at = FRONT + 16 * set;
  for (let lane = 0; lane < 4; lane++) {
    if (set >> lane & 1) {
      store<i32>(at, 0x03020100 + 0x04040404 * lane);
      at += 4;
    }
  }
  const lane = <i32>(set & 3) - <i32>(set >> 2);
  store<i32>(BACK + 4 * set, lane < 0 ? -1 : 0x03020100 + 0x04040404 * lane);
}

/** The lanes of four candidates that are below 2 in magnitude, as a set. */
@inline
function below(candidates: v128): usize {
  return <usize>i32x4.bitmask(f32x4.lt(f32x4.abs(candidates), f32x4.splat(2)));
}

/**
 * Notes the lanes that a group has, if it does not have all. They are written either way, which
 * costs less than a branch that is hard to foretell.
 */
@inline
function note(group: usize, lanes: usize): void {
  store<u32>(LACKING + lacking, <u32>(group | lanes));
  lacking += 4 * <usize>(lanes !== 15);
}

/** Candidates of four blocks, one block after the other. */
const CANDIDATES: usize = memory.data(128, 16);

/** Copies what `normals8` made to `CANDIDATES`. */
@inline
function storeCandidates(): void {
  storeFour(CANDIDATES, WORDS);
  storeFour(CANDIDATES + 64, WORDS + 64);
}

@inline
function storeFour(to: usize, at: usize): void {
  storeBlocks(
    to,
    v128.load(at),
    v128.load(at, 16),
    v128.load(at, 32),
    v128.load(at, 48),
  );
}

/** Writes the candidates of a group in their own lanes; notes those below 2. */
@inline
function startGroup(i: usize, out: usize, shift: v128, factor: v128): void {
  const candidates = v128.load(CANDIDATES + 16 * i);
  v128.store(out + 16 * i, scaled(candidates, shift, factor));
  note(out + 16 * i, below(candidates));
}

/** Appends those of the candidates in the lanes `usable` that are below 2 to what a group has. */
@inline
function continueGroup(
  entry: usize,
  candidates: v128,
  usable: usize,
  shift: v128,
  factor: v128,
): void {
  const group = entry & ~15;
  const had = entry & 15;
  const count = <usize>popcnt(<i32>had);
  const kept = below(candidates) & usable;
  const front = v128.swizzle(candidates, v128.load(FRONT + 16 * kept));
  const added = v128.swizzle(scaled(front, shift, factor), v128.load(BACK + 16 * count));
  v128.store(group, v128.or(v128.swizzle(v128.load(group), v128.load(FRONT + 16 * had)), added));
  note(group, 15 & (1 << count + <usize>popcnt(<i32>kept)) - 1);
}

/** Only the first two of four lanes, the others, and all. */
const FIRST_PAIR: usize = 3;
const SECOND_PAIR: usize = 12;
const BOTH_PAIRS: usize = 15;

/**
 * Draws once more for each group that lacks elements, and takes what it needs from the given pairs.
 * `first` is word 0 of the counter for the group at `out`.
 */
function drawLacking(out: usize, first: i32, pairs: usize, shift: v128, factor: v128): void {
  const end = LACKING + lacking;
  lacking = 0;
  for (let at = LACKING; at < end; at += 32) {
    const c0 = counters(v128.load(at), out, first);
    const d0 = counters(v128.load(at, 16), out, first);
    if (pairs === FIRST_PAIR) firstNormals8(c0, d0);
    else normals8(c0, d0);
    storeCandidates();
    for (let i: usize = 0; i < min(32, end - at); i += 4) {
      continueGroup(load<u32>(at + i), v128.load(CANDIDATES + 4 * i), pairs, shift, factor);
    }
  }
}

/** Word 0 of the counters of four entries of `LACKING`. */
@inline
function counters(entries: v128, out: usize, first: i32): v128 {
  const groups = i32x4.sub(v128.and(entries, i32x4.splat(~15)), i32x4.splat(<i32>out));
  return i32x4.add(i32x4.mul(groups, i32x4.splat(GROUP_BLOCKS / 16)), i32x4.splat(first));
}

/**
 * float32 normals below 2 in magnitude, each group of four from 256 blocks of its own: all groups
 * from their first blocks, then those that lack elements from their second ones, and so on.
 */
export function fillTruncated(out: usize, blocks: i32, c0: i32, mean: f32, stddev: f32): void {
  const shift = f32x4.splat(mean);
  const factor = f32x4.splat(stddev);
  const end = out + 16 * blocks;
  let counter = i32x4.add(i32x4.splat(c0), i32x4.mul(LANES, i32x4.splat(GROUP_BLOCKS)));
  for (let at = out; at < end; at += STEP) {
    normals8(counter, i32x4.add(counter, i32x4.splat(4 * GROUP_BLOCKS)));
    storeCandidates();
    startGroup(0, at, shift, factor);
    startGroup(1, at, shift, factor);
    startGroup(2, at, shift, factor);
    startGroup(3, at, shift, factor);
    startGroup(4, at, shift, factor);
    startGroup(5, at, shift, factor);
    startGroup(6, at, shift, factor);
    startGroup(7, at, shift, factor);
    counter = i32x4.add(counter, i32x4.splat(8 * GROUP_BLOCKS));
  }
  // Most of them lack one element, which the first pair of the next block nearly always has.
  drawLacking(out, ++c0, FIRST_PAIR, shift, factor);
  drawLacking(out, c0, SECOND_PAIR, shift, factor);
  while (lacking > 0) drawLacking(out, ++c0, BOTH_PAIRS, shift, factor);
}
