/**
 * Rows of the options that inputs of graphs have.
 *
 * @internal
 * @module
 */
import { type DType, DTYPES } from "../../arrays/dtypes.ts";
import type { Option } from "../../configuration/options.ts";
import { row } from "../../configuration/rows.ts";
import { checkInteger, checkOneOf } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";

/** Whether tensors are of a kind that there is none of: not. */
export const absent = (): Option<false | null, false | null> =>
  row<false, false, null>(null, (where, name, given) => {
    if (given === false) return given;
    throw new TypeError(
      `${where}: expected ${name} to be false, received ${name}=${formatValue(given)}`,
    );
  });

/** A shape in which dimensions may be open. */
export const shape = (): Option<SymbolicShape | null, SymbolicShape | null> =>
  row<SymbolicShape, SymbolicShape, null>(null, (where, name, given) => {
    if (!Array.isArray(given)) {
      throw new TypeError(
        `${where}: expected ${name} to be an array of dimensions, received ${name}=${
          formatValue(given)
        }${typeof given === "number" ? `; write [${given}]` : ""}`,
      );
    }
    return given.map((dim: unknown, axis) =>
      dim === null ? null : checkInteger(where, `${name}[${axis}]`, dim, { min: 0 })
    );
  });

/** An element type. */
export const dtype = (): Option<DType | null, DType | null> =>
  row<DType, DType, null>(
    null,
    (where, name, given) => checkOneOf(where, name, given, Object.keys(DTYPES) as DType[]),
  );
