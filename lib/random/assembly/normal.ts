// deno-fmt-ignore-file -- Deno's formatter drops AssemblyScript's decorators
/**
 * Normals and truncated normals in WebAssembly (AssemblyScript), with the conventions of
 * `uniform.ts`. The reference is `../normal.ts`.
 */
import { boxMuller, boxMullerFirst } from "./box_muller";
import { block8, consecutive, LANES, nextBlocks, STEP, WORDS } from "./philox";
import { storeBlocks } from "./transpose";

/** `x * stddev`, then `+ mean`. */
@inline
function scaled(x: v128, mean: v128, stddev: v128): v128 {
  return f32x4.add(f32x4.mul(x, stddev), mean);
}

/** As `block8`, in one place for all that call it seldom. */
function words8(c0: v128, d0: v128): void {
  block8<u32>(c0, d0);
}

/** Makes standard normals of the words in `WORDS`, and meanwhile the words for `nextBlocks`. */
function normalsThenWords8(c0: v128, d0: v128): void {
  block8<f32>(c0, d0);
}

/** Standard normals of eight blocks: as `block8` leaves its words. */
function normals8(c0: v128, d0: v128): void {
  words8(c0, d0);
  boxMuller(WORDS);
}

/** As `normals8`, but only the first pair of each block. */
function firstNormals8(c0: v128, d0: v128): void {
  words8(c0, d0);
  boxMullerFirst(WORDS);
}

/** float32 normals. The words of eight blocks more are made, and left. */
export function fillNormal(out: usize, blocks: i32, c0: i32, mean: f32, stddev: f32): void {
  const shift = f32x4.splat(mean);
  const factor = f32x4.splat(stddev);
  const end = out + 16 * blocks;
  words8(consecutive(c0), consecutive(c0 + 4));
  for (; out < end; out += STEP) {
    c0 += 8;
    normalsThenWords8(consecutive(c0), consecutive(c0 + 4));
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
    nextBlocks();
  }
}

/** Blocks reserved for a group of four truncated normals. */
const GROUP_BLOCKS: i32 = 256;

/** The addresses of the groups that lack elements, with room for what is written past the last. */
const LACKING: usize = memory.data(16400, 16);

/** For each set of lanes, the bytes that bring them to the front in order, zeros after them. */
const FRONT: usize = memory.data(256, 16);
/** For each number of lanes, the bytes that move that far back, zeros coming before them. */
const BACK: usize = memory.data(64, 16);
/** For each number of lanes, `MISSING` in the lanes from there on. */
const MARKS: usize = memory.data(80, 16);
/** Stands for an element that a group lacks: 2, as only what is below 2 in magnitude is kept. */
const MISSING: i32 = 0x40000000;
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
  store<i32>(MARKS + 4 * set, lane < 0 ? 0 : MISSING);
}

/**
 * The lanes of four floats that are 2 or more in magnitude, as a set: those whose exponent has its
 * highest bit.
 */
@inline
function large(x: v128): usize {
  return <usize>i32x4.bitmask(i32x4.shl(x, 1));
}

/** Candidates of four blocks, one block after the other. */
const CANDIDATES: usize = memory.data(128, 16);

/** Writes what `normals8` made of four blocks, one block after the other. */
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

/**
 * Writes four groups, and to `end` which of them lack elements; returns the end of these. They are
 * written either way, which costs less than a branch that is hard to foretell.
 */
@inline
function startGroups(out: usize, at: usize, groups: v128, end: usize): usize {
  storeFour(out, at);
  const any = v128.or(
    v128.or(v128.load(at), v128.load(at, 16)),
    v128.or(v128.load(at, 32), v128.load(at, 48)),
  );
  const lacking = large(any);
  v128.store(end, v128.swizzle(groups, v128.load(FRONT + 16 * lacking)));
  return end + 4 * <usize>popcnt(<i32>lacking);
}

/**
 * Appends those of the candidates in the lanes `usable` that are below 2 to what a group has;
 * writes it to `end` if it still lacks elements, and returns the end then.
 */
@inline
function continueGroup(group: usize, candidates: v128, usable: usize, end: usize): usize {
  const old = v128.load(group);
  const had = 15 ^ large(old);
  const kept = usable & ~large(candidates);
  const count = <usize>popcnt(<i32>had);
  const total = min(4, count + <usize>popcnt(<i32>kept));
  const added = v128.swizzle(
    v128.swizzle(candidates, v128.load(FRONT + 16 * kept)),
    v128.load(BACK + 16 * count),
  );
  const both = v128.or(v128.swizzle(old, v128.load(FRONT + 16 * had)), added);
  v128.store(group, v128.or(both, v128.load(MARKS + 16 * total)));
  store<u32>(end, <u32>group);
  return end + 4 * <usize>(total < 4);
}

