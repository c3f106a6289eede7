/**
 * Blocks of images moved to the channels or to the batch and back: `tf.nn.spaceToDepth`,
 * `tf.nn.depthToSpace`, `tf.spaceToBatch`, `tf.batchToSpace`.
 *
 * @module
 */
import { checkOneOf } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { padConstant } from "../../primitives/array/pad.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { sizeOf } from "../../tensor/aval.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger, asIntegers } from "../integers.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode spaceToDepth} and {@linkcode depthToSpace}. */
export interface SpaceToDepthArguments extends Named {
  /** Images: a tensor of 4 dimensions. */
  input: TensorLike;
  /** Height and width of a block. */
  blockSize: IntegerLike;
  /** Order of the axes: `"NHWC"`, the default, or `"NCHW"`. */
  dataFormat?: "NHWC" | "NCHW" | null;
}

/** Moves blocks between the image and its channels. */
export type SpaceToDepthOperation = Operation<
  SpaceToDepthArguments,
  ["input", "blockSize", "dataFormat", "name"],
  Tensor
>;

function blocksOperation(
  where: string,
  run: (x: Tensor, block: number, where: string) => Tensor,
): SpaceToDepthOperation {
  return bind(
    where,
    ["input", "blockSize", "dataFormat", "name"],
    2,
    (input, blockSize, dataFormat) => {
      const x = asTensor(where, input);
      const block = asInteger(where, "blockSize", blockSize, { min: 2 });
      const format = checkOneOf(where, "dataFormat", dataFormat ?? "NHWC", ["NHWC", "NCHW"]);
      if (x.rank !== 4) {
        throw new TypeError(
          `${where}: expected images of 4 dimensions, received shape ${formatShape(x.shape)}`,
        );
      }
      return internally(() => {
        if (format === "NHWC") return run(x, block, where);
        return transpose(run(transpose(x, [0, 2, 3, 1]), block, where), [0, 3, 1, 2]);
      });
    },
  );
}

/**
 * Blocks of an image as channels: from `[batch, height, width, channels]` to
 * `[batch, height / size, width / size, size * size * channels]`.
 *
 * @throws {TypeError} for another number of dimensions than 4, or sides that blocks do not fill.
 * @throws {RangeError} for a block of less than 2.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.spaceToDepth(tf.zeros([1, 4, 6, 2]), 2).shape, [1, 2, 3, 8]);
 * ```
 */
export const spaceToDepth: SpaceToDepthOperation = blocksOperation(
  "tf.nn.spaceToDepth",
  (x, block, where) => {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    if (height % block !== 0 || width % block !== 0) {
      throw new TypeError(
        `${where}: expected a height and a width that blocks of ${block} fill, received shape ${
          formatShape(x.shape)
        }`,
      );
    }
    const [rows, columns] = [height / block, width / block];
    const apart = reshape(x, [batch, rows, block, columns, block, channels]);
    const moved = transpose(apart, [0, 1, 3, 2, 4, 5]);
    return reshape(moved, [batch, rows, columns, block * block * channels]);
  },
);

/**
 * Channels as blocks of an image: the inverse of {@linkcode spaceToDepth}.
 *
 * @throws {TypeError} for another number of dimensions than 4, or channels that do not fill blocks.
 * @throws {RangeError} for a block of less than 2.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.depthToSpace(tf.zeros([1, 2, 3, 8]), 2).shape, [1, 4, 6, 2]);
 * ```
 */
export const depthToSpace: SpaceToDepthOperation = blocksOperation(
  "tf.nn.depthToSpace",
  (x, block, where) => {
    const [batch, rows, columns, depth] = x.shape as [number, number, number, number];
    if (depth % (block * block) !== 0) {
      throw new TypeError(
        `${where}: expected channels that fill blocks of ${block} by ${block}, received shape ${
          formatShape(x.shape)
        }`,
      );
    }
    const channels = depth / (block * block);
    const apart = reshape(x, [batch, rows, columns, block, block, channels]);
    const moved = transpose(apart, [0, 1, 3, 2, 4, 5]);
    return reshape(moved, [batch, rows * block, columns * block, channels]);
  },
);

/** Arguments of {@linkcode spaceToBatch}. */
export interface SpaceToBatchArguments extends Named {
  /** A tensor: a batch, then axes of space, then whatever. */
  input: TensorLike;
  /** Length of a block along each axis of space. */
  blockShape: IntegersLike;
  /** For each axis of space how many zeros are added before and after. */
  paddings: readonly IntegersLike[];
}

/** Arguments of {@linkcode batchToSpace}. */
export interface BatchToSpaceArguments extends Named {
  /** A tensor: a batch, then axes of space, then whatever. */
  input: TensorLike;
  /** Length of a block along each axis of space. */
  blockShape: IntegersLike;
  /** For each axis of space how many places are cut off before and after. */
  crops: readonly IntegersLike[];
}

function pairs(where: string, name: string, value: unknown, count: number): [number, number][] {
  const rows = Array.isArray(value)
    ? value.map((row, i) => asIntegers(where, `${name}[${i}]`, row, { min: 0 }))
    : [];
  if (rows.length === count && rows.every(({ length }) => length === 2)) {
    return rows as [number, number][];
  }
  throw new TypeError(
    `${where}: expected two numbers for each of ${count} axes of space, received ${name}=${
      formatValue(value)
    }`,
  );
}

