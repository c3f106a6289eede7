/**
 * The base of all initializers: what gives a weight its first values. An instance is called like
 * a function, as in Keras: `initializer([2, 3])`.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { checkOneOf } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { Callable } from "../objects/callable.ts";
import { isTensor } from "../ops/as_tensor.ts";
import { type DType, DTYPE_NAMES } from "../arrays/dtypes.ts";
import type { Shape } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkTensorShape } from "../random/arguments.ts";

/** Options of an initializer as Keras writes them to files: names in snake_case. */
export type InitializerConfig = Record<string, unknown>;

/** The signature of a call: the weight's shape, and its dtype (`"float32"` by default). */
export interface Initializer {
  (shape: Shape, dtype?: DType): Tensor;
}

/**
 * Base class of initializers. An own one overrides `call`, and `getConfig` if it has options.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Halves extends tf.keras.initializers.Initializer {
 *   override call(shape: number[]): tf.Tensor {
 *     return tf.fill(shape, 0.5);
 *   }
 * }
 * const halves = new Halves();
 * assertEquals(halves([2]).numpy().toArray(), [0.5, 0.5]);
 * ```
 */
export abstract class Initializer extends Callable<[shape: Shape, dtype?: DType], Tensor> {
  /** A tensor of the given shape and dtype. */
  abstract call(shape: Shape, dtype: DType): Tensor;

  /** The options that make an equal initializer. */
  getConfig(): InitializerConfig {
    return {};
  }

  /** The name under which it is serialized: that of its class. */
  get className(): string {
    return this.constructor.name;
  }

  /** Calls `call`, having checked what it is given; then checks what it gives. */
  protected override invoke(shape: Shape, dtype: DType = "float32"): Tensor {
    const where = this.className;
    const { shape: dims } = checkTensorShape(where, shape);
    const tensor: unknown = this.call(dims, checkOneOf(where, "dtype", dtype, DTYPE_NAMES));
    const wanted = `a tensor of shape ${formatShape(dims)} and dtype ${dtype}`;
    if (!isTensor(tensor)) {
      throw new TypeError(
        `${where}: expected call to give ${wanted}, received ${formatValue(tensor)}`,
      );
    }
    if (formatShape(tensor.shape) !== formatShape(dims) || tensor.dtype !== dtype) {
      throw new TypeError(
        `${where}: expected call to give ${wanted}, received one of shape ${
          formatShape(tensor.shape)
        } and dtype ${tensor.dtype}`,
      );
    }
    return tensor;
  }
}

/** Shown as `RandomNormal(mean=0, stddev=0.05, seed=None)`. */
displayable(Initializer.prototype, {
  repr: (self) => {
    const options = Object.entries(self.getConfig()).map(([name, value]) =>
      `${name}=${value === null ? "None" : formatValue(value)}`
    );
    return `${self.className}(${options.join(", ")})`;
  },
});
