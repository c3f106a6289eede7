// deno-fmt-ignore-file -- Deno's formatter drops AssemblyScript's decorators
/**
 * Box and Muller's transform of 16 pairs of words at a time (AssemblyScript), in plain doubles:
 * the formulas of `../libm.ts` and `../normal.ts`, which explain them, with fewer operations.
 * Doubles have so many more digits than the float32 results that the order of operations does not
 * show in these, for none of the 2^23 arguments of sine, cosine and radius: `wasm_test.ts` checks
 * each of them.
 *
 * Nor does it show whether multiply-adds round once, as most processors do, or twice. That is no
 * matter of course, so that `scripts/build_random_wasm.ts --check` compares both for each argument:
 * an operation may only be relaxed if the floats stay the same.
 *
 * The factors 2^-23 of both uniforms, 2^-exponent of the logarithm's mantissa and -2 of the radius
 * are in the constants they are multiplied with.
 */

/** 1/c and log(c) for c in the middle of 16 intervals of [0.7, 1.4), in turn. */
const INTERVALS: usize = memory.data<f64>([
  1.398907162146528, -0.33569133332882284,
  1.3403141896637998, -0.2929040563774074,
  1.286432210124115, -0.2518726580937369,
  1.2367150214269895, -0.21245868807117255,
  1.1906977166711752, -0.17453945183745634,
  1.1479821020556429, -0.1380057072319758,
  1.1082251448272158, -0.10275976698545139,
  1.0711297413057381, -0.06871392447020525,
  1.036437278977283, -0.0357891387398228,
  1, 0,
  0.9492859795739057, 0.05204517742929496,
  0.8951049428609004, 0.11081431298787942,
  0.8476821620351103, 0.1652495223695143,
  0.8050314851692001, 0.21687389031699977,
  0.7664671008843108, 0.2659635028121397,
  0.731428603316328, 0.3127556664073557,
]);
/** Exponents that a uniform in (0, 1) has, from -24 to 0. */
const EXPONENTS: usize = 25;
/** For each exponent k and interval: 1/c times -2^(-22 - k), and log(c) + k log(2) times -2. */
const LOGARITHMS: usize = memory.data(6400, 16);

let scale: f64 = -4;
for (let k: usize = 0; k < EXPONENTS; k++) {
  for (let i: usize = 0; i < 256; i += 16) {
    const at = LOGARITHMS + 256 * k + i;
    const log = load<f64>(INTERVALS + i, 8) + (<f64>k - 24) * 0.6931471805599453;
    store<f64>(at, load<f64>(INTERVALS + i) * scale);
    store<f64>(at, -2 * log, 8);
  }
  scale *= 0.5;
}

/**
 * Constants of the formulas below, in memory: a load into all lanes costs one instruction, a
 * constant in the code several. Those of a polynomial are named by the power they belong to.
 */
const ONE: usize = memory.data<f64>([1]);
const TWO: usize = memory.data<f64>([2]);
/** Those of the logarithm for -2 times its argument and result: times -1/2, 1/4 and -1/8. */
const LOG_2: usize = memory.data<f64>([0.24999987429010515]);
const LOG_3: usize = memory.data<f64>([0.0833641914360165]);
const LOG_4: usize = memory.data<f64>([0.03136167776779644]);
const SINE_3: usize = memory.data<f64>([-0.16666654943701084]);
const SINE_5: usize = memory.data<f64>([0.008332178146138854]);
const SINE_7: usize = memory.data<f64>([-0.00019517298981385725]);
const COSINE_2: usize = memory.data<f64>([-0.49999999725108224]);
const COSINE_4: usize = memory.data<f64>([0.041666623324344516]);
const COSINE_6: usize = memory.data<f64>([-0.001388676379437604]);
const COSINE_8: usize = memory.data<f64>([2.4390450703564542e-5]);
/** 2 pi / 2^23. */
const TURN: usize = memory.data<f64>([7.490140565847857e-07]);
/** Half of the last bit that a float32 has of a double, and the bits that it has. */
const HALF: usize = memory.data<u64>([0x10000000]);
const FLOAT: usize = memory.data<u64>([0xffffffffe0000000]);
/** The high half of 2^52 + m for any m of 32 bits, and 2^52. */
const DOUBLE: usize = memory.data<u32>([0x43300000]);
const INTEGERS: usize = memory.data<f64>([4503599627370496]);
/**
 * Adding 1.5 * 2^73 rounds a double to a multiple of 2^21, whose number its low bits then have;
 * less these and 2^52 again it is that multiple.
 */
