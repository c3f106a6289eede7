/**
 * `tf.nn.biasAdd`.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { add } from "../../primitives/math/arithmetic.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";

/** Arguments of {@linkcode biasAdd}. */
export interface BiasAddArguments {
  /** A tensor of at least two dimensions. */
  value: TensorLike;
  /** One number for each channel. */
  bias: TensorLike;
  /** `"N...C"`, such as `"NHWC"`, for channels last (default); `"NC..."` for channels first. */
  dataFormat?: string | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Whether a format has channels first. */
function isFirst(where: string, dataFormat: unknown): boolean {
  if (dataFormat === undefined || dataFormat === null) return false;
  if (typeof dataFormat === "string") {
    if (dataFormat.startsWith("NC")) return true;
    if (dataFormat.startsWith("N") && dataFormat.endsWith("C")) return false;
  }
  throw new RangeError(
    `${where}: expected dataFormat to be "N...C" or "NC...", received dataFormat=${
      formatValue(dataFormat)
    }`,
  );
}

/**
 * `value` plus a number for each channel.
 *
 * @throws {TypeError} if there is not one number for each channel, or for dtypes that differ.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.biasAdd([[1, 2], [3, 4]], [10, 20]).numpy().toArray(), [[11, 22], [13, 24]]);
 * ```
 */
export const biasAdd: Operation<
  BiasAddArguments,
  ["value", "bias", "dataFormat", "name"],
  Tensor
> = bind("tf.nn.biasAdd", ["value", "bias", "dataFormat", "name"], 2, (value, bias, dataFormat) => {
  const where = "tf.nn.biasAdd";
  const [x, b] = asOperands(where, value, bias);
  const first = isFirst(where, dataFormat);
  const channels = (first ? x.shape[1] : x.shape.at(-1)) ?? -1;
  if (x.rank < 2 || b.rank !== 1 || b.shape[0] !== channels) {
    throw new TypeError(
      `${where}: expected a bias with one number for each channel of a value of at least 2 dimensions, received bias of shape ${
        formatShape(b.shape)
      } for a value of shape ${formatShape(x.shape)}`,
    );
  }
  if (!first) return add(x, b);
  const shape = x.shape.slice(1).map((_, axis) => axis === 0 ? channels : 1);
  return internally(() => add(x, reshape(b, shape)));
});
