/**
 * Arguments of the constructor of variables.
 *
 * @module
 */
import { type DType, DTYPES } from "../arrays/dtypes.ts";
import { checkOneOf } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { knownOr } from "../ops/known.ts";
import type { TensorLike } from "../tensor/like.ts";
import { bindArguments, type Signature } from "../ops/bind.ts";
import type { Aval } from "../tensor/aval.ts";
import { read } from "../tensor/graph.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import { outsideTrace } from "../tensor/trace.ts";
import { checkBoolean } from "./arguments.ts";
import { scopedName } from "./name_scope.ts";
import { agrees, type PartialShape } from "./tensor_spec.ts";

/** Arguments of `tf.Variable`. */
export interface VariableArguments {
  /** First value, copied; or a function without arguments that gives it. */
  initialValue: TensorLike | (() => TensorLike);
  /** Whether gradient tapes watch it and optimizers change it; default `true`. */
  trainable?: boolean | null;
  /** Taken for the sake of Python's signature: shapes are always known. */
  validateShape?: boolean;
  /** Taken for the sake of Python's signature. */
  cachingDevice?: null;
  /** Name without the `:0` that TensorFlow appends; default `"Variable"`. */
  name?: string | null;
  /** Taken for the sake of Python's signature. */
  variableDef?: null;
  /** Element type; default: that of the initial value. */
  dtype?: DType | null;
  /** Taken for the sake of Python's signature. */
  importScope?: null;
  /** Applied to the value after an optimizer's update. */
  constraint?: ((value: Tensor) => Tensor) | null;
  /** Taken for the sake of Python's signature: there is one copy. */
  synchronization?: "AUTO" | "NONE" | "ON_WRITE" | "ON_READ";
  /** Taken for the sake of Python's signature: there is one copy. */
  aggregation?: "NONE" | "SUM" | "MEAN" | "ONLY_FIRST_REPLICA";
  /** What the shape of the initial value has to be, `null` for any dimension; it stays that shape. */
  shape?: PartialShape;
  /** Taken for the sake of Python's signature. */
  experimentalEnableVariableLifting?: boolean;
}

/** Their names in order. */
export type VariableNames = [
  "initialValue",
  "trainable",
  "validateShape",
  "cachingDevice",
  "name",
  "variableDef",
  "dtype",
  "importScope",
  "constraint",
  "synchronization",
  "aggregation",
  "shape",
  "experimentalEnableVariableLifting",
];

const SIGNATURE: Signature = {
  where: "tf.Variable",
  names: [
    "initialValue",
    "trainable",
    "validateShape",
    "cachingDevice",
    "name",
    "variableDef",
    "dtype",
    "importScope",
    "constraint",
    "synchronization",
    "aggregation",
    "shape",
    "experimentalEnableVariableLifting",
  ],
  required: 1,
};

/** What a variable is made of. */
export interface Parsed {
  readonly value: Tensor;
  readonly name: string;
  readonly trainable: boolean;
  readonly constraint: ((value: Tensor) => Tensor) | undefined;
}

const ELEMENTS = Object.keys(DTYPES) as DType[];

/** What the arguments say, checked. */
export function parseVariable(args: readonly unknown[]): Parsed {
  const values = bindArguments(SIGNATURE, args);
  const given = Object.fromEntries(SIGNATURE.names.map((name, i) => [name, values[i]]));
  const { initialValue, name, constraint, shape } = given;
  if (name !== undefined && name !== null && typeof name !== "string") {
    throw new TypeError(
      `tf.Variable: expected name to be a text, received name=${formatValue(name)}`,
    );
  }
  const where = `tf.Variable '${name ?? "Variable"}'`;
  const trainable = checkBoolean(where, "trainable", given["trainable"] ?? true);
  checkBoolean(where, "validateShape", given["validateShape"] ?? true);
  checkBoolean(
    where,
    "experimentalEnableVariableLifting",
    given["experimentalEnableVariableLifting"] ?? true,
  );
  checkOneOf(where, "synchronization", given["synchronization"] ?? "AUTO", [
    "AUTO",
    "NONE",
    "ON_WRITE",
    "ON_READ",
  ]);
  checkOneOf(where, "aggregation", given["aggregation"] ?? "NONE", [
    "NONE",
    "SUM",
    "MEAN",
    "ONLY_FIRST_REPLICA",
  ]);
  for (const absent of ["cachingDevice", "variableDef", "importScope"]) {
    if (given[absent] === undefined || given[absent] === null) continue;
    throw new TypeError(
      `${where}: expected ${absent} to be null, received ${absent}=${formatValue(given[absent])}`,
    );
  }
  const hasConstraint = constraint !== undefined && constraint !== null;
  if (hasConstraint && typeof constraint !== "function") {
    throw new TypeError(
      `${where}: expected constraint to be a function, received constraint=${
        formatValue(constraint)
      }`,
    );
  }
  const dtype = given["dtype"] === undefined || given["dtype"] === null
    ? undefined
    : checkOneOf(where, "dtype", given["dtype"], ELEMENTS);
  const value = initialOf(where, initialValue as VariableArguments["initialValue"], dtype);
  checkShape(where, value.aval, shape);
  return {
    value,
    trainable,
    name: `${scopedName((name as string | null | undefined) ?? "Variable")}:0`,
    constraint: hasConstraint ? constraint as Parsed["constraint"] : undefined,
  };
}

function checkShape(where: string, { shape }: Aval, expected: unknown): void {
  if (expected === undefined || expected === null) return;
  const isShape = Array.isArray(expected) &&
    expected.every((dim) => dim === null || Number.isInteger(dim));
  if (isShape && agrees(expected, shape)) return;
  throw new TypeError(
    `${where}: expected an initial value of shape=${
      isShape ? formatShape(expected) : formatValue(expected)
    }, received shape ${formatShape(shape)}`,
  );
}

/** A first value of its own memory, known now. */
function initialOf(
  where: string,
  initialValue: VariableArguments["initialValue"],
  dtype: DType | undefined,
): Tensor {
  return outsideTrace(() => {
    const given = typeof initialValue === "function" ? initialValue() : initialValue;
    const tensor = knownOr(asTensor(where, given, dtype));
    if (tensor.trace !== undefined) {
      throw new TypeError(
        `${where}: expected an initial value that is known while a function is traced, received a result of that function; compute it outside of tf.function, or give numbers`,
      );
    }
    if (tensor.host === undefined) return tensor;
    return leaf(read(tensor), tensor.aval);
  });
}