const WHOLE: usize = memory.data<f64>([1.4167099448608936e+22]);
const WHOLE_MORE: usize = memory.data<f64>([1.4167103952208563e+22]);
/** -pi/2 divided by 2^21. */
const QUARTER: usize = memory.data<f64>([-7.490140565847857e-07]);
/** 1e-7 as a float32, times 2^23: stands in for a first uniform of 0. */
const SMALLEST: usize = memory.data<f32>([0.838860809803009]);
/** The bits of a word that count. */
const MANTISSA: usize = memory.data<i32>([0x7fffff]);
/** Bits of the float32 where exponent -24 starts, for numbers 2^23 times as large. */
const OFFSET: usize = memory.data<i32>([0x3eb30000]);
/** Where an offset into `LOGARITHMS` has its bits. */
const ENTRIES: usize = memory.data<i32>([0xfff0]);
const SIGN: usize = memory.data<u32>([0x80000000]);

/** `a * b + c`, rounded once or twice; twice in what is compiled without relaxed SIMD. */
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
}

/** A double in both lanes. */
@inline
function double(at: usize): v128 {
  return v128.load64_splat(at);
}

/** A float or an integer in all lanes. */
@inline
function single(at: usize): v128 {
  return v128.load32_splat(at);
}

/** For 16 first uniforms, the offsets into `LOGARITHMS`. */
const OFFSETS: usize = memory.data(64, 16);
/** For 16 angles, these less their multiples of pi/2, then the sine and cosine of every four. */
const ANGLES: usize = memory.data(128, 16);

/**
 * The angle 2 pi m / 2^23 rounded to float32, of two m given as 2^52 + m: to the bits of the double
 * half of the last one that a float32 has is added, and those behind it are cleared. That rounds to
 * the nearest, as no angle lies halfway between two.
 */
@inline
function angle(bits: v128): v128 {
  const exact = f64x2.mul(f64x2.sub(bits, double(INTEGERS)), double(TURN));
  return v128.and(i64x2.add(exact, double(HALF)), double(FLOAT));
}

/** The angle less the multiple of pi/2 that `nearest` has. */
@inline
function reduced(angle: v128, nearest: v128): v128 {
  return madd(f64x2.sub(nearest, double(WHOLE_MORE)), double(QUARTER), angle);
}

/** Finds the offset into `LOGARITHMS` and the reduced angle of quad `i` of `boxMuller`. */
@inline
export function reduce(at: usize, i: usize): void {
  const mask = single(MANTISSA);
  const first = f32x4.pmax(
    f32x4.convert_i32x4_s(v128.and(v128.load(at + 32 * i), mask)),
    single(SMALLEST),
  );
  const offset = i32x4.shr_u(i32x4.sub(first, single(OFFSET)), 15);
  v128.store(OFFSETS + 16 * i, v128.and(offset, single(ENTRIES)));
  v128.store(at + 32 * i, first);
  const second = v128.and(v128.load(at + 32 * i, 16), mask);
  const low = v128.shuffle<i32>(second, single(DOUBLE), 0, 4, 1, 5);
  const high = v128.shuffle<i32>(second, single(DOUBLE), 2, 6, 3, 7);
  const lowNearest = f64x2.add(low, double(WHOLE));
  const highNearest = f64x2.add(high, double(WHOLE));
  v128.store(ANGLES + 32 * i, reduced(angle(low), lowNearest));
  v128.store(ANGLES + 32 * i, reduced(angle(high), highNearest), 16);
  v128.store(at + 32 * i, v128.shuffle<i32>(lowNearest, highNearest, 0, 2, 4, 6), 16);
}

/** The sine polynomial. */
@inline
function sine(x: v128, x2: v128): v128 {
  const rest = madd(x2, madd(x2, double(SINE_7), double(SINE_5)), double(SINE_3));
  return f32x4.demote_f64x2_zero(madd(f64x2.mul(x2, x), rest, x));
}

/** The cosine polynomial. */
@inline
function cosine(x2: v128): v128 {
  const tail = madd(x2, madd(x2, double(COSINE_8), double(COSINE_6)), double(COSINE_4));
  return f32x4.demote_f64x2_zero(madd(x2, madd(x2, tail, double(COSINE_2)), double(ONE)));
}

