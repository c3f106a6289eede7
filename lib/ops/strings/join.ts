/**
 * Texts put together: `tf.strings.join`, `tf.strings.reduceJoin`.
 *
 * @module
 */
import { reducedShape } from "../../primitives/reduction/family.ts";
import { aval } from "../../tensor/aval.ts";
import { hostCall } from "../../tensor/host_function.ts";
import { forEachPlace, stridesFor } from "../../tensor/host_map.ts";
import type { IntegerLike, IntegersLike, TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis, asOneOrMore } from "../integers.ts";
import { asText, asTexts } from "./texts.ts";

/** Arguments of {@linkcode join}. */
export interface JoinArguments extends Named {
  /** Tensors of texts of one shape; scalars go with each. */
  inputs: readonly TensorLike[];
  /** What stands between them; default `""`. */
  separator?: string;
}

/**
 * Texts of several tensors, one after the other, element by element.
 *
 * @throws {TypeError} for anything but texts, and for shapes that differ.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.strings.join([["a", "b"], "c"], "-").numpy().toArray(), ["a-c", "b-c"]);
 * ```
 */
export const join: Operation<JoinArguments, ["inputs", "separator", "name"], Tensor> = bind(
  "tf.strings.join",
  ["inputs", "separator", "name"],
  1,
  (inputs, separator = "") => {
    const where = "tf.strings.join";
    if (!Array.isArray(inputs) || inputs.length === 0) {
      throw new TypeError(`${where}: expected inputs to be an array of at least 1 tensor`);
    }
    const between = asText(where, "separator", separator);
    const tensors = Array.from(inputs, (it, i) => asTexts(where, `inputs[${i}]`, it));
    const { shape } = tensors.find(({ rank }) => rank > 0) ?? tensors[0]!;
    const odd = tensors.find((it) => it.rank > 0 && `${it.shape}` !== `${shape}`);
    if (odd !== undefined) {
      throw new TypeError(
        `${where}: expected inputs of one shape, received [${shape}] and [${odd.shape}]`,
      );
    }
    const out = aval("string", shape);
    return hostCall(
      out,
      tensors,
      (...texts) =>
        Array.from(
          { length: out.size },
          (_, i) =>
            texts.map((it, k) => (it as readonly string[])[tensors[k]!.rank === 0 ? 0 : i]).join(
              between,
            ),
        ),
    );
  },
);

/** Arguments of {@linkcode reduceJoin}. */
export interface ReduceJoinArguments extends Named {
  /** Texts. */
  inputs: TensorLike;
  /** The axes whose texts are put together, the first of them first; default: all. */
  axis?: IntegerLike | IntegersLike | null;
  /** Whether the axes stay, with 1 element; default false. */
  keepdims?: boolean;
  /** What stands between the texts; default `""`. */
  separator?: string;
}

/**
 * The texts along axes put together.
 *
 * @throws {TypeError} for anything but texts.
 * @throws {RangeError} for axes that the tensor does not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.strings.reduceJoin([["a", "b"], ["c", "d"]], 1, { separator: " " });
 * assertEquals(y.numpy().toArray(), ["a b", "c d"]);
 * ```
 */
export const reduceJoin: Operation<
  ReduceJoinArguments,
  ["inputs", "axis", "keepdims", "separator", "name"],
  Tensor
> = bind(
  "tf.strings.reduceJoin",
  ["inputs", "axis", "keepdims", "separator", "name"],
  1,
  (inputs, axis, keepdims = false, separator = "") => {
    const where = "tf.strings.reduceJoin";
    const x = asTexts(where, "inputs", inputs);
    const between = asText(where, "separator", separator);
    const axes = axis === undefined || axis === null
      ? [...x.shape.keys()].toReversed()
      : asOneOrMore(where, "axis", axis).map((it) => asAxis(where, it, x.rank));
    const outer = [...x.shape.keys()].filter((it) => !axes.includes(it));
    // The first of the axes moves fastest.
    const order = [...outer, ...axes.toReversed()];
    const strides = stridesFor(x.shape, x.rank);
    const shape = order.map((it) => x.shape[it]!);
    const count = axes.reduce((product, it) => product * x.shape[it]!, 1);
    const out = aval("string", reducedShape(x.shape, axes, keepdims));
    return hostCall(out, [x], (texts) => {
      const groups = Array.from({ length: out.size }, (): string[] => []);
      forEachPlace(shape, [order.map((it) => strides[it]!)], (i, [place]) => {
        groups[Math.floor(i / count)]!.push((texts as readonly string[])[place!]!);
      });
      return groups.map((it) => it.join(between));
    });
  },
);
