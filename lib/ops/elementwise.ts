/**
 * Public functions of one or two tensors, made of primitives: arguments converted first, under the
 * function's own name.
 *
 * @module
 */
import type { Tensor } from "../tensor/tensor.ts";
import { asOperands, asTensor } from "./as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { bind, type Operation } from "./bind.ts";

/** Arguments of a function of one tensor. */
export interface UnaryArguments {
  /** A tensor. */
  x: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** A function of one tensor. */
export type UnaryOperation = Operation<UnaryArguments, ["x", "name"], Tensor>;

/** Makes a function of one tensor. */
export function unaryOperation(where: string, run: (x: Tensor) => Tensor): UnaryOperation {
  return bind<UnaryArguments, ["x", "name"], Tensor>(
    where,
    ["x", "name"],
    1,
    (x) => run(asTensor(where, x)),
  );
}

/** Arguments of a function of two tensors. */
export interface BinaryArguments {
  /** A tensor. */
  x: TensorLike;
  /** Another one of the same dtype; a plain number takes that of `x`. Shapes broadcast. */
  y: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** A function of two tensors that broadcast. */
export type BinaryOperation = Operation<BinaryArguments, ["x", "y", "name"], Tensor>;

/** Makes a function of two tensors. */
export function binaryOperation(
  where: string,
  run: (x: Tensor, y: Tensor) => Tensor,
): BinaryOperation {
  return bind<BinaryArguments, ["x", "y", "name"], Tensor>(
    where,
    ["x", "y", "name"],
    2,
    (a, b) => {
      const [x, y] = asOperands(where, a, b);
      return run(x, y);
    },
  );
}

/** Arguments of an activation. */
export interface FeaturesArguments {
  /** A tensor. */
  features: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** An activation. */
export type FeaturesOperation = Operation<FeaturesArguments, ["features", "name"], Tensor>;

/** Makes an activation. */
export function featuresOperation(where: string, run: (x: Tensor) => Tensor): FeaturesOperation {
  return bind<FeaturesArguments, ["features", "name"], Tensor>(
    where,
    ["features", "name"],
    1,
    (x) => run(asTensor(where, x)),
  );
}

/** Arguments of a function whose tensor is called `input`. */
export interface InputArguments {
  /** A tensor. */
  input: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** A function whose tensor is called `input`. */
export type InputOperation = Operation<InputArguments, ["input", "name"], Tensor>;

/** Makes a function whose tensor is called `input`. */
export function inputOperation(where: string, run: (x: Tensor) => Tensor): InputOperation {
  return bind<InputArguments, ["input", "name"], Tensor>(
    where,
    ["input", "name"],
    1,
    (x) => run(asTensor(where, x)),
  );
}
