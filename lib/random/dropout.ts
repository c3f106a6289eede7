/**
 * `tf.nn.dropout`.
 *
 * @module
 */
import { checkInteger } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { cast } from "../primitives/math/cast.ts";
import { dropout as primitive, dropoutAt } from "../primitives/nn/dropout.ts";
import { requireFloat } from "../primitives/support/infer.ts";
import { drawUniform, stateful } from "./draw.ts";
import type { FloatDType } from "./rounding.ts";
import { reserve } from "./state.ts";
import { aval, sameShape } from "../tensor/aval.ts";
import { broadcastShapes } from "../tensor/broadcast.ts";
import { draw } from "../tensor/draw.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { bind, type Operation } from "../ops/bind.ts";

/** Arguments of {@linkcode dropout}. */
export interface DropoutArguments {
  /** A tensor of floats. */
  x: TensorLike;
  /** The part that is dropped, >= 0 and < 1; a scalar tensor may be one too. */
  rate: TensorLike;
  /** Shape of the random numbers, which broadcasts; `null` stands for a dimension of `x`. */
  noiseShape?: readonly (number | null)[] | null;
  /** The op's own seed. */
  seed?: number | bigint | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** The shape of the random numbers. */
function noiseShapeOf(where: string, x: Tensor, noiseShape: unknown): readonly number[] {
  if (noiseShape === undefined || noiseShape === null) return x.shape;
  if (!Array.isArray(noiseShape)) {
    throw new TypeError(
      `${where}: expected noiseShape to be an array of dimensions, received noiseShape=${
        formatValue(noiseShape)
      }`,
    );
  }
  const shape = noiseShape.map((dim, axis) =>
    dim === null && noiseShape.length === x.rank
      ? x.shape[axis]!
      : checkInteger(where, `noiseShape[${axis}]`, dim, { min: 0 })
  );
  if (!sameShape(broadcastShapes(where.slice(3), x.shape, shape), x.shape)) {
    throw new TypeError(
      `${where}: expected noiseShape to broadcast to the shape ${
        formatShape(x.shape)
      } of x, received noiseShape=${formatValue(noiseShape)}`,
    );
  }
  return shape;
}

/** A seed of an op. */
function seedOf(where: string, seed: unknown): number | bigint | undefined {
  if (seed === undefined || seed === null) return undefined;
  return typeof seed === "bigint" ? seed : checkInteger(where, "seed", seed);
}

/**
 * `x / (1 - rate)` where a uniform random number is no smaller than `rate`, else 0: TensorFlow's
 * bits. Whether a model is trained is not asked here: the layer does.
 *
 * @throws {TypeError} for a tensor that holds no floats, {RangeError} for a rate that is none.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * tf.random.setSeed(1);
 * const y = tf.nn.dropout(tf.ones([100]), 0.5);
 * assertEquals((y.numpy().toArray() as number[]).every((it) => it === 0 || it === 2), true);
 * ```
 */
export const dropout: Operation<
  DropoutArguments,
  ["x", "rate", "noiseShape", "seed", "name"],
  Tensor
> = bind(
  "tf.nn.dropout",
  ["x", "rate", "noiseShape", "seed", "name"],
  2,
  (input, rate, noiseShape, seed) => {
    const where = "tf.nn.dropout";
    const x = asTensor(where, input);
    requireFloat(where.slice(3), x.aval);
    const dtype = x.dtype as FloatDType;
    if (typeof rate === "number" && !(rate >= 0 && rate < 1)) {
      throw new RangeError(
        `${where}: expected rate to be >= 0 and < 1, received rate=${formatValue(rate)}`,
      );
    }
    const shape = noiseShapeOf(where, x, noiseShape);
    const own = seedOf(where, seed);
    if (rate === 0) {
      // TensorFlow takes the op's seed all the same, so that later ones do not change.
      draw(aval("int32", []), () => {
        reserve(`RandomUniform/${dtype}`, own, 0);
        return Int32Array.of(0);
      });
      return x;
    }
    const type = aval(dtype, shape);
    return internally(() => {
      const limits = { minval: 0, maxval: 1 };
      const noise = draw(type, () => drawUniform(stateful(own), type.size, limits, dtype));
      if (typeof rate === "number") return dropoutAt(x, noise, rate);
      const part = asTensor(where, rate);
      if (part.rank > 0) {
        throw new TypeError(
          `${where}: expected rate to be a number or a scalar, received shape ${
            formatShape(part.shape)
          }`,
        );
      }
      return primitive(x, noise, cast(part, x.dtype));
    });
  },
);
