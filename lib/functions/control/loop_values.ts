/**
 * What the body of a loop gives: the next values of the loop's variables.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { formatAval } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { flatten, type Structure, structureKey } from "../nest.ts";
import { type Invariant, isWithin } from "./invariants.ts";
import { asPlain } from "./traced.ts";

/** A loop of the user's functions, which take its variables in a list. */
export interface UserLoop {
  readonly structure: Structure;
  readonly invariants: readonly Invariant[];
  readonly cond: (vars: readonly Tensor[]) => unknown;
  readonly body: (vars: readonly Tensor[]) => unknown;
}

/**
 * The next values of a loop's variables.
 *
 * @param before The values before, whose dtypes they have.
 * @param mayVary Whether shapes may differ from round to round where the invariants allow it.
 * @throws {TypeError} if the structure, a dtype or a shape differs.
 */
export function nextValues(
  where: string,
  { structure, invariants }: UserLoop,
  before: readonly Tensor[],
  result: unknown,
  mayVary: boolean,
): Tensor[] {
  const isSingle = structure.kind === "list" && structure.items.length === 1 &&
    !Array.isArray(result);
  const { leaves, structure: given } = flatten(isSingle ? [result] : result, asPlain);
  if (structureKey(given) !== structureKey(structure)) {
    throw new TypeError(
      `${where}: expected body to return the structure of loopVars with ${before.length} tensors, received ${leaves.length} tensors in ${
        given.kind === "list" ? `a list of ${given.items.length}` : `a ${given.kind}`
      }`,
    );
  }
  return leaves.map((leaf, i) => {
    const { dtype, shape } = before[i]!;
    const next = asTensor(where, leaf, typeof leaf === "number" ? dtype : undefined);
    if (next.dtype !== dtype || !isWithin(next.shape, invariants[i]!)) {
      throw new TypeError(
        `${where}: expected body to keep loop variable ${i} as ${
          formatAval({ dtype, shape })
        }, received ${formatAval(next)}; shapeInvariants say which dimensions may vary`,
      );
    }
    if (!mayVary && `${next.shape}` !== `${shape}`) {
      throw new TypeError(
        `${where}: expected body to keep the shape ${
          formatShape(shape)
        } of loop variable ${i} while a function is traced, received shape ${
          formatShape(next.shape)
        }; shapes that vary need eager code, or a tensor of the largest shape`,
      );
    }
    return next;
  });
}
