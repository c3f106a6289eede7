/**
 * Truth where TensorFlow has no kernel: loops over plain numbers, written here and nowhere else.
 *
 * @module
 */
import type { DType } from "../../lib/arrays/dtypes.ts";
import type { Shape } from "../../lib/tensor/aval.ts";
import type { HostData } from "../../lib/tensor/tensor.ts";

/** An input of a reference. */
export interface Given {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly host: HostData;
}

/** The values of each output, `undefined` for inputs it does not do. */
// deno-lint-ignore no-explicit-any -- attributes of all kinds in one table
export type Reference = (inputs: readonly Given[], attrs: any) => readonly HostData[] | undefined;

/** References by the names of primitives. */
export const REFERENCES: Readonly<Record<string, Reference>> = {
  concat: ([only, ...others]) => others.length === 0 ? [only!.host] : undefined,
};
