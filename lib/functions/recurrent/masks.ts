/**
 * Which elements of sequences count.
 *
 * @module
 */
import { isInteger } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { cast } from "../../primitives/math/cast.ts";
import { less } from "../../primitives/math/comparison.ts";
import { logicalAnd } from "../../primitives/math/logical.ts";
import { where as select } from "../../primitives/math/where.ts";
import { aval } from "../../tensor/aval.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";

/** A mask for each step. */
export interface RecurMask {
  /** Truth values `(length, batch)`. */
  readonly values: Tensor;
  /** Takes `a` where an element counts and `b` where it does not. */
  choose(counts: Tensor, a: Tensor, b: Tensor): Tensor;
}

/** Truth values of one step, for tensors `(batch, ...)`. */
export function choose(counts: Tensor, a: Tensor, b: Tensor): Tensor {
  return select(reshape(counts, [counts.shape[0]!, ...a.shape.slice(1).map(() => 1)]), a, b);
}

/**
 * The mask of a recurrence, if it has one.
 *
 * @param sequence One of the sequences, `(length, batch, ...)`.
 */
export function maskOf(
  where: string,
  { mask, lengths }: { mask?: Tensor | undefined; lengths?: Tensor | undefined },
  { shape: [length, batch] }: Tensor,
  isTimeMajor: boolean,
): RecurMask | undefined {
  const parts: Tensor[] = [];
  if (mask !== undefined) {
    const [first, second, ...rest] = mask.shape;
    const [steps, size] = isTimeMajor ? [first, second] : [second, first];
    if (steps !== length || size !== batch || rest.length > 1 || (rest[0] ?? 1) !== 1) {
      throw new TypeError(
        `${where}: expected a mask of shape ${
          formatShape(isTimeMajor ? [length!, batch!] : [batch!, length!])
        }, received shape ${formatShape(mask.shape)}`,
      );
    }
    const flat = reshape(mask, [first!, second!]);
    parts.push(cast(isTimeMajor ? flat : transpose(flat, [1, 0]), "bool"));
  }
  if (lengths !== undefined) {
    if (!isInteger(lengths.dtype) || `${lengths.shape}` !== `${batch}`) {
      throw new TypeError(
        `${where}: expected lengths to be whole numbers of shape ${
          formatShape([batch!])
        }, received dtype ${lengths.dtype} and shape ${formatShape(lengths.shape)}`,
      );
    }
    const steps = leaf(
      Int32Array.from({ length: length! }, (_, i) => i),
      aval("int32", [length!, 1]),
    );
    parts.push(less(steps, reshape(cast(lengths, "int32"), [1, batch!])));
  }
  if (parts.length === 0) return undefined;
  return { values: parts.reduce((a, b) => logicalAnd(a, b)), choose };
}