/** Only the first two of four lanes, the others, and all. */
const FIRST_PAIR: usize = 3;
const SECOND_PAIR: usize = 12;
const BOTH_PAIRS: usize = 15;

/**
 * Draws once more for each group that lacks elements, those up to `end`, and takes what it needs
 * from the given pairs; returns the end of those that still do. `first` is word 0 of the counter
 * for the group at `out`.
 */
function drawLacking(end: usize, out: usize, first: i32, pairs: usize): usize {
  let newEnd = LACKING;
  for (let at = LACKING; at < end; at += 32) {
    const c0 = counters(v128.load(at), out, first);
    const d0 = counters(v128.load(at, 16), out, first);
    if (pairs === FIRST_PAIR) firstNormals8(c0, d0);
    else normals8(c0, d0);
    storeFour(CANDIDATES, WORDS);
    storeFour(CANDIDATES + 64, WORDS + 64);
    for (let i: usize = 0; i < min(32, end - at); i += 4) {
      newEnd = continueGroup(load<u32>(at + i), v128.load(CANDIDATES + 4 * i), pairs, newEnd);
    }
  }
  return newEnd;
}

/** Word 0 of the counters of the groups at four addresses. */
@inline
function counters(groups: v128, out: usize, first: i32): v128 {
  const offsets = i32x4.sub(groups, i32x4.splat(<i32>out));
  return i32x4.add(i32x4.mul(offsets, i32x4.splat(GROUP_BLOCKS / 16)), i32x4.splat(first));
}

/**
 * float32 normals below 2 in magnitude, each group of four from 256 blocks of its own: all groups
 * from their first blocks, then those that lack elements from their second ones, and so on. They
 * are scaled last, as what a group lacks shows in standard normals only.
 */
export function fillTruncated(out: usize, blocks: i32, c0: i32, mean: f32, stddev: f32): void {
  const end = out + 16 * blocks;
  let counter = i32x4.add(i32x4.splat(c0), i32x4.mul(LANES, i32x4.splat(GROUP_BLOCKS)));
  let groups = i32x4.add(i32x4.splat(<i32>out), i32x4.mul(LANES, i32x4.splat(16)));
  let lacking = LACKING;
  words8(counter, i32x4.add(counter, i32x4.splat(4 * GROUP_BLOCKS)));
  for (let at = out; at < end; at += STEP) {
    counter = i32x4.add(counter, i32x4.splat(8 * GROUP_BLOCKS));
    normalsThenWords8(counter, i32x4.add(counter, i32x4.splat(4 * GROUP_BLOCKS)));
    lacking = startGroups(at, WORDS, groups, lacking);
    lacking = startGroups(at + 64, WORDS + 64, i32x4.add(groups, i32x4.splat(64)), lacking);
    groups = i32x4.add(groups, i32x4.splat(<i32>STEP));
    nextBlocks();
  }
  // Most of them lack one element, which the first pair of the next block nearly always has.
  lacking = drawLacking(lacking, out, ++c0, FIRST_PAIR);
  lacking = drawLacking(lacking, out, c0, SECOND_PAIR);
  while (lacking > LACKING) lacking = drawLacking(lacking, out, ++c0, BOTH_PAIRS);
  scale(out, end, mean, stddev);
}

/** Scales standard normals where they are, whole steps of them. */
function scale(out: usize, end: usize, mean: f32, stddev: f32): void {
  const shift = f32x4.splat(mean);
  const factor = f32x4.splat(stddev);
  for (; out < end; out += STEP) {
    v128.store(out, scaled(v128.load(out), shift, factor));
    v128.store(out, scaled(v128.load(out, 16), shift, factor), 16);
    v128.store(out, scaled(v128.load(out, 32), shift, factor), 32);
    v128.store(out, scaled(v128.load(out, 48), shift, factor), 48);
    v128.store(out, scaled(v128.load(out, 64), shift, factor), 64);
    v128.store(out, scaled(v128.load(out, 80), shift, factor), 80);
    v128.store(out, scaled(v128.load(out, 96), shift, factor), 96);
    v128.store(out, scaled(v128.load(out, 112), shift, factor), 112);
  }
}
