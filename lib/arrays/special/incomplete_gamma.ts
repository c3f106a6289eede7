/**
 * The regularized incomplete gamma functions, and the derivative with respect to the first
 * argument. A series where `x` is small beside `a`, a continued fraction where it is large, a
 * uniform expansion where both are large and near each other.
 *
 * @module
 */
import { digamma } from "./digamma.ts";
import { gammaOfPositive, lgamma1p, stirling } from "./gamma.ts";
import { gap, transition } from "./gamma_transition.ts";

/** From here on the uniform expansion has all digits. */
const LARGE = 25;
/** Below this `x` the upper function of a small `a` has a series of its own. */
const SMALL = 1.1;
/** From here on `exp(-x)` vanishes even beside the powers of a small `a`, which may overflow. */
const VANISHED = 1480;
const DONE = 1e-17;

/** How a pair of arguments is handled. */
type Region = "outside" | "zero" | "infinite" | "transition" | "series" | "fraction";

function regionOf(a: number, x: number): Region {
  if (!(a > 0 && x >= 0) || a === Infinity && x === Infinity) return "outside";
  if (x === 0 || a === Infinity) return "zero";
  if (x === Infinity || x > VANISHED && a < LARGE) return "infinite";
  if (a >= LARGE && gap(a, x) < 0.5) return "transition";
  return x < Math.max(a, SMALL) ? "series" : "fraction";
}

/**
 * P(a, x), from 0 at `x = 0` to 1; NaN unless `a > 0` and `x >= 0`, but 0 at `x = 0` whatever `a` is,
 * as in TensorFlow.
 */
export function igamma(a: number, x: number): number {
  if (x === 0) return 0;
  switch (regionOf(a, x)) {
    case "outside":
      return NaN;
    case "zero":
      return 0;
    case "infinite":
      return 1;
    case "transition":
      return transition(a, x).lower;
    case "series":
      return Math.min(1, factor(a, x) * series(a, x).value);
    case "fraction":
      return 1 - a * factor(a, x) * fraction(a, x).value;
  }
}

/** Q(a, x) = 1 - P(a, x), relatively accurate where it is small. */
export function igammac(a: number, x: number): number {
  switch (regionOf(a, x)) {
    case "outside":
      return NaN;
    case "zero":
      return 1;
    case "infinite":
      return 0;
    case "transition":
      return transition(a, x).upper;
    case "series":
      return a < 1 ? upperOfSmall(a, x) : 1 - igamma(a, x);
    case "fraction":
      return a * factor(a, x) * fraction(a, x).value;
  }
}

/** The derivative of P(a, x) with respect to `a`. */
export function igammaGradA(a: number, x: number): number {
  switch (regionOf(a, x)) {
    case "outside":
      return NaN;
    case "zero":
    case "infinite":
      return 0;
    case "transition":
      return transition(a, x).gradient;
    case "series": {
      const { value, byA } = series(a, x);
      return factor(a, x) * ((Math.log(x) - digamma(a + 1)) * value + byA);
    }
    case "fraction": {
      const { value, byA } = fraction(a, x);
      return -a * factor(a, x) * ((Math.log(x) - digamma(a)) * value + byA);
    }
  }
}

/** `xᵃ exp(-x) / Γ(a + 1)`. */
function factor(a: number, x: number): number {
  if (a >= LARGE) {
    return Math.exp(-a * gap(a, x) - stirling(a)) / Math.sqrt(2 * Math.PI * a);
  }
  // The exponential in two steps: it may vanish where the product does not.
  const half = Math.exp(-x / 2);
  return half * x ** a * half / gammaOfPositive(a + 1);
}

/** The sum over n of `xⁿ / ((a + 1) ... (a + n))`, and its derivative. */
function series(a: number, x: number) {
  let [value, byA, term, logSlope] = [1, 0, 1, 0];
  for (let n = 1; term > DONE * value; n++) {
    term *= x / (a + n);
    logSlope -= 1 / (a + n);
    value += term;
    byA += term * logSlope;
  }
  return { value, byA };
}

/** The continued fraction of `x⁻ᵃ exp(x) Γ(a, x)` by Lentz's method, and its derivative. */
function fraction(a: number, x: number) {
  let b = x + 1 - a;
  let [c, cByA] = [Infinity, 0];
  let [d, dByA] = [1 / b, 1 / (b * b)];
  let [value, byA] = [d, dByA];
  for (let n = 1; n < 1e5; n++) {
    const an = n * (a - n);
    b += 2;
    const lower = b + an * d;
    const lowerByA = -1 + n * d + an * dByA;
    d = 1 / lower;
    dByA = -lowerByA * d * d;
    cByA = -1 + n / c - (c === Infinity ? 0 : an * cByA / (c * c));
    c = b + an / c;
    const [change, changeByA] = [c * d, cByA * d + c * dByA];
    byA = byA * change + value * changeByA;
    value *= change;
    if (Math.abs(change - 1) < 2e-16 && Math.abs(changeByA) * value <= 1e-16 * Math.abs(byA)) {
      return { value, byA };
    }
  }
  return { value, byA };
}

/** Q for `a < 1` and small `x`, where P is near 1: `1 - u - u times an alternating series`. */
function upperOfSmall(a: number, x: number): number {
  const less = Math.expm1(a * Math.log(x) - lgamma1p(a));
  let [sum, term] = [0, 1];
  for (let k = 1; Math.abs(term) > DONE; k++) {
    term *= -x / k;
    sum += term / (a + k);
  }
  return -less - (1 + less) * a * sum;
}
