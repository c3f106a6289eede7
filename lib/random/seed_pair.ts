/**
 * The pairs of seeds that stateless ops are given: whole numbers, or tensors, also those that a
 * traced function computes.
 *
 * @module
 */
import { formatShape, formatValue } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { HostData, Tensor } from "../tensor/tensor.ts";
import { checkSeed64 } from "./arguments.ts";
import type { Origin } from "./distributions.ts";
import { stateless } from "./draw.ts";
import type { Integer } from "./int64.ts";
import type { SeedPair } from "./stateless.ts";

/** A pair of seeds: two whole numbers, or an int32 or int64 tensor of two. */
export type StatelessSeed = SeedPair | TensorLike;

/** A pair of seeds as an origin of random words, and the type of the tensor it is, if it is one. */
export interface SeedOrigin extends Origin {
  readonly dtype: "int32" | "int64" | undefined;
}

/** Where the words of a stateless op come from. */
export function seedOrigin(where: string, seed: unknown): SeedOrigin {
  const isPlain = Array.isArray(seed) &&
    !seed.some((it) => typeof it === "object" && it !== null);
  if (!isPlain && typeof seed === "object" && seed !== null) {
    const tensor = asTensor(where, seed as TensorLike);
    return {
      dtype: checkTensor(where, tensor),
      inputs: [tensor],
      sourceOf: ([values]) => stateless(pairOf(values!)),
    };
  }
  if (!isPlain || seed.length !== 2) {
    throw new TypeError(
      `${where}: expected seed to be two whole numbers, received seed=${formatValue(seed)}; ` +
        "write { seed: [a, b] }",
    );
  }
  const source = stateless([
    checkSeed64(where, seed[0], "seed[0]"),
    checkSeed64(where, seed[1], "seed[1]"),
  ]);
  return { dtype: undefined, inputs: [], sourceOf: () => source };
}

function pairOf(values: HostData): SeedPair {
  const pair = values as ArrayLike<Integer>;
  return [pair[0]!, pair[1]!];
}

function checkTensor(where: string, { dtype, shape }: Tensor): "int32" | "int64" {
  if ((dtype === "int32" || dtype === "int64") && shape.length === 1 && shape[0] === 2) {
    return dtype;
  }
  throw new TypeError(
    `${where}: expected seed to be an int32 or int64 tensor of shape (2,), received one of shape ${
      formatShape(shape)
    } and dtype ${dtype}`,
  );
}
