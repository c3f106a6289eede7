/**
 * Options that every metric takes, and how a metric's constructor reads its arguments.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import {
  type Constructed,
  type Made,
  type Option,
  readOptions,
  type Rows,
  type RowsOf,
} from "../configuration/options.ts";
import { row } from "../configuration/rows.ts";
import { fromCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import { DTypePolicy, type PolicyIdentifier, policyOf } from "../layers/base/dtype_policy.ts";

/** The type a metric computes in: a type of numbers, `"int"` for int64, or a policy of layers. */
export type MetricDType = typeof DTYPES[number] | "int" | PolicyIdentifier;

const DTYPES = [
  "float16",
  "bfloat16",
  "float32",
  "float64",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
] as const satisfies readonly DType[];

/** Options every metric takes. */
export interface MetricOptions {
  /** Type of the computation; default `"float32"`. */
  dtype?: MetricDType | null | undefined;
  /** Name; default: the class's, in small letters with underscores. */
  name?: string | null | undefined;
}

function checkDType(where: string, name: string, given: unknown): DType {
  if (given === "int") return "int64";
  const known = DTYPES.find((it) => it === given);
  if (known !== undefined) return known;
  const isPolicy = given instanceof DTypePolicy || (typeof given === "object" && given !== null) ||
    (typeof given === "string" && given.startsWith("mixed_"));
  if (isPolicy) return policyOf(where, name, given).computeDtype;
  const Kind = typeof given === "string" ? RangeError : TypeError;
  throw new Kind(
    `${where}: expected ${name} to be a type of numbers, received ${name}=${formatValue(given)}; ${
      suggestName(String(given), DTYPES)
    }`,
  );
}

/** The row of the type that a metric computes in. */
export function dtypeRow(): Option<MetricDType | null, DType | null> {
  return { ...row<MetricDType, DType, null>(null, checkDType), takesObjects: true };
}

/** The row of a metric's name; `null` is the name of the class. */
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

/** The rows of the base class. */
export const BASE = [["dtype", dtypeRow()], ["name", nameRow(null)]] as const satisfies RowsOf<
  MetricOptions,
  ["dtype", "name"]
>;

/** The name and the type of a metric, checked. */
export interface Base {
  /** Its name; `null` for the class's. */
  readonly name: string | null;
  /** Its type; `null` for the default. */
  readonly dtype: DType | null;
}

/**
 * Binds, checks and makes what a metric's constructor was given.
 *
 * @param target The class that is being made, `new.target`.
 * @param check Looks at several options at once; throws for those that do not fit each other.
 */
export function metricOptions<const Table extends Rows>(
  target: Constructed,
  table: Table,
  args: readonly unknown[],
  check?: (where: string, own: Made<Table>) => void,
): { readonly own: Made<Table>; readonly base: MetricOptions } {
  const { own } = readOptions(target, table, [], args);
  if (check) fromCaller(target, () => check(target.name, own));
  const { name, dtype } = own as unknown as Base;
  return { own, base: { name, dtype: dtype as MetricDType | null } };
}

/** The rows of a metric without options of its own. */
export function named(name: string) {
  return [["name", nameRow(name)], ["dtype", dtypeRow()]] as const;
}
