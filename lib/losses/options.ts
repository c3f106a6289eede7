/**
 * Options that every loss takes, and how a loss's constructor reads its arguments.
 *
 * @module
 */
import { type DType, isFloating } from "../arrays/dtypes.ts";
import {
  type Constructed,
  type Made,
  type Option,
  readOptions,
  type Rows,
  writeOptions,
} from "../configuration/options.ts";
import { finite, integer, row } from "../configuration/rows.ts";
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import { type PolicyIdentifier, policyOf } from "../layers/base/dtype_policy.ts";
import { type ReductionName, REDUCTIONS } from "./reduce.ts";

/** A type of floats, or a policy of layers. */
export type LossDType = "float16" | "bfloat16" | "float32" | "float64" | PolicyIdentifier;

/** Options every loss takes. */
export interface LossOptions {
  /**
   * What becomes of the losses of examples: their sum over their number (`"sum_over_batch_size"`,
   * `"mean"`), over the sum of the weights (`"mean_with_sample_weight"`), the sum, or nothing;
   * default `"sum_over_batch_size"`.
   */
  reduction?: ReductionName | "auto" | null | undefined;
  /** Name; default: the class's, in small letters with underscores. */
  name?: string | null | undefined;
  /** Type of the computation; default `"float32"`. */
  dtype?: LossDType | null | undefined;
}

/** What becomes of the losses of examples. */
export function reductionRow(): Option<ReductionName | "auto" | null, ReductionName | null> {
  return {
    required: false,
    ifMissing: "sum_over_batch_size",
    read(where, name, given) {
      // What tf.keras 2 calls the default.
      if (given === "auto") return "sum_over_batch_size";
      if (given === null || REDUCTIONS.some((it) => it === given)) return given;
      throw new RangeError(
        `${where}: expected ${name} to be null or one of ${
          REDUCTIONS.map((it) => `"${it}"`).join(", ")
        }, received ${name}=${formatValue(given)}; ${suggestName(String(given), REDUCTIONS)}`,
      );
    },
    write: (made) => made,
  };
}

/** The row of a loss's name. */
export function nameRow(ifMissing: string | null): Option<string | null, string | null> {
  return {
    required: false,
    ifMissing,
    read(where, name, given) {
      if (given === null || (typeof given === "string" && given !== "")) return given;
      throw new TypeError(
        `${where}: expected ${name} to be a text, received ${name}=${formatValue(given)}`,
      );
    },
    write: (made) => made,
  };
}

function checkDType(where: string, name: string, given: unknown): DType {
  const isName = typeof given === "string" && !given.startsWith("mixed_");
  if (!isName) return policyOf(where, name, given).computeDtype;
  if (isFloating(given as DType)) return given as DType;
  throw new RangeError(
    `${where}: expected ${name} to be a type of floats, received ${name}=${formatValue(given)}`,
  );
}

/** The row of the type that a loss computes in; configurations don't hold it. */
export function dtypeRow(): Option<LossDType | null, DType | null> {
  const made = row<LossDType, DType, null>(null, checkDType);
  return { ...made, takesObjects: true, write: () => undefined };
}

/** A whole number for an axis, or several, or none. */
export function axisRow(): Option<number, number> {
  return integer(-1) as Option<number, number>;
}

/** An option that Keras's own configurations leave out: it is written where it is not the default. */
export function forgotten(option: Option<number, number>): Option<number, number> {
  return { ...option, write: (made) => made === option.ifMissing ? undefined : made };
}

/** Axes of a sum; `null` for all. */
export function axesRow(): Option<
  number | readonly number[] | null,
  number | readonly number[] | null
> {
  return row<number | readonly number[], number | readonly number[], null>(
    null,
    (where, name, given) => {
      const all = [given].flat();
      if (all.every((it) => Number.isInteger(it))) return given;
      throw new TypeError(
        `${where}: expected ${name} to be a whole number, a list of them or null, received ${name}=${
          formatValue(given)
        }`,
      );
    },
    (made) => Array.isArray(made) ? [...made] : made,
  );
}

/** A share from 0 to 1. */
export function shareRow(ifMissing: number): Option<number, number> {
  return finite(ifMissing, { min: 0, max: 1 }) as Option<number, number>;
}

/** Rows of the options that every loss takes, with its name; their places differ between losses. */
export function common(name: string) {
  return [
    ["reduction", reductionRow()],
    ["name", nameRow(name)],
    ["dtype", dtypeRow()],
  ] as const;
}

const COMMON = ["reduction", "name", "dtype"];

/** What the constructor of one of Keras's own losses hands to the base, and its own options. */
export interface PreparedLoss<Table extends Rows> {
  readonly own: Made<Table>;
  readonly base: LossOptions;
  /** The part of the configuration besides name and reduction. */
  readonly written: Readonly<Record<string, unknown>>;
}

/**
 * Binds, checks and makes what a loss's constructor was given. Configurations hold options in the order
 * of the table, but for those written last.
 */
export function lossOptions<const Table extends Rows>(
  target: Constructed,
  table: Table,
  args: readonly unknown[],
  writtenLast: readonly string[] = [],
): PreparedLoss<Table> {
  const { own } = readOptions(target, table, [], args);
  const { reduction, name, dtype } = own as unknown as Required<LossOptions>;
  const isLast = ([it]: Rows[number]) => writtenLast.includes(it);
  const all = table.filter(([it]) => !COMMON.includes(it));
  const rest = [...all.filter((it) => !isLast(it)), ...all.filter(isLast)];
  return {
    own,
    base: { reduction, name, dtype },
    written: writeOptions(rest, own as Made<typeof rest>),
  };
}
