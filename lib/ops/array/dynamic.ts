/**
 * Slices sorted into several tensors and put together again: `tf.dynamicPartition`,
 * `tf.dynamicStitch`.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { concat } from "../../primitives/array/concat.ts";
import { fill } from "../../primitives/array/fill.ts";
import { gather } from "../../primitives/array/gather.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { aval, sameShape } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asTensor, asTensors } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";
import { asWhole } from "./indices.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode dynamicPartition}. */
export interface DynamicPartitionArguments extends Named {
  /** A tensor. */
  data: TensorLike;
  /** For each of its first axes' slices the number of the tensor it goes to. They are read. */
  partitions: TensorLike;
  /** How many tensors. */
  numPartitions: IntegerLike;
}

const places = (list: readonly number[]): Tensor =>
  leaf(Int32Array.from(list), aval("int32", [list.length]));

/**
 * The slices of `data` sorted into several tensors, in order.
 *
 * @returns `numPartitions` tensors.
 * @throws {TypeError} for partitions whose shape is not that of the first axes of `data`.
 * @throws {RangeError} for a number below 0 or from `numPartitions` on.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [even, odd] = tf.dynamicPartition([1, 2, 3, 4], [1, 0, 1, 0], 2);
 * assertEquals([even!.numpy().toArray(), odd!.numpy().toArray()], [[2, 4], [1, 3]]);
 * ```
 */
export const dynamicPartition: Operation<
  DynamicPartitionArguments,
  ["data", "partitions", "numPartitions", "name"],
  Tensor[]
> = bind(
  "tf.dynamicPartition",
  ["data", "partitions", "numPartitions", "name"],
  3,
  (data, partitions, numPartitions) => {
    const where = "tf.dynamicPartition";
    const x = asTensor(where, data);
    const parts = asWhole(where, "partitions", partitions);
    const count = asInteger(where, "numPartitions", numPartitions, { min: 1, max: 2 ** 20 });
    if (!sameShape(x.shape.slice(0, parts.rank), parts.shape)) {
      throw new TypeError(
        `${where}: expected partitions of the shape of the first axes of data, received shapes ${
          formatShape(parts.shape)
        } and ${formatShape(x.shape)}`,
      );
    }
    const lists = Array.from({ length: count }, (): number[] => []);
    Array.from(read(parts), Number).forEach((part, i) => {
      const list = lists[part];
      if (list === undefined) {
        throw new RangeError(
          `${where}: expected partitions from 0 to ${count - 1}, received partitions[${i}]=${part}`,
        );
      }
      list.push(i);
    });
    const shape = [parts.size, ...x.shape.slice(parts.rank)];
    return lists.map((list) => internally(() => gather(reshape(x, shape), places(list))));
  },
);

/** Arguments of {@linkcode dynamicStitch}. */
export interface DynamicStitchArguments extends Named {
  /** Tensors of whole numbers: where slices go in the result. They are read. */
  indices: readonly TensorLike[];
  /** As many tensors, each of the shape of its indices and that of a slice. */
  data: readonly TensorLike[];
}

/**
 * Slices put together at places of a tensor as long as the largest of them: the inverse of
 * {@linkcode dynamicPartition}. Of several slices for one place the last one stays; what none goes to
 * is 0.
 *
 * @throws {TypeError} for lists of different lengths, or shapes that do not agree.
 * @throws {RangeError} for a place below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.dynamicStitch([[0, 2], [1]], [[10, 30], [20]]).numpy().toArray(), [10, 20, 30]);
 * ```
 */
export const dynamicStitch: Operation<
  DynamicStitchArguments,
  ["indices", "data", "name"],
  Tensor
> = bind("tf.dynamicStitch", ["indices", "data", "name"], 2, (indices, data) => {
  const where = "tf.dynamicStitch";
  const slices = asTensors(where, data, "data");
  if (!Array.isArray(indices) || indices.length !== slices.length || slices.length === 0) {
    throw new TypeError(
      `${where}: expected as many indices as data, at least one, received indices=${
        formatValue(indices)
      }, data=${formatValue(data)}`,
    );
  }
  const targets = indices.map((it: TensorLike) => asWhole(where, "indices", it));
  const inner = slices[0]!.shape.slice(targets[0]!.rank);
  targets.forEach(({ shape }, i) => {
    if (sameShape(slices[i]!.shape, [...shape, ...inner])) return;
    throw new TypeError(
      `${where}: expected data of shape ${
        formatShape([...shape, ...inner])
      } at index ${i}, received ${formatShape(slices[i]!.shape)}`,
    );
  });
  const order = targets.flatMap((it) => Array.from(read(it), Number));
  const size = order.reduce((most, place) => Math.max(most, place + 1), 0);
  const source = new Array<number>(size).fill(order.length);
  order.forEach((place, i) => {
    if (place < 0) {
      throw new RangeError(`${where}: expected indices >= 0, received ${place}`);
    }
    source[place] = i;
  });
  return internally(() => {
    const rows = slices.map((it, i) => reshape(it, [targets[i]!.size, ...inner]));
    if (source.includes(order.length)) rows.push(fill(0, aval(rows[0]!.dtype, [1, ...inner])));
    return gather(concat(rows, 0), places(source));
  });
});