/** Replaces the reduced angles of a quad by the sines and cosines. */
@inline
export function turn(at: usize, i: usize): void {
  const x = v128.load(ANGLES + 32 * i);
  const y = v128.load(ANGLES + 32 * i, 16);
  const xx = f64x2.mul(x, x);
  const yy = f64x2.mul(y, y);
  const s = v128.shuffle<i64>(sine(x, xx), sine(y, yy), 0, 2);
  const c = v128.shuffle<i64>(cosine(xx), cosine(yy), 0, 2);
  // Odd quadrants swap the two; 2 and 3 negate the sine, 1 and 2 the cosine.
  const quadrant = v128.load(at + 32 * i, 16);
  const odd = i32x4.shl(quadrant, 31);
  const swap = v128.and(v128.xor(s, c), i32x4.shr_s(odd, 31));
  const negative = v128.and(i32x4.shl(quadrant, 30), single(SIGN));
  const change = v128.xor(swap, negative);
  v128.store(ANGLES + 32 * i, v128.xor(s, change));
  v128.store(ANGLES + 32 * i, v128.xor(v128.xor(c, change), odd), 16);
}

/** The entry of `LOGARITHMS` for number `i` of a quad. */
@inline
function entry(offsets: usize, i: usize): v128 {
  return v128.load(LOGARITHMS + load<u32>(offsets + 4 * i));
}

/**
 * Replaces the first uniforms of a quad by -2 times their logarithms. Written so that its two
 * halves take turns.
 */
@inline
export function logarithm(at: usize, i: usize): void {
  const a = entry(OFFSETS + 16 * i, 0);
  const b = entry(OFFSETS + 16 * i, 1);
  const c = entry(OFFSETS + 16 * i, 2);
  const d = entry(OFFSETS + 16 * i, 3);
  const x = f64x2.promote_low_f32x4(v128.load64_zero(at + 32 * i));
  const y = f64x2.promote_low_f32x4(v128.load64_zero(at + 32 * i + 8));
  const r = madd(x, v128.shuffle<i64>(a, b, 0, 2), double(TWO));
  const s = madd(y, v128.shuffle<i64>(c, d, 0, 2), double(TWO));
  const rr = f64x2.mul(r, r);
  const ss = f64x2.mul(s, s);
  const p = madd(r, double(LOG_3), double(LOG_2));
  const q = madd(s, double(LOG_3), double(LOG_2));
  const t = madd(rr, double(LOG_4), p);
  const u = madd(ss, double(LOG_4), q);
  const low = madd(t, rr, f64x2.add(v128.shuffle<i64>(a, b, 1, 3), r));
  const high = madd(u, ss, f64x2.add(v128.shuffle<i64>(c, d, 1, 3), s));
  const both = v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
  v128.store(at + 32 * i, both);
}

/** Multiplies the sines and cosines of a quad with the radiuses. */
@inline
export function stretch(at: usize, i: usize): void {
  const radius = f32x4.sqrt(v128.load(at + 32 * i));
  v128.store(at + 32 * i, f32x4.mul(v128.load(ANGLES + 32 * i), radius));
  v128.store(at + 32 * i, f32x4.mul(v128.load(ANGLES + 32 * i, 16), radius), 16);
}

/**
 * Replaces 16 pairs of words at `at`, four first words and then the four second ones of each quad,
 * by the two normals that each pair gives, the sine's where the first words were. Every step is
 * done for all of them before the next, as a processor looks ahead too little to find enough to do
 * within one quad.
 */
export function boxMuller(at: usize): void {
  reduce(at, 0);
  reduce(at, 1);
  reduce(at, 2);
  reduce(at, 3);
  turn(at, 0);
  turn(at, 1);
  turn(at, 2);
  turn(at, 3);
  logarithm(at, 0);
  logarithm(at, 1);
  logarithm(at, 2);
  logarithm(at, 3);
  stretch(at, 0);
  stretch(at, 1);
  stretch(at, 2);
  stretch(at, 3);
}

/** As `boxMuller`, but only for quads 0 and 2: the first pairs of the words of eight blocks. */
@inline
export function boxMullerFirst(at: usize): void {
  reduce(at, 0);
  reduce(at, 2);
  turn(at, 0);
  turn(at, 2);
  logarithm(at, 0);
  logarithm(at, 2);
  stretch(at, 0);
  stretch(at, 2);
}
