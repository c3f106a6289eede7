/**
 * Python's formats: `"{epoch:02d}-{val_loss:.2f}".format(...)` and the formats of numbers in it.
 *
 * @module
 */
import { floatText, positional, scientific } from "../display/float_text.ts";
import { formatValue } from "../errors/format.ts";

/** `nan` and `inf`, which have no digits. */
function special(x: number): string | undefined {
  if (Number.isNaN(x)) return "nan";
  return Number.isFinite(x) ? undefined : x < 0 ? "-inf" : "inf";
}

/** `%.4f`: so many digits after the point, half to even. */
export function fixed(x: number, precision: number): string {
  return special(x) ??
    positional(x, { width: 64, unique: false, precision, trim: "keep" }).replace(/\.$/, "");
}

/** `%.4e`. */
export function exponential(x: number, precision: number): string {
  return special(x) ??
    scientific(x, { width: 64, unique: false, precision, trim: "keep" }).replace(".e", "e");
}

/** `%g`: so many digits in all, in whichever notation is shorter. */
function general(x: number, precision: number, keepsZeros: boolean): string {
  const found = special(x);
  if (found !== undefined) return found;
  const digits = Math.max(precision, 1);
  const scientificText = exponential(x, digits - 1);
  const exponent = Number(scientificText.split("e")[1]);
  const isFixed = exponent >= -4 && exponent < digits;
  const [mantissa, power] = isFixed
    ? [fixed(x, digits - 1 - exponent), ""]
    : [scientificText.split("e")[0]!, `e${scientificText.split("e")[1]}`];
  const bare = keepsZeros || !mantissa.includes(".") ? mantissa : mantissa.replace(/\.?0+$/, "");
  return bare + power;
}

/** A number and whether Python has it as a whole one. */
export interface Field {
  readonly value: number;
  readonly isInteger: boolean;
}

/** Python's description of a format: fill, alignment, sign, `#`, `0`, width, groups, precision, type. */
const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/u;

/** The digits of a number, without its sign. */
function magnitude(
  { value, isInteger }: Field,
  type: string,
  precision: number | undefined,
  isAlternate: boolean,
): string | undefined {
  const size = Math.abs(value);
  const whole: Record<string, () => string> = {
    d: () => String(BigInt(size)),
    b: () => (isAlternate ? "0b" : "") + size.toString(2),
    o: () => (isAlternate ? "0o" : "") + size.toString(8),
    x: () => (isAlternate ? "0x" : "") + size.toString(16),
    X: () => (isAlternate ? "0X" : "") + size.toString(16).toUpperCase(),
  };
  const real: Record<string, () => string> = {
    f: () => fixed(size, precision ?? 6),
    F: () => fixed(size, precision ?? 6).toUpperCase(),
    e: () => exponential(size, precision ?? 6),
    E: () => exponential(size, precision ?? 6).toUpperCase(),
    g: () => general(size, precision ?? 6, isAlternate),
    G: () => general(size, precision ?? 6, isAlternate).toUpperCase(),
    n: () => general(size, precision ?? 6, isAlternate),
    "%": () => `${fixed(size * 100, precision ?? 6)}%`,
  };
  if (isInteger && precision === undefined && (type === "" || type === "n" || type in whole)) {
    return (whole[type] ?? whole["d"]!)();
  }
  if (type === "" && !isInteger) {
    if (precision === undefined) return floatText(size, 64);
    const text = general(size, precision, isAlternate);
    // A float stays one that is seen as such.
    return /^\d+$/.test(text) ? `${text}.0` : text;
  }
  return real[type]?.();
}

/** Separators between groups of three digits before the point. */
function grouped(text: string, separator: string | undefined): string {
  return separator === undefined
    ? text
    : text.replace(/^\d+/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, separator));
}

/** A number in one of Python's formats; `undefined` if that is none of a number's. */
export function formatField(field: Field, spec: string): string | undefined {
  const match = SPEC.exec(spec);
  if (match === null) return undefined;
  const [, given, align, sign, alternate, zero, width, separator, precision, type = ""] = match;
  const places = precision === undefined ? undefined : Number(precision);
  const digits = magnitude(field, type, places, alternate !== undefined);
  if (digits === undefined) return undefined;
  const isNegative = field.value < 0 || Object.is(field.value, -0) && !field.isInteger;
  const before = isNegative ? "-" : sign === "+" || sign === " " ? sign : "";
  const body = grouped(digits, separator);
  const missing = Math.max(0, Number(width ?? 0) - before.length - body.length);
  const fill = given ?? (zero !== undefined ? "0" : " ");
  switch (align ?? (zero !== undefined ? "=" : ">")) {
    case "<":
      return before + body + fill.repeat(missing);
    case "=":
      return before + fill.repeat(missing) + body;
    case "^": {
      const left = Math.floor(missing / 2);
      return fill.repeat(left) + before + body + fill.repeat(missing - left);
    }
    default:
      return fill.repeat(missing) + before + body;
  }
}

/** A text with placeholders, read apart. */
export class FormatString {
  readonly #parts: readonly (string | { readonly name: string; readonly spec: string })[];
  readonly #where: string;
  /** The text as it was given. */
  readonly text: string;

  /**
   * @param where What error messages begin with.
   * @throws {RangeError} for braces that don't fit, and for placeholders of another form.
   */
  constructor(where: string, text: string) {
    this.#where = where;
    this.text = text;
    this.#parts = text.split(/(\{\{|\}\}|\{[^{}]*\}|[{}])/).map((part) => {
      if (part === "{{" || part === "}}") return part[0]!;
      const match = /^\{([A-Za-z_][^{}:!.[\]]*)(?::([^{}]*))?\}$/.exec(part);
      if (match !== null) return { name: match[1]!, spec: match[2] ?? "" };
      if (!/[{}]/.test(part)) return part;
      throw new RangeError(
        `${where}: expected placeholders such as {epoch:02d} or {val_loss:.2f}, received ${
          formatValue(part)
        } in ${formatValue(text)}; write {{ and }} for braces`,
      );
    });
  }

  /** Names of the placeholders. */
  get names(): string[] {
    return this.#parts.flatMap((it) => typeof it === "string" ? [] : [it.name]);
  }

  /**
   * The text with values in the places of its placeholders.
   *
   * @param valueOf The value of a name; `undefined` if there is none.
   * @param known The names there are, for the error message.
   * @throws {RangeError} for a name that is not known, or a format that is none of its value's.
   */
  fill(valueOf: (name: string) => Field | undefined, known: () => readonly string[]): string {
    return this.#parts.map((part) => {
      if (typeof part === "string") return part;
      const { name, spec } = part;
      const field = valueOf(name);
      if (field === undefined) {
        throw new RangeError(
          `${this.#where}: expected placeholders among ${
            known().join(", ")
          }, received {${name}} in ${formatValue(this.text)}`,
        );
      }
      const text = formatField(field, spec);
      if (text !== undefined) return text;
      throw new RangeError(
        `${this.#where}: expected a format of ${
          field.isInteger ? "a whole number, such as 02d" : "a number, such as .2f"
        }, received {${name}:${spec}} in ${formatValue(this.text)}`,
      );
    }).join("");
  }
}
