/**
 * Losses that layers add: penalties on their outputs, and whatever own layers give.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { flatten } from "../../functions/nest.ts";
import { divide } from "../../primitives/math/arithmetic.ts";
import type { RegularizerFunction } from "../../regularizers/mod.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import { Tensor } from "../../tensor/tensor.ts";

/** The penalties on the outputs of a layer, nested as they may be. */
export function penaltiesOf(regularizer: RegularizerFunction, outputs: unknown): Tensor[] {
  const { leaves } = flatten(outputs, (it) => it instanceof Tensor ? it : undefined);
  return leaves.map((it) => penaltyOf(regularizer, it));
}

/** The penalty on an output, divided by the size of the batch. */
function penaltyOf(regularizer: RegularizerFunction, output: Tensor): Tensor {
  const [batch] = output.shape;
  return internally(() => {
    const penalty = regularizer(output);
    // Of an empty batch the penalty is 0 already.
    return batch === undefined
      ? penalty
      : divide(penalty, scalar(Math.max(batch, 1), penalty.dtype));
  });
}

/** Losses as a list, each of which is a scalar. */
export function checkLosses(where: string, loss: Tensor | readonly Tensor[]): readonly Tensor[] {
  const losses: readonly Tensor[] = loss instanceof Tensor ? [loss] : loss;
  const odd = Array.isArray(losses)
    ? losses.findIndex((it) => !(it instanceof Tensor) || it.rank > 0)
    : 0;
  if (odd < 0) return losses;
  const received = Array.isArray(losses) ? losses[odd] : losses;
  throw new TypeError(
    `${where}: expected loss to be a scalar tensor or a list of them, received ${
      formatValue(received)
    }; reduce it with tf.reduceSum`,
  );
}
