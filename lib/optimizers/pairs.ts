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

/** Gradients with their variables. */
export function pairsOf(where: string, gradients: unknown, variables: unknown): GradientPair[] {
  if (!Array.isArray(gradients)) {
    throw new TypeError(
      `${where}: expected grads to be a list of tensors, received grads=${formatValue(gradients)}`,
    );
  }
  if (!Array.isArray(variables) || variables.length !== gradients.length) {
    throw new TypeError(
      `${where}: expected a variable for each of the ${gradients.length} gradients, received ${
        Array.isArray(variables) ? variables.length : formatValue(variables)
      }`,
    );
  }
  return checkPairs(where, gradients.map((gradient, i) => [gradient, variables[i]]));
}

/** The pairs that have a gradient; at least one. */
export function usablePairs(
  where: string,
  all: readonly GradientPair[],
): Usable {
  const usable = all.filter((pair): pair is [Tensor, Variable] => pair[0] !== null);
  if (usable.length > 0) return usable;
  const names = all.map(([, { name }]) => `'${name}'`).join(", ");
  throw new TypeError(
    `${where}: expected a gradient for at least one variable, received none for ${
      names || "no variables"
    }; compute the loss inside tape.run`,
  );
}

/** Gradients with their variables, none without. */
export type Usable = readonly (readonly [gradient: Tensor, variable: Variable])[];
