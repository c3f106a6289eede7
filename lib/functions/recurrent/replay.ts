/**
 * Records nodes once more, with a note of what became of each tensor.
 *
 * @module
 */
import { recordAll } from "../../tensor/record.ts";
import type { Node, Tensor } from "../../tensor/tensor.ts";

/**
 * Records nodes without effects for other inputs. Tensors that have a place are not replaced, and
 * those that no node computes stand for themselves.
 */
export function replayInto(nodes: readonly Node[], places: Map<Tensor, Tensor>): void {
  for (const { bound, inputs, outputs } of nodes) {
    const made = recordAll(bound, inputs.map((input) => places.get(input) ?? input));
    outputs.forEach((output, i) => {
      if (!places.has(output)) places.set(output, made[i]!);
    });
  }
}
