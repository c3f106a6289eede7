/**
 * The base of all initializers: what gives a weight its first values. An instance is called like
 * a function, as in Keras: `initializer([2, 3])`.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { fromCaller, fromConfigCaller } from "../errors/caller.ts";
import { checkOneOf } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { Callable } from "../objects/callable.ts";
import { isTensor } from "../ops/as_tensor.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import type { ShapeLike } from "../tensor/like.ts";
import { type DType, DTYPE_NAMES } from "../arrays/dtypes.ts";
import { sameShape, type Shape } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkTensorShape } from "../random/arguments.ts";
import { toOptions } from "./options.ts";

/** Options of an initializer as Keras writes them to files: names in snake_case. */
export type InitializerConfig = Record<string, unknown>;

/** Arguments of a call. */
export interface InitializerArguments {
  /** Dimensions of the weight. */
  shape: ShapeLike;
  /** Its element type; default `"float32"`. */
  dtype?: DType | null;
}

/** Ways to give them. */
export type InitializerCall = Arguments<InitializerArguments, ["shape", "dtype"]>;

/** The signature of a call: the weight's shape, and its dtype. */
export interface Initializer {
  (...args: InitializerCall): Tensor;
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
export abstract class Initializer extends Callable<InitializerCall, Tensor> {
  /** A tensor of the given shape and dtype. */
  abstract call(shape: Shape, dtype: DType): Tensor;

  /** The options that make an equal initializer. */
  getConfig(): InitializerConfig {
    return {};
  }

  /** An initializer of this class with the options that `getConfig` gave. */
  static fromConfig<T>(this: new (options: never) => T, config: InitializerConfig): T {
    return fromConfigCaller(this, config, () => {
      return new this(toOptions(config) as never);
    });
  }

  /** An initializer with the same options. */
  clone(): this {
    const Class = this.constructor as new (options: Record<string, unknown>) => this;
    return new Class(toOptions(this.getConfig()));
  }

  /** The name under which it is serialized: that of its class. */
  get className(): string {
    return this.constructor.name;
  }

  /** Calls `call`, having checked what it is given; then checks what it gives. */
  protected override invoke(...args: InitializerCall): Tensor {
    return fromCaller(this, () => {
      const where = this.className;
      const [shape, type] = boundValues<InitializerArguments, ["shape", "dtype"]>(
        where,
        ["shape", "dtype"],
        1,
        args,
      );
      const { shape: dims } = checkTensorShape(where, shape);
      const dtype = checkOneOf(where, "dtype", type ?? "float32", DTYPE_NAMES);
      const tensor: unknown = this.call(dims, dtype);
      const wanted = `a tensor of shape ${formatShape(dims)} and dtype ${dtype}`;
      if (!isTensor(tensor)) {
        throw new TypeError(
          `${where}: expected call to give ${wanted}, received ${formatValue(tensor)}`,
        );
      }
      if (!sameShape(tensor.shape, dims) || tensor.dtype !== dtype) {
        throw new TypeError(
          `${where}: expected call to give ${wanted}, received one of shape ${
            formatShape(tensor.shape)
          } and dtype ${tensor.dtype}`,
        );
      }
      return tensor;
    });
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
