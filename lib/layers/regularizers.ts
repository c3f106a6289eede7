/**
 * Penalties on weights and outputs, added to a model's losses.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { checkFinite } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import { asTensor } from "../ops/convert.ts";
import type { Tensor } from "../ops/tensor.ts";

/** A function from a tensor to a scalar penalty. */
export type Regularizer = (x: Tensor) => Tensor;

/** A regularizer as an option: a function, a name, or none. */
export type RegularizerIdentifier = Regularizer | string | null;

/** Factors of {@linkcode l1l2}. */
export interface L1L2Options {
  /** Factor of the sum of absolute values, >= 0; default 0.01. */
  l1?: number;
  /** Factor of the sum of squares, >= 0; default 0.01. */
  l2?: number;
}

/** `l1 sum|x| + l2 sum(x^2)`. */
export function l1l2({ l1: a = 0.01, l2: b = 0.01 }: L1L2Options = {}): Regularizer {
  checkFinite("tf.keras.regularizers.l1l2", "l1", a, { min: 0 });
  checkFinite("tf.keras.regularizers.l1l2", "l2", b, { min: 0 });
  return (x) =>
    asTensor(tfjs.tidy(() => {
      const terms: tfjs.Tensor[] = [];
      if (a > 0) terms.push(tfjs.mul(tfjs.sum(tfjs.abs(x)), a));
      if (b > 0) terms.push(tfjs.mul(tfjs.sum(tfjs.square(x)), b));
      return terms.length === 0
        ? tfjs.scalar(0)
        : terms.length === 1
        ? terms[0]!
        : tfjs.addN(terms);
    }));
}

/** `l sum|x|`, `l` 0.01 by default. */
export function l1(factor = 0.01): Regularizer {
  return l1l2({ l1: factor, l2: 0 });
}

/** `l sum(x^2)`, `l` 0.01 by default. */
export function l2(factor = 0.01): Regularizer {
  return l1l2({ l1: 0, l2: factor });
}

const byName: Readonly<Record<string, () => Regularizer>> = { l1, l2, l1_l2: l1l2, l1l2 };

/** The regularizer of an identifier, `undefined` for none. */
export function getRegularizer(
  where: string,
  name: string,
  identifier: RegularizerIdentifier | undefined,
): Regularizer | undefined {
  if (identifier === null || identifier === undefined) return undefined;
  if (typeof identifier === "function") return identifier;
  const make = typeof identifier === "string" ? byName[identifier] : undefined;
  if (!make) {
    throw new RangeError(
      `${where}: expected ${name} to be a regularizer or a known name, received ${name}=${
        formatValue(identifier)
      }; ${suggestName(String(identifier), Object.keys(byName))}`,
    );
  }
  return make();
}
