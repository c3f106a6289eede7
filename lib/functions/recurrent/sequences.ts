/**
 * Sequences with their axes of steps first, and what recurrent primitives ask of their inputs.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { fill } from "../../primitives/array/fill.ts";
import { concat } from "../../primitives/array/concat.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { multiply, square, subtract } from "../../primitives/math/arithmetic.ts";
import { requireFloat, requireSameDType } from "../../primitives/support/infer.ts";
import { type Aval, aval, type Shape } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** Sizes of a recurrent primitive. */
export interface Sizes {
  readonly batch: number;
  readonly length: number;
  readonly features: number;
  readonly units: number;
}

/** `(batch, length, ...)` from `(length, batch, ...)`, and back. */
export function turned(x: Tensor): Tensor {
  return transpose(x, [1, 0, 2]);
}

/** Rows of all steps, one below the other. */
export function rowsOf(x: Tensor): Tensor {
  const [length, batch, size] = x.shape;
  return reshape(x, [length! * batch!, size!]);
}

/** `x kernel` for each step: `(length, batch, columns)`. */
export function projected(x: Tensor, kernel: Tensor): Tensor {
  const [batch, length] = x.shape;
  return reshape(matmul(rowsOf(turned(x)), kernel), [length!, batch!, kernel.shape[1]!]);
}

/** The outputs `(batch, length, units)` before each step, `(length, batch, units)`. */
export function outputsBefore(first: Tensor, outputs: Tensor): Tensor {
  const [batch, length, units] = outputs.shape as readonly [number, number, number];
  const start = reshape(first, [1, batch, units]);
  if (length === 1) return start;
  return concat([start, turned(slice(outputs, [0, 0, 0], [batch, length - 1, units]))], 0);
}

/** What there was before each step, of `(length, batch, units)`. */
export function before(first: Tensor, all: Tensor): Tensor {
  const [length, batch, units] = all.shape as readonly [number, number, number];
  const start = reshape(first, [1, batch, units]);
  if (length === 1) return start;
  return concat([start, slice(all, [0, 0, 0], [length - 1, batch, units])], 0);
}

/** `y (1 - y)`: the derivative of a sigmoid by its result. */
export function sigmoidSlope(y: Tensor): Tensor {
  return multiply(y, subtract(scalar(1, y.dtype), y));
}

/** `1 - y^2`: the derivative of a tanh by its result. */
export function tanhSlope(y: Tensor): Tensor {
  return subtract(scalar(1, y.dtype), square(y));
}

/** Sequences without steps. */
export function noSteps(dtype: Tensor["dtype"], shape: Shape): Tensor {
  return fill(0, aval(dtype, shape));
}

/** Gradients of inputs where there were no steps: zeros. */
export function zerosFor(input: Tensor, isNeeded: boolean | undefined): Tensor | undefined {
  return isNeeded ? fill(0, input.aval) : undefined;
}

/**
 * Sizes of the inputs of a recurrent primitive: a sequence, kernel, recurrent kernel.
 *
 * @param gates How many gates there are in a kernel.
 * @param rest Inputs after those, by name, with the shapes they need.
 */
export function sizesOf(
  name: string,
  inputs: readonly Aval[],
  gates: number,
  rest: (sizes: Sizes) => Readonly<Record<string, Shape>>,
): Sizes {
  const [x, kernel, recurrent] = inputs as readonly [Aval, Aval, Aval];
  requireFloat(name, x);
  for (const input of inputs) requireSameDType(name, x, input);
  if (x.shape.length !== 3) {
    throw new TypeError(
      `tf.${name}: expected a sequence (batch, length, features), received shape ${
        formatShape(x.shape)
      }`,
    );
  }
  const [batch, length, features] = x.shape as readonly [number, number, number];
  const units = recurrent.shape[0] ?? 0;
  const sizes = { batch, length, features, units };
  if (units === 0) {
    throw new TypeError(
      `tf.${name}: expected a recurrentKernel (units, ${gates} units) of at least one unit, received shape ${
        formatShape(recurrent.shape)
      }`,
    );
  }
  const wanted = {
    kernel: [features, gates * units],
    recurrentKernel: [units, gates * units],
    ...rest(sizes),
  };
  Object.entries(wanted).forEach(([what, shape], i) => {
    const given = [kernel, recurrent, ...inputs.slice(3)][i]!;
    if (`${given.shape}` === `${shape}`) return;
    throw new TypeError(
      `tf.${name}: expected ${what} of shape ${formatShape(shape)}, received shape ${
        formatShape(given.shape)
      }`,
    );
  });
  return sizes;
}
