/**
 * How arrays are printed: NumPy's print options, with its names and defaults.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { checkInteger, checkOneOf } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";

/** How many digits floats get: see {@linkcode PrintOptions.floatmode}. */
export type FloatMode = "maxprec" | "maxprec_equal" | "unique" | "fixed";

/** NumPy's print options. */
export interface PrintOptions {
  /** Most digits after the point, a whole number >= 0; default 8. */
  precision: number;
  /** Arrays of more elements are summarised, >= 0 (`Infinity` for never); default 1000. */
  threshold: number;
  /** Elements shown at each end of a summarised axis, a whole number >= 0; default 3. */
  edgeitems: number;
  /** Characters in a line, a whole number >= 1; default 75. */
  linewidth: number;
  /** Keep small numbers out of scientific notation; default false. */
  suppress: boolean;
  /**
   * `maxprec` (default): what identifies each value, at most `precision`; `maxprec_equal`: the
   * same number for all; `unique`: what identifies it; `fixed`: exactly `precision`.
   */
  floatmode: FloatMode;
  /** Sign of positive floats: none (`-`, default), `+`, or a space in its place. */
  sign: "-" | "+" | " ";
  /** Text of not-a-number; default `nan`. */
  nanstr: string;
  /** Text of infinity; default `inf`. */
  infstr: string;
}

const DEFAULTS: Readonly<PrintOptions> = Object.freeze({
  precision: 8,
  threshold: 1000,
  edgeitems: 3,
  linewidth: 75,
  suppress: false,
  floatmode: "maxprec",
  sign: "-",
  nanstr: "nan",
  infstr: "inf",
});

const WHERE = "setPrintOptions";

/** The check of each option. */
const CHECKS: { [K in keyof PrintOptions]: (value: unknown) => void } = {
  precision: (value) => checkInteger(WHERE, "precision", value, { min: 0 }),
  threshold: (value) => {
    if (typeof value !== "number") throw new TypeError(kindError("threshold", "a number", value));
    if (!(value >= 0)) throw new RangeError(kindError("threshold", "a number >= 0", value));
  },
  edgeitems: (value) => checkInteger(WHERE, "edgeitems", value, { min: 0 }),
  linewidth: (value) => checkInteger(WHERE, "linewidth", value, { min: 1 }),
  suppress: (value) => {
    if (typeof value !== "boolean") throw new TypeError(kindError("suppress", "a boolean", value));
  },
  floatmode: (value) =>
    checkOneOf(WHERE, "floatmode", value, ["maxprec", "maxprec_equal", "unique", "fixed"]),
  sign: (value) => checkOneOf(WHERE, "sign", value, ["-", "+", " "]),
  nanstr: (value) => checkString("nanstr", value),
  infstr: (value) => checkString("infstr", value),
};

/** The text of a wrong kind or range. */
function kindError(name: string, expected: string, value: unknown): string {
  return `${WHERE}: expected ${name} to be ${expected}, received ${name}=${formatValue(value)}`;
}

function checkString(name: string, value: unknown): void {
  if (typeof value !== "string") throw new TypeError(kindError(name, "a string", value));
}

let current: Readonly<PrintOptions> = DEFAULTS;

/**
 * Changes how arrays are printed, from now on; options left out stay as they are.
 *
 * @throws {TypeError} If an option has the wrong kind.
 * @throws {RangeError} If an option is unknown or out of its range.
 *
 * @example
 * ```ts
 * import { NdArray, resetPrintOptions, setPrintOptions } from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * setPrintOptions({ precision: 2 });
 * assertEquals(String(NdArray.from([1 / 3, 1])), "[0.33 1.  ]");
 * resetPrintOptions();
 * ```
 */
export function setPrintOptions(options: Partial<PrintOptions>): void {
  fromCaller(setPrintOptions, () => {
    for (const [name, value] of Object.entries(options)) {
      if (!Object.hasOwn(CHECKS, name)) {
        throw new RangeError(
          `${WHERE}: expected a print option, received ${name}=${formatValue(value)}; ${
            suggestName(name, Object.keys(CHECKS))
          }`,
        );
      }
      CHECKS[name as keyof PrintOptions](value);
    }
    current = Object.freeze({ ...current, ...options });
  });
}

/** The print options in force. */
export function getPrintOptions(): Readonly<PrintOptions> {
  return current;
}

/** Puts all print options back to their defaults. */
export function resetPrintOptions(): void {
  current = DEFAULTS;
}

/**
 * Runs `fn` with some options changed and puts them back, whatever happens.
 *
 * @returns What `fn` returns.
 */
export function withPrintOptions<T>(options: Partial<PrintOptions>, fn: () => T): T {
  const before = current;
  setPrintOptions(options);
  try {
    return fn();
  } finally {
    current = before;
  }
}
