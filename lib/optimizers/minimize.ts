/**
 * The gradients of a loss that is given as a function.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { GradientTape } from "../functions/gradient_tape.ts";
import type { Variable } from "../functions/variable.ts";
import { bindArguments } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { GradientPair } from "./pairs.ts";

/** Arguments of `minimize`. */
export interface MinimizeArguments {
  /** Computes the loss. */
  loss: () => Tensor;
  /** Variables that are changed. */
  varList: readonly Variable[];
}

/** The gradients of a loss, scaled as the optimizer wants it. */
export function gradientsOf(
  where: string,
  args: readonly unknown[],
  scale: (loss: Tensor) => Tensor,
): GradientPair[] {
  const signature = { where, names: ["loss", "varList"], required: 2 };
  const [loss, variables] = bindArguments(signature, args);
  if (typeof loss !== "function" || !Array.isArray(variables)) {
    throw new TypeError(
      `${where}: expected a function that gives the loss, and a list of variables, received ${
        formatValue(loss)
      } and ${formatValue(variables)}`,
    );
  }
  const varList = variables as readonly Variable[];
  const tape = new GradientTape();
  const gradients = tape.gradient(tape.run(() => scale((loss as () => Tensor)())), varList);
  return gradients.map((gradient, i) => [gradient, varList[i]!] as const);
}
