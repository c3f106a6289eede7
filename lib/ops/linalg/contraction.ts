/**
 * Products of two tensors whose axes have labels: an axis of both whose label is not wanted any more
 * is summed over, one that is wanted is shared, all others stand side by side. Made of transposes,
 * reshapes and one product, so that gradients need nothing more.
 *
 * @module
 */
import { reshape } from "../../primitives/array/reshape.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** A tensor with a label for each axis, each once. */
export interface Labelled {
  readonly tensor: Tensor;
  readonly labels: readonly string[];
}

/** The axes in the order of labels. */
export function arrange({ tensor, labels }: Labelled, order: readonly string[]): Tensor {
  return transpose(tensor, order.map((label) => labels.indexOf(label)));
}

/** The product of two tensors; `isKept` says which shared labels are not summed over. */
export function contract(
  a: Labelled,
  b: Labelled,
  isKept: (label: string) => boolean,
): Labelled {
  const shared = a.labels.filter((label) => b.labels.includes(label));
  const batch = shared.filter(isKept);
  const inner = shared.filter((label) => !isKept(label));
  const [left, right] = [a, b].map(({ labels }) => labels.filter((it) => !shared.includes(it)));
  const labels = [...batch, ...left!, ...right!];
  const sizes = new Map(
    [a, b].flatMap((it) =>
      it.labels.map((label, axis) => [label, it.tensor.shape[axis]!] as const)
    ),
  );
  const shapeOf = (of: readonly string[]) => of.map((label) => sizes.get(label)!);
  if (inner.length === 0) {
    const x = reshape(arrange(a, [...batch, ...left!]), [
      ...shapeOf([...batch, ...left!]),
      ...right!.map(() => 1),
    ]);
    const y = reshape(arrange(b, [...batch, ...right!]), [
      ...shapeOf(batch),
      ...left!.map(() => 1),
      ...shapeOf(right!),
    ]);
    return { tensor: multiply(x, y), labels };
  }
  const count = (of: readonly string[]) => shapeOf(of).reduce((product, dim) => product * dim, 1);
  const [rows, depth, columns] = [count(left!), count(inner), count(right!)];
  const stack = batch.length === 0 ? [] : [count(batch)];
  // What already lies the other way round is multiplied as it lies; complex numbers would be
  // conjugated.
  const mayTurn = a.tensor.dtype !== "complex64";
  const turnA = mayTurn && isOrder(a, [...batch, ...inner, ...left!]);
  const turnB = mayTurn && isOrder(b, [...batch, ...right!, ...inner]);
  const x = arrange(a, turnA ? a.labels : [...batch, ...left!, ...inner]);
  const y = arrange(b, turnB ? b.labels : [...batch, ...inner, ...right!]);
  const product = matmul(
    reshape(x, [...stack, ...(turnA ? [depth, rows] : [rows, depth])]),
    reshape(y, [...stack, ...(turnB ? [columns, depth] : [depth, columns])]),
    turnA,
    turnB,
  );
  return { tensor: reshape(product, shapeOf(labels)), labels };
}

/** Whether labels already stand in an order. */
function isOrder({ labels }: Labelled, order: readonly string[]): boolean {
  return labels.every((label, axis) => label === order[axis]);
}
