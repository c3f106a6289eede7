/**
 * Nested values as elements, and elements as programs get them.
 *
 * @module
 */
import { NdArray } from "../display/ndarray.ts";
import { formatValue } from "../errors/format.ts";
import { flatten, pack, type Structure } from "../functions/nest.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { Inner, type Leaf, rowOf, tensorOf } from "./leaves.ts";
import { Element, type Stage } from "./stage.ts";

/** What a dataset is known by inside, wherever its class is not at hand. */
export const stageSymbol: unique symbol = Symbol("kerasaur.data.stage");

/** A dataset, for what only needs its stage. */
export interface HasStage {
  readonly [stageSymbol]: Stage;
}

/** Whether a value is a dataset. */
export function isDataset(value: unknown): value is HasStage {
  return typeof value === "object" && value !== null && stageSymbol in value;
}

/** The first value deep in nested arrays. */
function deepest(value: unknown): unknown {
  let it = value;
  while (Array.isArray(it)) it = it[0];
  return it;
}

/** What is one tensor: an array of any kind, or nested arrays of plain values. */
function asArray(value: unknown): TensorLike | undefined {
  if (value instanceof Tensor || value instanceof VariableCore) return value;
  if (value instanceof NdArray || ArrayBuffer.isView(value)) return value as TensorLike;
  const isPlain = ["number", "bigint", "boolean", "string"].includes(typeof deepest(value));
  return isPlain ? value as TensorLike : undefined;
}

/**
 * A nested value as an element.
 *
 * @throws {TypeError} for what no tensor can be made of.
 */
export function elementOf(where: string, name: string, value: unknown): Element {
  if (value instanceof Tensor) return new Element([value], ONE);
  const { leaves, structure } = flatten(value, (it): Leaf | undefined => {
    if (isDataset(it)) return new Inner(it[stageSymbol]);
    const array = asArray(it);
    return array === undefined ? undefined : asTensor(`${where}: ${name}`, array);
  });
  const odd = oddIn(structure);
  if (odd === undefined) return new Element(leaves, structure);
  const isPromise = odd.value instanceof Promise;
  throw new TypeError(
    `${where}: expected ${name} to be tensors or arrays, in lists or objects for several, received ${
      formatValue(odd.value)
    }${isPromise ? "; asynchronous sources go into tf.data.Dataset.fromGenerator" : ""}`,
  );
}

/** The structure of a single leaf. */
export const ONE: Structure = { kind: "leaf", index: 0 };

/** The first value that is no tensor. */
function oddIn(it: Structure): { value: unknown } | undefined {
  if (it.kind === "other") return it;
  if (it.kind === "leaf") return undefined;
  const parts = it.kind === "list" ? it.items : it.entries.map(([, inner]) => inner);
  for (const part of parts) {
    const odd = oddIn(part);
    if (odd !== undefined) return odd;
  }
  return undefined;
}

/** Makes the dataset of a stage; the class sets it, which lies above the stages. */
export const maker: { make: (stage: Stage) => unknown } = {
  make: () => {
    throw new Error("internal: no class of datasets yet");
  },
};

/** What programs get of a leaf. */
export function given(it: Leaf): unknown {
  return it instanceof Inner ? maker.make(it.stage) : tensorOf(it);
}

/** An element as programs get it. */
export function valueOf({ leaves, structure }: Element): unknown {
  return structure.kind === "leaf" ? given(leaves[0]!) : pack(structure, leaves.map(given));
}

/** An element as arguments of a function: the items of a list one by one. */
export function argumentsOf(element: Element): unknown[] {
  const value = valueOf(element);
  return element.structure.kind === "list" ? value as unknown[] : [value];
}

/** An element whose values are computed and lie on the host, as what keeps elements needs them. */
export function held(element: Element): Element {
  if (!element.leaves.some((it) => it instanceof Tensor)) return element;
  const leaves = element.leaves.map((it) => it instanceof Tensor ? rowOf(it) : it);
  return new Element(leaves, element.structure);
}

/** A structure of several, in a list. */
export function listOf(structures: readonly Structure[], counts: readonly number[]): Structure {
  let first = 0;
  const items = structures.map((it, i) => {
    const moved = shifted(it, first);
    first += counts[i]!;
    return moved;
  });
  return { kind: "list", items };
}

/** A structure whose leaves begin at a number. */
export function shifted(structure: Structure, by: number): Structure {
  switch (structure.kind) {
    case "leaf":
      return { kind: "leaf", index: structure.index + by };
    case "list":
      return { kind: "list", items: structure.items.map((it) => shifted(it, by)) };
    case "record":
      return {
        kind: "record",
        entries: structure.entries.map(([key, it]) => [key, shifted(it, by)] as const),
      };
    case "other":
      return structure;
  }
}
