/**
 * What `hardSigmoid` computes, of which `hardSilu` is made.
 *
 * @module
 */
import { add, divide } from "../primitives/math/arithmetic.ts";
import { relu6 } from "../primitives/math/rectifiers.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { numbersFor } from "./activation.ts";

/** `relu6(x + 3) / 6`. */
export function hardSigmoidOf(x: Tensor): Tensor {
  const number = numbersFor(x);
  return divide(relu6(add(x, number(3))), number(6));
}
