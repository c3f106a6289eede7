/**
 * What the layers of attention share: masks that leave steps out, and dropout of what is left.
 *
 * @module
 * @internal
 */
import type { DType } from "../../arrays/dtypes.ts";
import { range } from "../../ops/array/range.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { abs } from "../../primitives/math/absolute.ts";
import { add, subtract } from "../../primitives/math/arithmetic.ts";
import { greaterEqual, less } from "../../primitives/math/comparison.ts";
import { logicalAnd } from "../../primitives/math/logical.ts";
import { dropoutAt } from "../../primitives/nn/dropout.ts";
import { drawUniform } from "../../random/draw.ts";
import type { FloatDType } from "../../random/rounding.ts";
import type { SeedGenerator } from "../../random/seed_generator.ts";
import { draw } from "../../tensor/draw.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** A part of `x` is dropped, drawn as Keras draws it. */
export function dropped(x: Tensor, rate: number, generator: SeedGenerator): Tensor {
  const limits = { minval: 0, maxval: 1 };
  const dtype = x.dtype as FloatDType;
  const noise = draw(x.aval, () => drawUniform(generator.source, x.size, limits, dtype));
  return dropoutAt(x, noise, rate);
}

/** Both masks, or the one there is. */
export function both(a: Tensor | undefined, b: Tensor | undefined): Tensor | undefined {
  return a && b ? logicalAnd(a, b) : a ?? b;
}

/** The numbers of steps, in a column or in a row. */
function steps(count: number, isColumn: boolean): Tensor {
  return reshape(range(0, count, 1, "int32"), isColumn ? [1, count, 1] : [1, 1, count]);
}

/** Whether a step may see another one: those before it and itself, of shape `(1, queries, keys)`. */
export function causalMask(queries: number, keys: number): Tensor {
  return greaterEqual(steps(queries, true), steps(keys, false));
}

/** Whether two steps are less than `width` apart, of shape `(1, queries, keys)`. */
export function windowMask(queries: number, keys: number, width: number): Tensor {
  const distance = abs(subtract(steps(queries, true), steps(keys, false)));
  return less(distance, scalar(width, "int32"));
}

/** A score that nothing is left of beside others, and that is still a number. */
export function lowest(dtype: DType): number {
  return dtype === "float16" ? -3e4 : -0.7 * 3.4028234663852886e38;
}

/** Each query and each key added, of shape `(batch, queries, keys, dim)`. */
export function pairwiseSums(query: Tensor, key: Tensor): Tensor {
  const spread = ({ shape }: Tensor, axis: number) => shape.toSpliced(axis, 0, 1);
  return add(
    reshape(query, spread(query, query.rank - 1)),
    reshape(key, spread(key, key.rank - 2)),
  );
}
