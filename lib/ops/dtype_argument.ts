/**
 * Element types among arguments.
 *
 * @module
 */
import { type DType, DTYPE_NAMES, isDType } from "../arrays/dtypes.ts";
import { formatValue } from "../errors/format.ts";
import { nearestName } from "../errors/nearest.ts";

/** Python's and NumPy's other names. */
const OTHER_NAMES: Readonly<Record<string, DType>> = {
  half: "float16",
  float: "float32",
  double: "float64",
  int: "int32",
  boolean: "bool",
};

/**
 * The element type that an argument names.
 *
 * @throws {TypeError} for anything else than its name.
 */
export function asDType(where: string, value: unknown, name = "dtype"): DType {
  if (isDType(value)) return value;
  const nearest = typeof value === "string"
    ? OTHER_NAMES[value] ?? nearestName(value, DTYPE_NAMES)
    : undefined;
  const hint = nearest !== undefined
    ? `; did you mean ${JSON.stringify(nearest)}?`
    : typeof value === "number"
    ? "; dimensions go into one array, as in [2, 3]"
    : "";
  throw new TypeError(
    `${where}: expected ${name} to be one of ${DTYPE_NAMES.join(", ")}, received ${name}=${
      formatValue(value)
    }${hint}`,
  );
}

/** The same, or `otherwise` where none is given. */
export function dtypeOr(where: string, value: unknown, otherwise: DType, name = "dtype"): DType {
  return value === undefined || value === null ? otherwise : asDType(where, value, name);
}

/** An element type of indices: int32 or int64. */
export function indexDType(
  where: string,
  value: unknown,
  name = "outType",
): "int32" | "int64" {
  const dtype = dtypeOr(where, value, "int32", name);
  if (dtype === "int32" || dtype === "int64") return dtype;
  throw new TypeError(
    `${where}: expected ${name} to be int32 or int64, received ${name}=${formatValue(value)}`,
  );
}
