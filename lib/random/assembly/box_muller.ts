// deno-fmt-ignore-file -- Deno's formatter drops AssemblyScript's decorators
/**
 * Box and Muller's transform of four pairs of words at a time (AssemblyScript), in plain doubles:
 * the same roundings in the same order as `../libm.ts` and `../normal.ts`, which explain them, so
 * that every bit is the same. No fused or relaxed operation may come in here.
 *
 * Three steps of the reference are done without a rounding of their own, so that they may be done
 * elsewhere: the factors 2^-23 of both uniforms and 2^-exponent of the logarithm's mantissa go
 * into the constants they are multiplied with.
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
/** For each exponent k and interval: 1/c times 2^(-23 - k), and log(c) + k log(2). */
const LOGARITHMS: usize = memory.data(6400, 16);

let scale: f64 = 2;
for (let k: usize = 0; k < EXPONENTS; k++) {
  for (let i: usize = 0; i < 256; i += 16) {
    const at = LOGARITHMS + 256 * k + i;
    const log = load<f64>(INTERVALS + i, 8) + (<f64>k - 24) * 0.6931471805599453;
    store<f64>(at, load<f64>(INTERVALS + i) * scale);
    store<f64>(at, log, 8);
  }
  scale *= 0.5;
}

/**
 * Constants of the formulas below, in memory: a load into all lanes costs one instruction, a
 * constant in the code several. Those of a polynomial are named by the power they belong to.
 */
const ONE: usize = memory.data<f64>([1]);
const LOG_2: usize = memory.data<f64>([-0.4999997485802103]);
const LOG_3: usize = memory.data<f64>([0.333456765744066]);
const LOG_4: usize = memory.data<f64>([-0.25089342214237154]);
const SINE_3: usize = memory.data<f64>([-0.16666654943701084]);
const SINE_5: usize = memory.data<f64>([0.008332178146138854]);
const SINE_7: usize = memory.data<f64>([-0.00019517298981385725]);
const COSINE_2: usize = memory.data<f64>([-0.49999999725108224]);
const COSINE_4: usize = memory.data<f64>([0.041666623324344516]);
const COSINE_6: usize = memory.data<f64>([-0.001388676379437604]);
const COSINE_8: usize = memory.data<f64>([2.4390450703564542e-5]);
const TWO_OVER_PI: usize = memory.data<f64>([0.6366197723675814]);
const HALF_PI: usize = memory.data<f64>([1.5707963267948966]);
/** 2 pi / 2^23. */
const TURN: usize = memory.data<f64>([7.490140565847857e-07]);
/** Adding 1.5 * 2^52 rounds a double to a whole number, which its low bits then are. */
const WHOLE: usize = memory.data<f64>([6755399441055744]);
/** 1e-7 as a float32, times 2^23: stands in for a first uniform of 0. */
const SMALLEST: usize = memory.data<f32>([0.838860809803009]);
const MINUS_TWO: usize = memory.data<f32>([-2]);
/** The bits of a word that count. */
const MANTISSA: usize = memory.data<i32>([0x7fffff]);
/** Bits of the float32 where exponent -24 starts, for numbers 2^23 times as large. */
const OFFSET: usize = memory.data<i32>([0x3eb30000]);
/** Where an offset into `LOGARITHMS` has its bits. */
const ENTRIES: usize = memory.data<i32>([0xfff0]);
const BIT_0: usize = memory.data<i32>([1]);
const BIT_1: usize = memory.data<i32>([2]);

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

/** Offsets of four numbers into `LOGARITHMS`. */
const OFFSETS: usize = memory.data(16, 16);

/** Logarithms of two lanes, already times 2^23; their table entries are `first` and `second`. */
@inline
function logarithm2(x: v128, first: v128, second: v128): v128 {
  const inverse = v128.shuffle<i64>(first, second, 0, 2);
  const y0 = v128.shuffle<i64>(first, second, 1, 3);
  const r = f64x2.sub(f64x2.mul(x, inverse), double(ONE));
  const r2 = f64x2.mul(r, r);
  const linear = f64x2.add(
    f64x2.mul(r, double(LOG_3)),
    double(LOG_2),
  );
  const y = f64x2.add(f64x2.mul(r2, double(LOG_4)), linear);
  return f32x4.demote_f64x2_zero(f64x2.add(f64x2.mul(y, r2), f64x2.add(y0, r)));
}

