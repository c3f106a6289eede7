/**
 * Truth where TensorFlow has no kernel: loops over plain numbers, written here and nowhere else.
 *
 * @module
 */
import { type DType, readElement } from "../../lib/arrays/dtypes.ts";
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
  argsort: ([given], { direction }) => {
    const { dtype, shape, host } = given!;
    const width = shape.at(-1)!;
    const sign = direction === "DESCENDING" ? -1 : 1;
    // NaN counts as large as infinity; a stable sort keeps ties in order.
    const key = (i: number): number => {
      const x = Number(readElement<DType>(dtype, host, i));
      return Number.isNaN(x) ? Infinity : x;
    };
    const places = Array.from({ length: host.length }, (_, i) => i % width);
    for (let start = 0; start < host.length; start += width) {
      const row = places.slice(start, start + width);
      row.sort((a, b) => {
        const [x, y] = [key(start + a), key(start + b)];
        return x === y ? 0 : sign * (x < y ? -1 : 1);
      });
      places.splice(start, width, ...row);
    }
    return [Int32Array.from(places)];
  },
  concat: ([only, ...others]) => others.length === 0 ? [only!.host] : undefined,
};
