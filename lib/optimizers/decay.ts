/**
 * What a running mean of many steps lacks: `1 - beta^t`, from which Adam corrects its means.
 *
 * For `beta` near 1 the difference has few digits, and a power that is one unit off in its last
 * place makes a step that differs from Keras's in the fifth. Graphics cards promise no more of
 * their powers. So the numbers are made on the host and looked up by the number of the step, on
 * every device.
 *
 * @module
 */
import { gather } from "../primitives/array/gather.ts";
import { subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { minimum } from "../primitives/math/extremes.ts";
import { pow } from "../primitives/math/power.ts";
import { aval } from "../tensor/aval.ts";
import { scalar } from "../tensor/scalar.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";

/** Entries of the longest table; betas above 0.9997 have powers computed by the device. */
const LONGEST = 2 ** 16;

/** `1 - beta^t` for `t` from 0 to where it is 1, in float32 as TensorFlow computes it. */
function table(beta: number): Float32Array | undefined {
  const base = Math.fround(beta);
  const left: number[] = [];
  do {
    left.push(Math.fround(1 - Math.fround(base ** left.length)));
  } while (left.at(-1) !== 1 && left.length < LONGEST);
  return left.at(-1) === 1 ? Float32Array.from(left) : undefined;
}

/** `1 - beta^t` of one `beta`. */
export class Decay {
  readonly #beta: number;
  #table: Tensor | null | undefined;

  /** @param beta The share of a mean that stays in each step, from 0 to 1. */
  constructor(beta: number) {
    this.#beta = beta;
  }

  /** The number for a step, counted from 1. */
  at(step: Tensor): Tensor {
    if (this.#table === undefined) {
      const values = table(this.#beta);
      this.#table = values ? leaf(values, aval("float32", [values.length])) : null;
    }
    if (this.#table === null) {
      const power = pow(scalar(this.#beta, "float32"), cast(step, "float32"));
      return subtract(scalar(1, "float32"), power);
    }
    return gather(this.#table, minimum(step, scalar(this.#table.size - 1, step.dtype)), 0);
  }
}
