/**
 * What activations share: their arguments, and how functions of tensors become public ones.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { cast } from "../primitives/math/cast.ts";
import type { TensorLike } from "../tensor/like.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Arguments of an activation without options. */
export interface ActivationArguments {
  /** A tensor of floats. */
  x: TensorLike;
}

/** An activation without options. */
export type PlainActivation = Operation<ActivationArguments, ["x"], Tensor>;

/** Where an activation's errors say that they come from. */
export const at = (name: string): string => `tf.keras.activations.${name}`;

/** Makes an activation without options. */
export function plain(name: string, run: (x: Tensor) => Tensor): PlainActivation {
  return bind(at(name), ["x"], 1, (x) => {
    const tensor = asTensor(at(name), x);
    return internally(() => run(tensor));
  });
}

/** Numbers as scalars of a tensor's dtype. */
export function numbersFor({ dtype }: Tensor): (x: number) => Tensor {
  return (x) => scalar(x, dtype);
}

/** Computes what is in floats of 16 bits in float32, where intermediate results fit. */
export function widened(x: Tensor, run: (x: Tensor) => Tensor): Tensor {
  const isNarrow = x.dtype === "float16" || x.dtype === "bfloat16";
  return isNarrow ? cast(run(cast(x, "float32")), x.dtype) : run(x);
}

/**
 * A number as it was given; `otherwise` if none was.
 *
 * @throws {TypeError} for anything but a number.
 * @throws {RangeError} for one that is not a number, or below `min`.
 */
export function numberOf(
  name: string,
  parameter: string,
  value: unknown,
  otherwise?: number,
  min = -Infinity,
): number {
  const given = value === undefined || value === null ? otherwise : value;
  if (typeof given !== "number") {
    throw new TypeError(
      `${at(name)}: expected ${parameter} to be a number, received ${parameter}=${
        formatValue(given)
      }`,
    );
  }
  if (given >= min) return given;
  const wanted = min === -Infinity ? "a number" : `at least ${min}`;
  throw new RangeError(
    `${at(name)}: expected ${parameter} to be ${wanted}, received ${parameter}=${
      formatValue(given)
    }`,
  );
}
