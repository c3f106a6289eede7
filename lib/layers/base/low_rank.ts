/**
 * Low-rank adaptation: a weight stays as it is, and the product of two small ones that are trained is
 * added to it. After Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models" (2021).
 *
 * @module
 */
import type { Option } from "../../configuration/options.ts";
import { row } from "../../configuration/rows.ts";
import { checkFinite, checkInteger } from "../../errors/checks.ts";
import type { Variable } from "../../functions/variable.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { add, multiply } from "../../primitives/math/arithmetic.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { WeightOptions } from "./weights.ts";

/** Options of layers whose weight can be adapted. */
export interface LowRankOptions {
  /** Rank of what is added to the weight, which is then not trained itself; >= 1, default: none. */
  loraRank?: number | null | undefined;
  /** Scale of what is added, divided by the rank; default: the rank. */
  loraAlpha?: number | null | undefined;
}

/** The rank; configurations have it only where it is given. */
export function loraRank(): Option<number | null, number | null> {
  return {
    ...row<number, number, null>(
      null,
      (where, name, given) => checkInteger(where, name, given, { min: 1 }),
    ),
    write: (made) => made ?? undefined,
  };
}

/** The scale; configurations have it only where there is a rank: layers write it themselves. */
export function loraAlpha(): Option<number | null, number | null> {
  return {
    ...row<number, number, null>(null, (where, name, given) => checkFinite(where, name, given)),
    write: () => undefined,
  };
}

/** What is added to a weight. */
export interface LowRank {
  /** Of shape `(..., rank)`. */
  readonly a: Variable;
  /** Of shape `(rank, last dimension of the weight)`. */
  readonly b: Variable;
  /** Factor of their product. */
  readonly scale: number;
}

/**
 * Makes the two weights beside one.
 *
 * @param name Beginning of their names, such as `lora_kernel`.
 * @param addWeight Makes a weight of the layer.
 */
export function makeLowRank(
  name: string,
  { shape }: Variable,
  { loraRank: rank, loraAlpha: alpha }: { loraRank: number | null; loraAlpha: number | null },
  addWeight: (name: string, options: WeightOptions) => Variable,
): LowRank | undefined {
  if (rank === null) return undefined;
  return {
    a: addWeight(`${name}_a`, { shape: [...shape.slice(0, -1), rank], initializer: "heUniform" }),
    b: addWeight(`${name}_b`, { shape: [rank, shape.at(-1)!], initializer: "zeros" }),
    scale: (alpha ?? rank) / rank,
  };
}

/** The weight with what is added to it. */
export function adapted(weight: Variable, added: LowRank | undefined): Tensor {
  if (added === undefined) return weight.take();
  const { a, b, scale } = added;
  return internally(() => {
    const product = matmul(a.take(), b.take());
    return add(weight.take(), multiply(product, scalar(scale, product.dtype)));
  });
}

/** What configurations have of it, where there is a rank. */
export function lowRankConfig(
  { loraRank: rank, loraAlpha: alpha }: { loraRank: number | null; loraAlpha: number | null },
): Record<string, unknown> {
  return rank === null ? {} : { lora_rank: rank, lora_alpha: alpha ?? rank };
}
