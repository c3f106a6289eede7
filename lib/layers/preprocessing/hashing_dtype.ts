/**
 * The type of layers that hash: whole numbers where they give bins, else floats.
 *
 * @module
 * @internal
 */
import type { Constructed } from "../../configuration/options.ts";
import { fromCaller } from "../../errors/caller.ts";
import type { DTypePolicy } from "../base/dtype_policy.ts";
import type { LayerOptions } from "../base/options.ts";
import type { OutputMode } from "./rows.ts";

/** Options with int64 for bins, unless a type is given. */
export function wholeByDefault(base: LayerOptions, mode: OutputMode): LayerOptions {
  if (mode !== "int" || base.dtype !== undefined && base.dtype !== null) return base;
  return { ...base, dtype: "int64" };
}

/** Throws for bins that are to be floats. */
export function checkWhole(target: Constructed, mode: OutputMode, { name }: DTypePolicy): void {
  if (mode !== "int" || name === "int32" || name === "int64") return;
  fromCaller(target, () => {
    throw new TypeError(
      `${target.name}: expected dtype int32 or int64 with outputMode "int", received dtype="${name}"`,
    );
  });
}
