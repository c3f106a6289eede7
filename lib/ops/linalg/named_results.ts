/**
 * Results of several tensors, which have places and names, like Python's named tuples.
 *
 * @module
 */
import type { Tensor } from "../../tensor/tensor.ts";

/** Two tensors, in order and by name. */
export type NamedPair<First extends string, Second extends string> =
  & readonly [Tensor, Tensor]
  & { readonly [Name in First | Second]: Tensor };

/** Two tensors with names beside their places. */
export function named<First extends string, Second extends string>(
  pair: readonly [Tensor, Tensor],
  names: readonly [First, Second],
): NamedPair<First, Second> {
  const result = [...pair];
  names.forEach((name, i) => Object.defineProperty(result, name, { value: pair[i] }));
  return result as unknown as NamedPair<First, Second>;
}
