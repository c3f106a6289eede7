/**
 * Numbers as C's `printf` writes them.
 *
 * @module
 */

/** Digits that JavaScript writes at most. */
const MOST = 100;

/**
 * Digits rounded to an even one where they lie in the middle of two, as C does it; JavaScript takes
 * the larger one.
 *
 * @param rounded As JavaScript rounds it.
 * @param all All digits that there are.
 */
function evenly(rounded: string, all: string, precision: number): string {
  const point = all.indexOf(".");
  const rest = all.slice(point + 1 + precision);
  if (point < 0 || !/^50*$/.test(rest)) return rounded;
  const cut = all.slice(0, precision === 0 ? point : point + 1 + precision);
  return Number(cut.at(-1)) % 2 === 0 ? cut : rounded;
}

/** `%.{precision}f`, of numbers of any size. */
export function fixed(x: number, precision: number): string {
  if (!Number.isFinite(x)) return special(x);
  const sign = x < 0 || Object.is(x, -0) ? "-" : "";
  const size = Math.abs(x);
  // toFixed gives up from 1e21 on; those numbers are whole.
  if (size < 1e21) {
    return sign + evenly(size.toFixed(precision), size.toFixed(MOST), precision);
  }
  return `${sign}${BigInt(size)}${precision > 0 ? `.${"0".repeat(precision)}` : ""}`;
}

/** `%.{precision}e`. */
export function scientific(x: number, precision: number): string {
  if (!Number.isFinite(x)) return special(x);
  const sign = x < 0 || Object.is(x, -0) ? "-" : "";
  const [rounded, exponent] = Math.abs(x).toExponential(precision).split("e") as [string, string];
  const [all, own] = Math.abs(x).toExponential(MOST).split("e") as [string, string];
  const digits = own === exponent ? evenly(rounded, all, precision) : rounded;
  return `${sign}${digits}e${exponent.replace(/^([+-])(\d)$/, "$10$2")}`;
}

/** `%.{precision}g`: the shorter one of both without zeros at the end. */
export function general(x: number, precision: number): string {
  if (!Number.isFinite(x)) return special(x);
  const digits = Math.max(1, precision);
  const exponent = x === 0 ? 0 : Number(/e(.*)$/.exec(x.toExponential(digits - 1))![1]);
  if (exponent < -4 || exponent >= digits) {
    return scientific(x, digits - 1).replace(/\.?0*(e.*)$/, "$1");
  }
  const text = fixed(x, digits - 1 - exponent);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function special(x: number): string {
  return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
}

/** The fewest digits, of 6 or 9, or of 15 or 17, that give a number of 32 or 64 bits again. */
export function shortest(x: number, isNarrow: boolean): string {
  const [few, all] = isNarrow ? [6, 9] : [15, 17];
  const round = isNarrow ? Math.fround : (it: number) => it;
  const text = general(x, few);
  return !Number.isFinite(x) || round(Number(text)) === round(x) ? text : general(x, all);
}
