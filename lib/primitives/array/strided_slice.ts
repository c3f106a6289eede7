/**
 * A part of a tensor in steps along each axis, forwards or backwards.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { aval, type Shape } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { sample } from "../support/samples.ts";
import { fill } from "./fill.ts";
import { padConstant } from "./pad.ts";
import { reshape } from "./reshape.ts";
import { reverse } from "./reverse.ts";
import { slice } from "./slice.ts";

/** Along each axis: the first place, how far it is to the next one, and how many there are. */
export interface Steps {
  readonly begin: readonly number[];
  readonly strides: readonly number[];
  readonly size: Shape;
}

const bind = defineFamily<Steps>({
  name: "stridedSlice",
  infer([x], { begin, strides, size }) {
    const fits = [begin, strides, size].every((it) => it.length === x.shape.length) &&
      size.every((count, axis) => {
        const last = begin[axis]! + (count - 1) * strides[axis]!;
        const isIn = (place: number) => place >= 0 && place < x.shape[axis]!;
        return strides[axis] !== 0 && (count === 0 || (isIn(begin[axis]!) && isIn(last)));
      });
    if (!fits) {
      throw new RangeError(
        `tf.stridedSlice: expected places within shape ${formatShape(x.shape)}, received begin=${
          formatValue(begin)
        }, strides=${formatValue(strides)}, ${formatValue(size)} of them`,
      );
    }
    return aval(x.dtype, size);
  },
  lower: (to, [x], _, { begin, strides, size }) => to.slice(x, begin, size, strides),
  vjp: ([g], { inputs: [x], attrs }) => [spread(g, x.shape, attrs)],
  tensorflow: {
    name: "StridedSlice",
    attributes: ({ begin, strides, size }) => ({
      Index: { type: "int32" },
      begin_mask: 0,
      end_mask: size.reduce(
        (mask, count, axis) => begin[axis]! + count * strides[axis]! < 0 ? mask | 1 << axis : mask,
        0,
      ),
      ellipsis_mask: 0,
      new_axis_mask: 0,
      shrink_axis_mask: 0,
    }),
    inputs: ({ begin, strides, size }) => {
      const list = (values: readonly number[]) => ({
        dtype: "int32" as const,
        shape: [values.length],
        values,
      });
      const end = size.map((count, axis) => Math.max(0, begin[axis]! + count * strides[axis]!));
      return [0, list(begin), list(end), list(strides)];
    },
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "bool", "string", "complex64"] as const) {
      const x = sample([5, 7], { dtype });
      yield { inputs: [x], attrs: { begin: [0, 1], strides: [2, 3], size: [3, 2] } };
      yield { inputs: [x], attrs: { begin: [4, 6], strides: [-1, -2], size: [5, 4] } };
      yield { inputs: [x], attrs: { begin: [3, 5], strides: [-3, -1], size: [2, 6] } };
      yield { inputs: [x], attrs: { begin: [1, 0], strides: [2, 1], size: [1, 7] } };
      yield { inputs: [x], attrs: { begin: [0, 0], strides: [1, 2], size: [0, 3] } };
    }
  },
});

/** Zeros of a shape, with `g` at the places it was taken from. */
export function spread(g: Tensor, shape: Shape, { begin, strides, size }: Steps): Tensor {
  if (g.size === 0) return fill(0, { dtype: g.dtype, shape });
  const backwards = strides.flatMap((stride, axis) => stride < 0 ? [axis] : []);
  const first = begin.map((place, axis) =>
    strides[axis]! < 0 ? place + (size[axis]! - 1) * strides[axis]! : place
  );
  let wide = backwards.length > 0 ? reverse(g, backwards) : g;
  strides.forEach((stride, axis) => {
    const [step, count] = [Math.abs(stride), size[axis]!];
    if (step === 1 || count < 2) return;
    const apart = reshape(wide, wide.shape.toSpliced(axis, 1, count, 1));
    const filled = padConstant(
      apart,
      apart.shape.map((_, i) => [0, i === axis + 1 ? step - 1 : 0]),
      0,
    );
    const line = reshape(filled, wide.shape.with(axis, count * step));
    wide = slice(line, line.shape.map(() => 0), line.shape.with(axis, (count - 1) * step + 1));
  });
  return padConstant(
    wide,
    shape.map((dim, axis) => [first[axis]!, dim - first[axis]! - wide.shape[axis]!]),
    0,
  );
}

/** The elements at the places `steps` names. */
export function stridedSlice(x: Tensor, { begin, strides, size }: Steps): Tensor {
  if (strides.every((it, axis) => it === 1 || (size[axis] === 1 && it > 0))) {
    return slice(x, begin.map((it, axis) => size[axis] === 0 ? 0 : it), size);
  }
  return record(bind({ begin: [...begin], strides: [...strides], size: [...size] }), [x]);
}
