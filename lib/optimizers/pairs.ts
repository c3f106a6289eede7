/**
 * Pairs of gradient and variable, as optimizers take them.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { Variable } from "../functions/variable.ts";
import { formatAval } from "../tensor/aval.ts";
import { Tensor } from "../tensor/tensor.ts";

/** A gradient and the variable it is of; `null` for a variable the loss does not depend on. */
export type GradientPair = readonly [gradient: Tensor | null, variable: Variable];

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

/** The pairs as a list, each checked. */
export function checkPairs(where: string, pairs: unknown): GradientPair[] {
  if (!isIterable(pairs) || pairs instanceof Tensor) {
    throw new TypeError(
      `${where}: expected pairs of gradient and variable, received ${formatValue(pairs)}`,
    );
  }
  const all = [...pairs] as GradientPair[];
  for (const pair of all) {
    const [gradient, variable]: readonly unknown[] = Array.isArray(pair) ? pair : [];
    if (!(variable instanceof Variable)) {
      const received = formatValue(Array.isArray(pair) ? variable : pair);
      throw new TypeError(
        `${where}: expected pairs of gradient and variable, received ${received}`,
      );
    }
    if (gradient === null) continue;
    if (!(gradient instanceof Tensor)) {
      throw new TypeError(
        `${where}: expected a gradient of ${
          formatAval(variable.aval)
        } for '${variable.name}', received ${formatValue(gradient)}`,
      );
    }
    if (gradient.aval !== variable.aval) {
      throw new TypeError(
        `${where}: expected a gradient of ${
          formatAval(variable.aval)
        } for '${variable.name}', received one of ${formatAval(gradient.aval)}`,
      );
    }
  }
  return all;
}
