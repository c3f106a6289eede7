/**
 * The bias of forget gates, which starts as ones: what was learnt is kept at first.
 *
 * @module
 * @internal
 */
import type { Initializer, InitializerFunction } from "../../initializers/mod.ts";
import { concat } from "../../primitives/array/concat.ts";
import { fill } from "../../primitives/array/fill.ts";
import { aval } from "../../tensor/aval.ts";

/** Values of four gates by an initializer, those of the second one ones. */
export function withForgetBias(initializer: Initializer): InitializerFunction {
  return (shape, dtype) => {
    const units = shape[0]! / 4;
    const first = initializer([units], dtype);
    const ones = fill(1, aval(dtype, [units]));
    return concat([first, ones, initializer([2 * units], dtype)], 0);
  };
}
