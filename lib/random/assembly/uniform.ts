// deno-fmt-ignore-file -- Deno's formatter drops AssemblyScript's decorators
/**
 * Words, uniform numbers and integers in WebAssembly (AssemblyScript). Each fill writes `blocks`
 * blocks of four elements, rounded up to a multiple of four blocks, to `out`; word 0 of the
 * counter, `c0`, may not overflow on the way. The reference is `../uniform.ts`.
 */
import { block8, consecutive, STEP, WORDS } from "./philox";
import { storeBlocks } from "./transpose";

/** Random words. */
export function fillWords(out: usize, blocks: i32, c0: i32): void {
  const end = out + 16 * blocks;
  for (; out < end; out += STEP, c0 += 8) {
    block8<u32>(consecutive(c0), consecutive(c0 + 4));
    storeBlocks(
      out,
      v128.load(WORDS),
      v128.load(WORDS, 16),
      v128.load(WORDS, 32),
      v128.load(WORDS, 48),
    );
    storeBlocks(
      out + 64,
      v128.load(WORDS, 64),
      v128.load(WORDS, 80),
      v128.load(WORDS, 96),
      v128.load(WORDS, 112),
    );
  }
}

/** The bits of a word that count: loaded, as in `box_muller.ts`. */
const MANTISSA: usize = memory.data<i32>([0x7fffff]);

/** The low 23 bits of four words times `step`, plus `low`. */
@inline
function uniform(words: v128, low: v128, step: v128): v128 {
  const mantissa = f32x4.convert_i32x4_s(v128.and(words, v128.load32_splat(MANTISSA)));
  return f32x4.add(f32x4.mul(mantissa, step), low);
}

/** float32 uniform in `[low, low + 2^23 * step)`; `step` may be no subnormal number. */
export function fillUniform(out: usize, blocks: i32, c0: i32, low: f32, step: f32): void {
  const shift = f32x4.splat(low);
  const factor = f32x4.splat(step);
  const end = out + 16 * blocks;
  for (; out < end; out += STEP, c0 += 8) {
    block8<u32>(consecutive(c0), consecutive(c0 + 4));
    storeBlocks(
      out,
      uniform(v128.load(WORDS), shift, factor),
      uniform(v128.load(WORDS, 16), shift, factor),
      uniform(v128.load(WORDS, 32), shift, factor),
      uniform(v128.load(WORDS, 48), shift, factor),
    );
    storeBlocks(
      out + 64,
      uniform(v128.load(WORDS, 64), shift, factor),
      uniform(v128.load(WORDS, 80), shift, factor),
      uniform(v128.load(WORDS, 96), shift, factor),
      uniform(v128.load(WORDS, 112), shift, factor),
    );
  }
}

/** A remainder in two lanes; the quotient of 32-bit integers in doubles never rounds up. */
@inline
function remainder2(words: v128, divisor: v128): v128 {
  const x = f64x2.convert_low_i32x4_u(words);
  const quotient = f64x2.trunc(f64x2.div(x, divisor));
  return i32x4.trunc_sat_f64x2_u_zero(f64x2.sub(x, f64x2.mul(quotient, divisor)));
}

/** Four words modulo the divisor, plus `low`. */
@inline
function integer(words: v128, low: v128, divisor: v128): v128 {
  const upper = v128.shuffle<i64>(words, words, 1, 1);
  const rest = v128.shuffle<i64>(remainder2(words, divisor), remainder2(upper, divisor), 0, 2);
  return i32x4.add(rest, low);
}

/** int32 uniform from `low` to `low + range - 1`. */
export function fillIntegers(out: usize, blocks: i32, c0: i32, low: i32, range: u32): void {
  const shift = i32x4.splat(low);
  const divisor = f64x2.splat(<f64>range);
  const end = out + 16 * blocks;
  for (; out < end; out += STEP, c0 += 8) {
    block8<u32>(consecutive(c0), consecutive(c0 + 4));
    storeBlocks(
      out,
      integer(v128.load(WORDS), shift, divisor),
      integer(v128.load(WORDS, 16), shift, divisor),
      integer(v128.load(WORDS, 32), shift, divisor),
      integer(v128.load(WORDS, 48), shift, divisor),
    );
    storeBlocks(
      out + 64,
      integer(v128.load(WORDS, 64), shift, divisor),
      integer(v128.load(WORDS, 80), shift, divisor),
      integer(v128.load(WORDS, 96), shift, divisor),
      integer(v128.load(WORDS, 112), shift, divisor),
    );
  }
}
