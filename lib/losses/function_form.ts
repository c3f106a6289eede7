/**
 * Losses as functions: `tf.keras.losses.meanSquaredError(yTrue, yPred)`.
 *
 * @module
 */
import type { Made, Rows } from "../configuration/options.ts";
import { bind, type Operation } from "../ops/bind.ts";
import type { TensorLike } from "../tensor/like.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkRanks, floatsOf, numbersOf } from "./shapes.ts";

/** Arguments of every loss as a function. */
export interface LossFunctionArguments {
  /** Labels. */
  yTrue: TensorLike;
  /** Predictions. */
  yPred: TensorLike;
}

/** A loss without options as a function. */
export type PlainLoss = Operation<LossFunctionArguments, ["yTrue", "yPred"], Tensor>;

/** What computes a loss; `where` is for messages. */
export type Compute<Table extends Rows> = (
  where: string,
  yTrue: Tensor,
  yPred: Tensor,
  options: Made<Table>,
) => Tensor;

/** How a function form differs from others. */
export interface FormOptions {
  /** How many arguments it needs; default 2. */
  readonly required?: number;
  /** Whether labels and predictions must have the same rank, other than for the class; default `false`. */
  readonly keepsRanks?: boolean;
}

/** Makes the function form of a loss, whose options are rows of a table behind labels and predictions. */
export function functionForm<All, const Names extends readonly (keyof All & string)[]>(
  name: string,
  table: Rows,
  compute: Compute<Rows>,
  { required = 2, keepsRanks = false }: FormOptions = {},
): Operation<All, Names, Tensor> {
  const where = `tf.keras.losses.${name}`;
  const names = ["yTrue", "yPred", ...table.map(([it]) => it)];
  const run = (yTrue: TensorLike, yPred: TensorLike, ...given: unknown[]): Tensor => {
    const options = table.map(([it, option], i) =>
      [it, option.read(where, it, given[i] === undefined ? option.ifMissing : given[i])] as const
    );
    const [a, b] = [numbersOf(where, "yTrue", yTrue), floatsOf(where, yPred)];
    if (keepsRanks) checkRanks(where, a, b);
    return internally(() => compute(where, a, b, Object.fromEntries(options)));
  };
  return bind(where, names as never, required, run as never) as unknown as Operation<
    All,
    Names,
    Tensor
  >;
}
