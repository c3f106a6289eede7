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
