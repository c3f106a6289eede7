/**
 * Targets and sources of gradients, as they are given: nested as one likes.
 *
 * @module
 */
import { formatShape, formatValue } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { onesLike } from "../primitives/array/fill.ts";
import { sameShape } from "../tensor/aval.ts";
import { checkReach } from "../tensor/record.ts";
import { state } from "../tensor/state.ts";
import { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { isDifferentiable } from "./backpropagate.ts";
import { flatten, type Structure } from "./nest.ts";
import type { Source } from "./tape.ts";

/** What a gradient is taken of: a tensor or several, whose gradients are added. */
export type Targets = Tensor | VariableCore | readonly Targets[] | {
  readonly [name: string]: Targets;
};

/** What a gradient is taken with respect to, nested as one likes. */
export type Sources = Source | readonly Sources[] | { readonly [name: string]: Sources };

/** Gradients nested as the sources; `null` where the target does not depend on one. */
export type Gradients<S> = S extends Source ? Tensor | null
  : S extends readonly (infer Item)[] ? number extends S["length"] ? Gradients<Item>[]
    : { -readonly [Index in keyof S]: Gradients<S[Index]> }
  : { -readonly [Name in keyof S]: Gradients<S[Name]> };

/** Gradients of whatever follows the targets, nested as they are; `null` for ones. */
export type OutputGradients = TensorLike | null | readonly OutputGradients[] | {
  readonly [name: string]: OutputGradients;
};

const asSource = (value: unknown): Source | undefined =>
  value instanceof Tensor || value instanceof VariableCore ? value : undefined;

/** Sources taken apart; tensors of a trace that has ended are none. */
export function sourcesOf(
  where: string,
  name: string,
  sources: unknown,
): { leaves: Source[]; structure: Structure } {
  const parts = flatten(sources, asSource);
  checkNoOthers(where, name, parts.structure);
  for (const leaf of parts.leaves) {
    if (leaf instanceof Tensor && leaf.trace !== undefined) checkReach(leaf.trace, state.trace);
  }
  return parts;
}

function checkNoOthers(where: string, name: string, structure: Structure): void {
  if (structure.kind === "other") {
    throw new TypeError(
      `${where}: expected ${name} to be tensors or variables, received ${
        formatValue(structure.value)
      }`,
    );
  }
  if (structure.kind === "list") structure.items.forEach((it) => checkNoOthers(where, name, it));
  if (structure.kind === "record") {
    structure.entries.forEach(([, it]) => checkNoOthers(where, name, it));
  }
}

/** The value of a target. */
function valueOf(where: string, target: Source): Tensor {
  const value = target instanceof VariableCore ? target.take() : target;
  if (isDifferentiable(value)) return value;
  throw new TypeError(
    `${where}: expected a target of floats, received dtype ${value.dtype}; convert it with tf.cast before the operations to differentiate`,
  );
}

/** A target that has to be one tensor. */
export function oneTarget(where: string, target: unknown): Tensor {
  const source = asSource(target);
  if (source !== undefined) return valueOf(where, source);
  throw new TypeError(
    `${where}: expected target to be a tensor, received target=${formatValue(target)}`,
  );
}

/** The targets, each with the gradient of what follows it. */
export function weighted(
  where: string,
  target: unknown,
  outputGradients: unknown,
): [Tensor, Tensor][] {
  const { leaves, structure } = flatten(target, asSource);
  checkNoOthers(where, "target", structure);
  const given = new Array<unknown>(leaves.length).fill(undefined);
  spread(where, structure, outputGradients, given);
  return leaves.map((leaf, i) => {
    const value = valueOf(where, leaf);
    const gradient = given[i];
    if (gradient === null || gradient === undefined) return [value, onesLike(value)];
    const cotangent = asTensor(`${where}: outputGradients`, gradient as TensorLike, value.dtype);
    if (!sameShape(cotangent.shape, value.shape)) {
      throw new TypeError(
        `${where}: expected outputGradients of the target's shape ${
          formatShape(value.shape)
        }, received shape ${formatShape(cotangent.shape)}`,
      );
    }
    return [value, cotangent];
  });
}

/** Lays gradients in the structure of the targets into a list. */
function spread(where: string, structure: Structure, given: unknown, into: unknown[]): void {
  if (given === null || given === undefined) return;
  if (structure.kind === "leaf") {
    into[structure.index] = given;
    return;
  }
  const fits = structure.kind === "list"
    ? Array.isArray(given) && given.length === structure.items.length
    : structure.kind === "record" && typeof given === "object" &&
      structure.entries.every(([key]) => key in given);
  if (!fits) {
    throw new TypeError(
      `${where}: expected outputGradients in the structure of target, received outputGradients=${
        formatValue(given)
      }`,
    );
  }
  if (structure.kind === "list") {
    structure.items.forEach((item, i) => spread(where, item, (given as unknown[])[i], into));
  }
  if (structure.kind === "record") {
    structure.entries.forEach(([key, item]) =>
      spread(where, item, (given as Record<string, unknown>)[key], into)
    );
  }
}
