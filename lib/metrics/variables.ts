/**
 * The variables of metrics: how one is made, under the names that the Keras in use gives them.
 *
 * @module
 */
import { type DType, newStorage } from "../arrays/dtypes.ts";
import { Variable } from "../functions/variable.ts";
import { getInitializer, type InitializerIdentifier } from "../initializers/mod.ts";
import { nameAsKeras3 } from "../layers/base/weights.ts";
import { fill } from "../primitives/array/fill.ts";
import { getProfile } from "../random/profile.ts";
import { aval, type Shape } from "../tensor/aval.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import { outsideTrace } from "../tensor/trace.ts";
import type { MetricDType } from "./options.ts";

/** Arguments of `addVariable` of metrics. */
export interface AddVariableArguments {
  /** Its shape. */
  shape: readonly number[];
  /** How it starts. */
  initializer: InitializerIdentifier | string;
  /** Element type; default `"float32"`. */
  dtype?: MetricDType | null | undefined;
  /** How several devices' values would be joined; nothing here has more than one. */
  aggregation?: "sum" | "mean" | "none" | "only_first_replica" | null | undefined;
  /** Name; default `"variable"`. */
  name?: string | null | undefined;
}

/** Arguments of `addWeight` of metrics. */
export interface AddWeightArguments {
  /** Its shape; default `[]`. */
  shape?: readonly number[] | undefined;
  /** How it starts; default `"zeros"`. */
  initializer?: InitializerIdentifier | string | undefined;
  /** Element type; default `"float32"`. */
  dtype?: MetricDType | null | undefined;
  /** Name; default `"variable"`. */
  name?: string | null | undefined;
}

/** Order of {@linkcode AddVariableArguments}. */
export type AddVariableNames = ["shape", "initializer", "dtype", "aggregation", "name"];

/** Order of {@linkcode AddWeightArguments}. */
export type AddWeightNames = ["shape", "initializer", "dtype", "name"];

/** What a variable is to be. */
export interface StateSpec {
  /** Its own name. */
  readonly name: string;
  /** Its shape. */
  readonly shape: Shape;
  /** Its element type. */
  readonly dtype: DType;
  /** How it starts; default: with zeros. */
  readonly initializer?: InitializerIdentifier | string | undefined;
}

/** Makes a variable of a metric. */
export function makeState(where: string, owner: string, spec: StateSpec): Variable {
  const { name, shape, dtype, initializer = "zeros" } = spec;
  const type = aval(dtype, shape);
  const value = initializer === "zeros"
    ? leaf(newStorage(type.dtype, type.size), type)
    : outsideTrace(() => getInitializer(where, initializer, "initializer")([...shape], dtype));
  const path = `${owner.replaceAll("/", ">")}/${name}`;
  const variable = new Variable(value, { name: path, trainable: false });
  nameAsKeras3(variable, getProfile() === "keras3" ? name : `${name}:0`);
  return variable;
}

/** Zeros of a variable's shape and type. */
export function zerosOf({ shape, dtype }: Variable): Tensor {
  return fill(0, { dtype, shape });
}
