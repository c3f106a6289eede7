/**
 * The weights of layers: how one is described, and how the values of several are replaced, all or
 * none.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import type { ConstraintFunction } from "../../constraints/mod.ts";
import { formatShape } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import type { InitializerIdentifier } from "../../initializers/mod.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bindArguments } from "../../ops/bind.ts";
import type { RegularizerFunction } from "../../regularizers/mod.ts";

/** Options of a weight. */
export interface WeightOptions {
  /** Shape; default `[]`. */
  shape?: readonly number[] | undefined;
  /** Element type; default: the layer's. */
  dtype?: DType | undefined;
  /** How it starts; default `"glorotUniform"`. */
  initializer?: InitializerIdentifier | undefined;
  /** Whether training changes it; default `true`. */
  trainable?: boolean | undefined;
  /** Whether a layer of mixed precision reads it in the type it computes in; default `true`. */
  autocast?: boolean | undefined;
  /** Penalty added to the layer's losses. */
  regularizer?: RegularizerFunction | null | undefined;
  /** Applied after each update. */
  constraint?: ConstraintFunction | null | undefined;
}

/** A variable of a layer. */
export interface OwnedVariable {
  readonly variable: Variable;
  /** Whether training changes it, unless it is frozen. */
  readonly trainable: boolean;
  /** Whether it is left alone for good, in the place that it has among those that are trained. */
  readonly frozen?: boolean;
  /** Penalty on it. */
  readonly regularizer: RegularizerFunction | undefined;
}

const NAMES = ["dtype", "initializer", "trainable", "autocast", "regularizer", "constraint"];

/** What a weight is to be: its name or, as in Keras 3, its shape may stand before the options. */
export function weightOptions(
  where: string,
  args: readonly unknown[],
): WeightOptions & { name?: string } {
  const first = Array.isArray(args[0]) ? ["shape", "name"] : ["name", "shape"];
  const names = [...first, ...NAMES];
  const values = bindArguments({ where, names, required: 0, positional: 1 }, args);
  const given = names.map((name, i) => [name, values[i] ?? undefined])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

/** Gives a weight the name that Keras 3 has for it: its own, beside its path. */
export function nameAsKeras3(variable: Variable, name: string): void {
  (variable as { name: string }).name = name;
}

/** Assigns values to weights after all of them have been checked. */
export function assignWeights(
  label: string,
  weights: readonly Variable[],
  values: readonly TensorLike[],
): void {
  const where = `Cannot set the weights of ${label}`;
  if (!Array.isArray(values) || values.length !== weights.length) {
    const received = Array.isArray(values) ? `${values.length}` : typeof values;
    const hint = weights.length === 0 ? "; it has none until it is built, by its first call" : "";
    throw new TypeError(
      `${where}: expected a list of ${weights.length} arrays, received ${received}${hint}`,
    );
  }
  const tensors = weights.map((weight, index) => {
    const tensor = asTensor(
      `${where}: weight ${index}`,
      values[index]!,
      weight.dtype as DType,
    );
    if (formatShape(tensor.shape) !== formatShape(weight.shape)) {
      throw new TypeError(
        `${where}: expected shape ${
          formatShape(weight.shape)
        } for weight ${index} '${weight.name}', received shape ${formatShape(tensor.shape)}`,
      );
    }
    return tensor;
  });
  weights.forEach((weight, index) => weight.assign(tensors[index]!));
}
