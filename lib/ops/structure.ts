/**
 * Nested values with tensors in them, as functions take and return: taken apart into the tensors
 * and a description of the rest, and put together again.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";

/** A nested value with numbered holes where tensors were. */
export type Skeleton =
  | { readonly kind: "tensor"; readonly index: number }
  | { readonly kind: "list"; readonly items: readonly Skeleton[] }
  | { readonly kind: "record"; readonly entries: readonly (readonly [string, Skeleton])[] }
  | { readonly kind: "other"; readonly value: unknown };

/** The tensors of a nested value in order, and what holds them. */
export function takeApart(value: unknown): { tensors: tfjs.Tensor[]; skeleton: Skeleton } {
  const tensors: tfjs.Tensor[] = [];
  function visit(it: unknown): Skeleton {
    if (it instanceof tfjs.Tensor) return { kind: "tensor", index: tensors.push(it) - 1 };
    if (Array.isArray(it)) return { kind: "list", items: it.map(visit) };
    if (typeof it === "object" && it !== null && Object.getPrototypeOf(it) === Object.prototype) {
      return {
        kind: "record",
        entries: Object.entries(it).map(([key, item]) => [key, visit(item)]),
      };
    }
    return { kind: "other", value: it };
  }
  return { skeleton: visit(value), tensors };
}

/** The nested value with other tensors in its holes. */
export function putTogether(skeleton: Skeleton, tensors: readonly tfjs.Tensor[]): unknown {
  switch (skeleton.kind) {
    case "tensor":
      return tensors[skeleton.index];
    case "list":
      return skeleton.items.map((item) => putTogether(item, tensors));
    case "record":
      return Object.fromEntries(
        skeleton.entries.map(([key, item]) => [key, putTogether(item, tensors)]),
      );
    case "other":
      return skeleton.value;
  }
}

const identities = new WeakMap<object, number>();
let nextIdentity = 0;

/** A text that is equal for skeletons that trace alike: objects count by identity. */
export function skeletonKey(skeleton: Skeleton): string {
  switch (skeleton.kind) {
    case "tensor":
      return `#${skeleton.index}`;
    case "list":
      return `[${skeleton.items.map(skeletonKey).join()}]`;
    case "record":
      return `{${
        skeleton.entries.map(([key, it]) => `${JSON.stringify(key)}:${skeletonKey(it)}`).join()
      }}`;
    case "other": {
      const { value } = skeleton;
      if ((typeof value !== "object" && typeof value !== "function") || value === null) {
        return `${typeof value} ${Object.is(value, -0) ? "-0" : String(value)}`;
      }
      if (!identities.has(value)) identities.set(value, nextIdentity++);
      return `@${identities.get(value)}`;
    }
  }
}
