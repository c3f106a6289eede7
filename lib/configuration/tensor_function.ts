/**
 * Objects that are functions of one tensor and have a configuration: regularizers and constraints.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { fromCaller, fromConfigCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { Callable } from "../objects/callable.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { bindArguments } from "../ops/bind.ts";
import { identity } from "../primitives/array/identity.ts";
import type { TensorLike } from "../tensor/like.ts";
import { Tensor } from "../tensor/tensor.ts";
import { optionsOf } from "./options.ts";

/** The signature of a call. */
export interface TensorFunction {
  (x: TensorLike): Tensor;
}

/** Base class of functions of one tensor that have a configuration. */
export abstract class TensorFunction extends Callable<[x: TensorLike], Tensor> {
  /** What the function gives for a tensor. */
  abstract call(x: Tensor): Tensor;

  /** The options that make an equal object, in Keras's spelling. */
  abstract getConfig(): Record<string, unknown>;

  /** An object of this class with the options that `getConfig` gave. */
  static fromConfig<T>(
    this: new (options: never) => T,
    config: Readonly<Record<string, unknown>>,
  ): T {
    return fromConfigCaller(this, config, () => {
      return new this(optionsOf([], config) as never);
    });
  }

  /** The name of the argument. */
  protected get argument(): string {
    return "x";
  }

  /** Calls `call` with a tensor of what it is given, and checks what it gives. */
  protected override invoke(...args: unknown[]): Tensor {
    return fromCaller(this, () => {
      const where = this.constructor.name;
      const signature = { where, names: [this.argument], required: 1 };
      const [value] = bindArguments(signature, args);
      const x = asTensor(where, value as TensorLike);
      const result: unknown = this.call(x);
      if (result instanceof Tensor) return result === x ? identity(x) : result;
      throw new TypeError(
        `${where}: expected call to give a tensor, received ${formatValue(result)}`,
      );
    });
  }
}

/** Shown as `L2(l2=0.01)`. */
displayable(TensorFunction.prototype, {
  repr: (self) => {
    const options = Object.entries(self.getConfig()).map(([name, it]) =>
      `${name}=${formatValue(it)}`
    );
    return `${self.constructor.name}(${options.join(", ")})`;
  },
});