function blocksOf(where: string, x: Tensor, blockShape: unknown): number[] {
  const blocks = asIntegers(where, "blockShape", blockShape, { min: 1 });
  if (x.rank > blocks.length) return blocks;
  throw new TypeError(
    `${where}: expected a batch and ${blocks.length} axes of space, received shape ${
      formatShape(x.shape)
    }`,
  );
}

function toBatch(
  where: string,
  input: TensorLike,
  blockShape: IntegersLike,
  paddings: readonly IntegersLike[],
): Tensor {
  const x = asTensor(where, input);
  const blocks = blocksOf(where, x, blockShape);
  const borders = pairs(where, "paddings", paddings, blocks.length);
  const rest = x.shape.slice(blocks.length + 1);
  return internally(() => {
    const padded = padConstant(x, [[0, 0], ...borders, ...rest.map(() => [0, 0] as const)], 0);
    const sides = padded.shape.slice(1, blocks.length + 1);
    if (sides.some((side, i) => side % blocks[i]! !== 0)) {
      throw new TypeError(
        `${where}: expected sides with their border that blocks of ${
          formatValue(blocks)
        } fill, received ${formatValue(sides)}`,
      );
    }
    const apart = reshape(padded, [
      x.shape[0]!,
      ...sides.flatMap((side, i) => [side / blocks[i]!, blocks[i]!]),
      ...rest,
    ]);
    const order = [
      ...blocks.map((_, i) => 2 * i + 2),
      0,
      ...blocks.map((_, i) => 2 * i + 1),
      ...rest.map((_, i) => 2 * blocks.length + 1 + i),
    ];
    const batch = x.shape[0]! * sizeOf(blocks);
    const shape = [batch, ...sides.map((side, i) => side / blocks[i]!), ...rest];
    return distinct(reshape(transpose(apart, order), shape), x);
  });
}

/** Type of {@linkcode spaceToBatch}. */
export type SpaceToBatchOperation = Operation<
  SpaceToBatchArguments,
  ["input", "blockShape", "paddings", "name"],
  Tensor
>;

function spaceToBatchOperation(where: string): SpaceToBatchOperation {
  return bind(
    where,
    ["input", "blockShape", "paddings", "name"],
    3,
    (input, blockShape, paddings) => toBatch(where, input, blockShape, paddings),
  );
}

/**
 * Blocks of space as parts of the batch, after a border of zeros.
 *
 * @throws {TypeError} for too few dimensions, or sides that blocks do not fill.
 * @throws {RangeError} for blocks of less than 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.spaceToBatch(tf.zeros([1, 4, 6, 2]), [2, 2], [[0, 0], [0, 0]]).shape, [4, 2, 3, 2]);
 * ```
 */
export const spaceToBatch: SpaceToBatchOperation = spaceToBatchOperation("tf.spaceToBatch");

/**
 * The same as {@linkcode spaceToBatch}.
 *
 * @throws {TypeError} for too few dimensions, or sides that blocks do not fill.
 * @throws {RangeError} for blocks of less than 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.spaceToBatchNd(tf.zeros([1, 4, 6, 2]), [2, 2], [[0, 0], [0, 0]]).shape, [4, 2, 3, 2]);
 * ```
 */
export const spaceToBatchNd: SpaceToBatchOperation = spaceToBatchOperation("tf.spaceToBatchNd");

/**
 * Parts of the batch as blocks of space, whose border is cut off: the inverse of
 * {@linkcode spaceToBatch}.
 *
 * @throws {TypeError} for too few dimensions, or a batch that blocks do not fill.
 * @throws {RangeError} for blocks of less than 1, or more to cut off than there is.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.batchToSpace(tf.zeros([4, 2, 3, 2]), [2, 2], [[0, 0], [0, 1]]).shape, [1, 4, 5, 2]);
 * ```
 */
export const batchToSpace: Operation<
  BatchToSpaceArguments,
  ["input", "blockShape", "crops", "name"],
  Tensor
> = bind("tf.batchToSpace", ["input", "blockShape", "crops", "name"], 3, (input, block, crops) => {
  const where = "tf.batchToSpace";
  const x = asTensor(where, input);
  const blocks = blocksOf(where, x, block);
  const cut = pairs(where, "crops", crops, blocks.length);
  const rest = x.shape.slice(blocks.length + 1);
  const sides = x.shape.slice(1, blocks.length + 1);
  const batch = x.shape[0]! / sizeOf(blocks);
  if (!Number.isInteger(batch)) {
    throw new TypeError(
      `${where}: expected a batch that blocks of ${formatValue(blocks)} fill, received shape ${
        formatShape(x.shape)
      }`,
    );
  }
  return internally(() => {
    const apart = reshape(x, [...blocks, batch, ...sides, ...rest]);
    const order = [
      blocks.length,
      ...blocks.flatMap((_, i) => [blocks.length + 1 + i, i]),
      ...rest.map((_, i) => 2 * blocks.length + 1 + i),
    ];
    const full = sides.map((side, i) => side * blocks[i]!);
    const whole = reshape(transpose(apart, order), [batch, ...full, ...rest]);
    const begin = [0, ...cut.map(([before]) => before), ...rest.map(() => 0)];
    const size = [batch, ...full.map((side, i) => side - cut[i]![0] - cut[i]![1]), ...rest];
    if (size.some((count) => count < 0)) {
      throw new RangeError(
        `${where}: expected to cut off less than sides of ${formatValue(full)}, received crops=${
          formatValue(cut)
        }`,
      );
    }
    return distinct(slice(whole, begin, size), x);
  });
});
