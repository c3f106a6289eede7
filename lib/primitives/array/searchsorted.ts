/**
 * Where elements belong in sorted rows.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { searchsorted as searchRows } from "../../arrays/sorting/searchsorted.ts";
import type { OrderedArray } from "../../arrays/types.ts";
import { formatShape } from "../../errors/format.ts";
import { aval } from "../../tensor/aval.ts";
import { asFloat64 } from "../../tensor/host_map.ts";
import { type Bound, defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { requireReal, requireSameDType } from "../support/infer.ts";
import { given, sample } from "../support/samples.ts";

interface Attributes {
  readonly outType: "int32" | "int64";
}

function family(name: string, kernel: string, side: "left" | "right"): (it: Attributes) => Bound {
  return defineFamily<Attributes>({
    name,
    infer([sorted, values], { outType }) {
      requireReal("searchsorted", sorted);
      requireSameDType("searchsorted", sorted, values);
      const agrees = sorted.shape.length === 2 && values.shape.length === 2 &&
        sorted.shape[0] === values.shape[0];
      if (!agrees) {
        throw new TypeError(
          `tf.searchsorted: expected as many sorted rows as rows of values, received shapes ${
            formatShape(sorted.shape)
          } and ${formatShape(values.shape)}`,
        );
      }
      return aval(outType, values.shape);
    },
    host([sorted, values], [{ dtype, shape }, { shape: wanted }], { outType }) {
      const as = (data: typeof sorted) =>
        (isFloating(dtype) ? asFloat64(data, dtype) : data) as OrderedArray;
      const [batch, width] = shape as [number, number];
      const options = { side, batch };
      const places = searchRows(as(sorted), as(values), width, wanted[1]!, options);
      return [outType === "int32" ? places : BigInt64Array.from(places, BigInt)];
    },
    tensorflow: {
      name: kernel,
      attributes: ({ outType }) => ({ out_type: { type: outType } }),
    },
    *samples() {
      for (const dtype of ["float32", "float64", "int32", "int64"] as const) {
        for (const outType of ["int32", "int64"] as const) {
          const rows = given([-1, 0, 0, 2, 1, 3, 5, 7], [2, 4], dtype);
          yield { inputs: [rows, sample([2, 5], { dtype, max: 8 })], attrs: { outType } };
          yield { inputs: [rows, given([0, 2, 1, 7], [2, 2], dtype)], attrs: { outType } };
          yield { inputs: [rows, sample([2, 0], { dtype })], attrs: { outType } };
          yield {
            inputs: [sample([1, 0], { dtype }), given([1], [1, 1], dtype)],
            attrs: { outType },
          };
        }
      }
    },
  });
}

const left = family("searchsorted", "LowerBound", "left");
const right = family("searchsorted.right", "UpperBound", "right");

/** For each value of a row where its sorted row takes it: before equal ones, or after them. */
export function searchsorted(
  sorted: Tensor,
  values: Tensor,
  side: "left" | "right",
  outType: "int32" | "int64",
): Tensor {
  return record((side === "left" ? left : right)({ outType }), [sorted, values]);
}
