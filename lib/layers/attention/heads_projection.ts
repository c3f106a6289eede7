/**
 * The projections of layers of many heads: what goes into the heads, and what comes out of them.
 *
 * @module
 * @internal
 */
import type { ActivationIdentifier } from "../../activations/mod.ts";
import { type Initializer, RandomInitializer } from "../../initializers/mod.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { DTypePolicy } from "../base/dtype_policy.ts";
import { EinsumDense } from "../core/einsum_dense.ts";
import type { MadeHeadsOptions } from "./heads_options.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** What projections are made of. */
export interface Projection {
  readonly name: string;
  /** Shape of what is projected. */
  readonly inputShape: SymbolicShape;
  /** How many of its last axes are summed over. */
  readonly summed: 1 | 2;
  /** What stands in their place. */
  readonly shape: SymbolicShape;
  readonly activation?: ActivationIdentifier;
}

/** A projection, built. */
export function project(
  { name, inputShape, summed, shape, activation = null }: Projection,
  options: MadeHeadsOptions,
  dtype: DTypePolicy,
): EinsumDense {
  const { length } = inputShape;
  const kept = LETTERS.slice(0, length - summed);
  const inner = LETTERS.slice(length - summed, length);
  const added = LETTERS.slice(length, length + shape.length);
  const dense = new EinsumDense({
    equation: `${kept}${inner},${inner}${added}->${kept}${added}`,
    outputShape: [...new Array<null>(kept.length - 1).fill(null), ...shape],
    biasAxes: options.useBias ? added : null,
    activation,
    kernelInitializer: fresh(options.kernelInitializer),
    biasInitializer: fresh(options.biasInitializer),
    kernelRegularizer: options.kernelRegularizer,
    biasRegularizer: options.biasRegularizer,
    activityRegularizer: options.activityRegularizer,
    kernelConstraint: options.kernelConstraint,
    biasConstraint: options.biasConstraint,
    dtype,
    name,
  });
  dense.build(inputShape);
  return dense;
}

/** An initializer that draws by itself: two projections must not start alike. */
function fresh(initializer: Initializer): Initializer {
  return initializer instanceof RandomInitializer ? initializer.clone() : initializer;
}
