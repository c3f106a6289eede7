// deno-fmt-ignore-file -- Deno's formatter drops AssemblyScript's decorators
/**
 * Normals and truncated normals in WebAssembly (AssemblyScript), with the conventions of
 * `uniform.ts`. The reference is `../normal.ts`.
 */
import { boxMuller } from "./box_muller";
import { block4, consecutive, LANES, STEP, WORDS } from "./philox";
import { storeBlocks } from "./transpose";

/** `x * stddev`, then `+ mean`. */
@inline
function scaled(x: v128, mean: v128, stddev: v128): v128 {
  return f32x4.add(f32x4.mul(x, stddev), mean);
}

/** float32 normals. */
export function fillNormal(out: usize, blocks: i32, c0: i32, mean: f32, stddev: f32): void {
  const shift = f32x4.splat(mean);
  const factor = f32x4.splat(stddev);
  const end = out + 16 * blocks;
  for (; out < end; out += STEP, c0 += 4) {
    block4(consecutive(c0));
    boxMuller(WORDS);
    boxMuller(WORDS + 32);
    storeBlocks(
      out,
      scaled(v128.load(WORDS), shift, factor),
      scaled(v128.load(WORDS, 16), shift, factor),
      scaled(v128.load(WORDS, 32), shift, factor),
      scaled(v128.load(WORDS, 48), shift, factor),
    );
  }
}

/** Blocks reserved for a group of four truncated normals. */
const GROUP_BLOCKS: i32 = 256;

/** Standard normals of four blocks, one block after the other. */
const CANDIDATES: usize = memory.data(64, 16);

/** Fills `CANDIDATES` from the four blocks whose counters have `c0` as word 0. */
function drawCandidates(c0: v128): void {
  block4(c0);
  boxMuller(WORDS);
  boxMuller(WORDS + 32);
  storeBlocks(
    CANDIDATES,
    v128.load(WORDS),
    v128.load(WORDS, 16),
    v128.load(WORDS, 32),
    v128.load(WORDS, 48),
  );
}

/** Groups that lack elements, up to eight: word 0 of the next counter, the next element's place. */
const LACKING: usize = memory.data(64, 16);
/** Bytes of an entry of `LACKING`. */
const ENTRY: usize = 8;
let lacking: usize = 0;

/** For each set of lanes, the bytes that bring them to the front in order. */
const FRONT: usize = memory.data(256, 16);
for (let set: usize = 0; set < 16; set++) {
  let at = FRONT + 16 * set;
  for (let lane = 0; lane < 4; lane++) {
    if (set >> lane & 1) {
      store<i32>(at, 0x03020100 + 0x04040404 * lane);
      at += 4;
    }
  }
}

/** Writes the candidates of a group that are below 2; notes it if some are not. */
@inline
function startGroup(i: usize, out: usize, c0: i32, shift: v128, factor: v128): void {
  const candidates = v128.load(CANDIDATES + 16 * i);
  const kept = i32x4.bitmask(f32x4.lt(f32x4.abs(candidates), f32x4.splat(2)));
  const front = v128.swizzle(candidates, v128.load(FRONT + 16 * <usize>kept));
  v128.store(out + 16 * i, scaled(front, shift, factor));
  // Written whether it counts or not, which costs less than a branch that is hard to foretell.
  const entry = LACKING + ENTRY * lacking;
  store<i32>(entry, c0 + <i32>i * GROUP_BLOCKS + 1);
  store<u32>(entry, <u32>(out + 16 * i + 4 * <usize>popcnt(kept)), 4);
  lacking += <usize>(kept !== 15);
}

/** Draws four more candidates for each of the last four entries of `LACKING`. */
function drawLacking(mean: f32, stddev: f32): void {
  lacking -= 4;
  const first = LACKING + ENTRY * lacking;
  const a = v128.load(first);
  const b = v128.load(first, 16);
  const c0 = v128.shuffle<i32>(a, b, 0, 2, 4, 6);
  v128.store(TAKEN, v128.shuffle<i32>(a, b, 1, 3, 5, 7));
  drawCandidates(c0);
  v128.store(TAKEN, i32x4.add(c0, i32x4.splat(1)), 16);
  for (let i: usize = 0; i < 4; i++) {
    const out = load<u32>(TAKEN + 4 * i);
    const next = load<i32>(TAKEN + 4 * i, 16);
    continueGroup(CANDIDATES + 16 * i, out, next, mean, stddev);
  }
}
/** What `drawLacking` draws for: places, and word 0 of the counters after these. */
const TAKEN: usize = memory.data(32, 16);

/** Appends candidates below 2 to a group until it is full; notes it if it does not get full. */
@inline
function continueGroup(candidates: usize, out: u32, next: i32, mean: f32, stddev: f32): void {
  if (out === NOWHERE) return;
  const end = (out & ~15) + 16;
  for (let i: usize = 0; i < 16 && out < end; i += 4) {
    const value = load<f32>(candidates + i);
    if (abs(value) >= 2) continue;
    store<f32>(out, value * stddev + mean);
    out += 4;
  }
  if (out < end) note(next, out);
}
/** The place of entries that only make up the number of four. */
const NOWHERE: u32 = 0;

function note(c0: i32, out: u32): void {
  const entry = LACKING + ENTRY * lacking;
  store<i32>(entry, c0);
  store<u32>(entry, out, 4);
  lacking++;
}

/** float32 normals below 2 in magnitude, each group of four from 256 blocks of its own. */
export function fillTruncated(out: usize, blocks: i32, c0: i32, mean: f32, stddev: f32): void {
  const shift = f32x4.splat(mean);
  const factor = f32x4.splat(stddev);
  const end = out + 16 * blocks;
  for (; out < end; out += STEP, c0 += 4 * GROUP_BLOCKS) {
    drawCandidates(i32x4.add(i32x4.splat(c0), i32x4.mul(LANES, i32x4.splat(GROUP_BLOCKS))));
    startGroup(0, out, c0, shift, factor);
    startGroup(1, out, c0, shift, factor);
    startGroup(2, out, c0, shift, factor);
    startGroup(3, out, c0, shift, factor);
    while (lacking >= 4) drawLacking(mean, stddev);
  }
  while (lacking > 0) {
    while (lacking < 4) note(0, NOWHERE);
    drawLacking(mean, stddev);
  }
}