/** Logarithms of four float32 in (0, 1), given times 2^23. */
@inline
function logarithm(x: v128): v128 {
  const offset = i32x4.shr_u(i32x4.sub(x, single(OFFSET)), 15);
  v128.store(OFFSETS, v128.and(offset, single(ENTRIES)));
  const low = logarithm2(
    f64x2.promote_low_f32x4(x),
    v128.load(LOGARITHMS + load<u32>(OFFSETS)),
    v128.load(LOGARITHMS + load<u32>(OFFSETS, 4)),
  );
  const high = logarithm2(
    f64x2.promote_low_f32x4(upper(x)),
    v128.load(LOGARITHMS + load<u32>(OFFSETS, 8)),
    v128.load(LOGARITHMS + load<u32>(OFFSETS, 12)),
  );
  return v128.shuffle<i64>(low, high, 0, 2);
}

/** Lanes 2 and 3 as lanes 0 and 1. */
@inline
function upper(x: v128): v128 {
  return v128.shuffle<i64>(x, x, 1, 1);
}

/** The sine polynomial, of two lanes. */
@inline
function sine(x: v128, x2: v128): v128 {
  const x3 = f64x2.mul(x2, x);
  const tail = f64x2.add(
    double(SINE_5),
    f64x2.mul(x2, double(SINE_7)),
  );
  const head = f64x2.add(x, f64x2.mul(x3, double(SINE_3)));
  return f32x4.demote_f64x2_zero(f64x2.add(head, f64x2.mul(f64x2.mul(x3, x2), tail)));
}

/** The cosine polynomial, of two lanes. */
@inline
function cosine(x2: v128): v128 {
  const x4 = f64x2.mul(x2, x2);
  const tail = f64x2.add(
    double(COSINE_6),
    f64x2.mul(x2, double(COSINE_8)),
  );
  const head = f64x2.add(
    f64x2.add(double(ONE), f64x2.mul(x2, double(COSINE_2))),
    f64x2.mul(x4, double(COSINE_4)),
  );
  return f32x4.demote_f64x2_zero(f64x2.add(head, f64x2.mul(f64x2.mul(x4, x2), tail)));
}

/** The angle 2 pi m / 2^23 as a float32, of the two lanes m. */
@inline
function angle(m: v128): v128 {
  const exact = f64x2.mul(f64x2.convert_low_i32x4_s(m), double(TURN));
  return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(exact));
}

/** The multiple of pi/2 nearest to an angle, of two lanes, plus `WHOLE`. */
@inline
function nearest(x: v128): v128 {
  return f64x2.add(f64x2.mul(x, double(TWO_OVER_PI)), double(WHOLE));
}

/** The angle less its multiple of pi/2, of two lanes. */
@inline
function reduced(x: v128, quadrant: v128): v128 {
  const whole = f64x2.sub(quadrant, double(WHOLE));
  return f64x2.sub(x, f64x2.mul(whole, double(HALF_PI)));
}

/**
 * Replaces four first words at `at` and four second words after them by the two normals that each
 * pair gives, the sine's where the first words were.
 */
@inline
export function boxMuller(at: usize): void {
  const mask = single(MANTISSA);
  const first = f32x4.pmax(
    f32x4.convert_i32x4_s(v128.and(v128.load(at), mask)),
    single(SMALLEST),
  );
  const radius = f32x4.sqrt(f32x4.mul(single(MINUS_TWO), logarithm(first)));

  const second = v128.and(v128.load(at, 16), mask);
  const low = angle(second);
  const high = angle(upper(second));
  const lowQuadrant = nearest(low);
  const highQuadrant = nearest(high);
  const x = reduced(low, lowQuadrant);
  const y = reduced(high, highQuadrant);
  const x2 = f64x2.mul(x, x);
  const y2 = f64x2.mul(y, y);
  const s = v128.shuffle<i64>(sine(x, x2), sine(y, y2), 0, 2);
  const c = v128.shuffle<i64>(cosine(x2), cosine(y2), 0, 2);

  // Quadrants 1 and 2 negate what the sine polynomial gave, 2 and 3 the cosine's; odd ones swap.
  const quadrant = v128.shuffle<i32>(lowQuadrant, highQuadrant, 0, 2, 4, 6);
  const one = single(BIT_0);
  const two = single(BIT_1);
  const signedS = v128.xor(s, i32x4.shl(v128.and(i32x4.add(quadrant, one), two), 30));
  const signedC = v128.xor(c, i32x4.shl(v128.and(quadrant, two), 30));
  const odd = i32x4.eq(v128.and(quadrant, one), one);
  v128.store(at, f32x4.mul(v128.bitselect(signedC, signedS, odd), radius));
  v128.store(at, f32x4.mul(v128.bitselect(signedS, signedC, odd), radius), 16);
}
