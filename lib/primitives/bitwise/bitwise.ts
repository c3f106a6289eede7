/**
 * Operations on the bits of whole numbers.
 *
 * @module
 */
import { DTYPES } from "../../arrays/dtypes.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { define, type Many } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Aval } from "../../tensor/aval.ts";
import type { HostData } from "../../tensor/tensor.ts";
import { type Binary, binary, type Unary, unary } from "../support/elementwise.ts";
import { broadcast, requireInteger } from "../support/infer.ts";
import { mapWhole, WHOLE } from "../support/integer_host.ts";
import { given, PAIRS, sample } from "../support/samples.ts";

function bits(name: string, kernel: string, lower: string): Binary {
  return binary({
    name: `bitwise.${name}`,
    kernel,
    accepts: requireInteger,
    lower,
    ranges: [[-100, 100], [-100, 100]],
    dtypes: WHOLE,
  });
}

/** The bits that both have. */
export const bitwiseAnd: Binary = bits("bitwiseAnd", "BitwiseAnd", "BitwiseAnd");
/** The bits that one of both has. */
export const bitwiseOr: Binary = bits("bitwiseOr", "BitwiseOr", "BitwiseOr");
/** The bits that exactly one of both has. */
export const bitwiseXor: Binary = bits("bitwiseXor", "BitwiseXor", "BitwiseXor");
/** The bits that it has not. */
export const invert: Unary = unary({
  name: "bitwise.invert",
  kernel: "Invert",
  accepts: requireInteger,
  lower: "BitwiseNot",
  range: [-100, 100],
  dtypes: WHOLE,
});

/** Enters a shift; the places to shift by stay within 0 and the width less one. */
function shift(
  name: string,
  kernel: string,
  small: (x: number, places: number) => number,
  large: (x: bigint, places: bigint) => bigint,
): Binary {
  const bound = define({
    name: `bitwise.${name}`,
    infer([a, b]) {
      requireInteger(`bitwise.${name}`, a);
      return broadcast(`bitwise.${name}`, a, b);
    },
    host([a, b]: Many<HostData>, [x, y]: Many<Aval>, _: undefined, [out]: Many<Aval>) {
      const most = 8 * DTYPES[out.dtype].bytes - 1;
      const within = (places: number) => Math.min(Math.max(places, 0), most);
      return [mapWhole([a, b], [x, y], out, {
        small: (it, places) => small(it, within(places)),
        large: (it, places) => large(it, BigInt(within(Number(places)))),
      })];
    },
    tensorflow: { name: kernel },
    *samples() {
      const attrs = undefined;
      for (const dtype of WHOLE) {
        for (const [a, b] of PAIRS) {
          const places = sample(b, { dtype, min: 0, max: 9, seed: 2 });
          yield { inputs: [sample(a, { dtype, min: -100, max: 100 }), places], attrs };
        }
        const places = given([0, 1, 7, 8, 31, 32, 63, 64, 100], [9, 1], dtype);
        yield { inputs: [sample([5], { dtype, min: -100, max: 100 }), places], attrs };
      }
      const negative = given([-1, -40], [2, 1], "int32");
      yield { inputs: [sample([3], { dtype: "int32" }), negative], attrs };
    },
  });
  return (a: Tensor, b: Tensor) => record(bound, [a, b]);
}

/** The bits moved up. */
export const leftShift: Binary = shift(
  "leftShift",
  "LeftShift",
  (x, places) => x << places,
  (x, places) => x << places,
);

/** The bits moved down; the sign stays. */
export const rightShift: Binary = shift(
  "rightShift",
  "RightShift",
  // Right for numbers without sign of 32 bits too, which the operator >> takes for signed ones.
  (x, places) => Math.floor(x / 2 ** places),
  (x, places) => x >> places,
);
