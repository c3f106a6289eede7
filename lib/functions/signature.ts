/**
 * Arguments of a traced function: the tensors among them, and a description of the rest.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { NdArray } from "../display/ndarray.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { isOptions } from "../ops/bind.ts";
import { type Aval, aval } from "../tensor/aval.ts";
import { Tensor } from "../tensor/tensor.ts";
import { flatten, type Structure } from "./nest.ts";
import { agrees, type PartialShape, TensorSpec } from "./tensor_spec.ts";

/** What a tensor among the arguments has to be: a {@linkcode TensorSpec}, or its parts. */
export interface TensorSpecLike {
  /** Dimensions, `null` for any; `null` for any number of them. */
  readonly shape: PartialShape;
  /** Element type; default float32. */
  readonly dtype?: DType;
  /** Name; it is shown. */
  readonly name?: string | null;
}

/** What one argument has to be: a tensor, or a nested value of tensors. */
export type ArgumentSpec = TensorSpecLike | readonly ArgumentSpec[] | {
  readonly [name: string]: ArgumentSpec;
};

/** Arguments taken apart. */
export interface TakenApart {
  /** The tensors; what has no values is described. */
  readonly leaves: readonly (Tensor | TensorSpec)[];
  readonly avals: readonly Aval[];
  readonly structure: Structure;
}

/** Arguments taken apart: tensors, arrays and, if they count as tensors, numbers are leaves. */
export function takeApart(
  where: string,
  args: readonly unknown[],
  numbersAreTensors: boolean,
): TakenApart {
  const { leaves, structure } = flatten(args, (it): Tensor | TensorSpec | undefined => {
    if (it instanceof Tensor || it instanceof TensorSpec) return it;
    const isArray = it instanceof NdArray || (ArrayBuffer.isView(it) && !(it instanceof DataView));
    const isNumber = numbersAreTensors && typeof it === "number";
    return isArray || isNumber ? asTensor(where, it as NdArray | number) : undefined;
  });
  return { leaves, avals: leaves.map((it) => avalOf(where, it)), structure };
}

function avalOf(where: string, leaf: Tensor | TensorSpec): Aval {
  if (leaf instanceof Tensor) return leaf.aval;
  const { shape, dtype } = leaf;
  if (shape !== null && !shape.includes(null)) return aval(dtype, shape as number[]);
  throw new TypeError(
    `${where}: expected all dimensions to be known, received ${leaf}; graphs here are traced for each shape`,
  );
}

/** What a signature says, checked. */
export function checkSignature(where: string, signature: unknown): readonly ArgumentSpec[] {
  const visit = (it: unknown): ArgumentSpec => {
    if (it instanceof TensorSpec) return it;
    if (Array.isArray(it)) return it.map(visit);
    if (isOptions(it)) {
      if (isSpec(it)) return new TensorSpec(it);
      return Object.fromEntries(Object.entries(it).map(([name, item]) => [name, visit(item)]));
    }
    throw new TypeError(
      `${where}: expected inputSignature to hold tf.TensorSpec objects, received ${
        formatValue(it)
      }`,
    );
  };
  if (Array.isArray(signature)) return signature.map(visit);
  throw new TypeError(
    `${where}: expected inputSignature to be an array of one tf.TensorSpec for each argument, received inputSignature=${
      formatValue(signature)
    }`,
  );
}

/** Whether a plain object is a specification: it has a shape, and nothing but its parts. */
function isSpec(it: Readonly<Record<string, unknown>>): it is { shape: PartialShape } {
  return "shape" in it && (it["shape"] === null || Array.isArray(it["shape"])) &&
    !(it["shape"] as unknown[] | null)?.some((dim) => typeof dim === "object" && dim !== null) &&
    Object.keys(it).every((name) => ["shape", "dtype", "name"].includes(name));
}

/** Arguments as a signature says: each a tensor of the dtype it names, or a nested value of them. */
export function fitSignature(
  where: string,
  args: readonly unknown[],
  signature: readonly ArgumentSpec[],
): TakenApart {
  if (args.length !== signature.length) {
    throw new TypeError(
      `${where}: expected ${signature.length} arguments as its inputSignature says, received ${args.length}`,
    );
  }
  const leaves: (Tensor | TensorSpec)[] = [];
  const visit = (it: unknown, spec: ArgumentSpec, name: string): Structure => {
    if (spec instanceof TensorSpec) {
      return { kind: "leaf", index: leaves.push(fit(where, name, it, spec)) - 1 };
    }
    if (Array.isArray(spec)) {
      if (!Array.isArray(it) || it.length !== spec.length) throw unfit(where, name, spec, it);
      return { kind: "list", items: spec.map((item, i) => visit(it[i], item, `${name}[${i}]`)) };
    }
    const names = Object.keys(spec);
    const isSame = isOptions(it) && Object.keys(it).length === names.length &&
      names.every((key) => key in it);
    if (!isSame) throw unfit(where, name, spec, it);
    const specs = spec as Readonly<Record<string, ArgumentSpec>>;
    const entries = names.map((key) =>
      [key, visit(it[key], specs[key]!, `${name}.${key}`)] as const
    );
    return { kind: "record", entries };
  };
  const items = signature.map((spec, i) => visit(args[i], spec, `argument ${i}`));
  return {
    leaves,
    avals: leaves.map((it) => avalOf(where, it)),
    structure: { kind: "list", items },
  };
}

function fit(where: string, name: string, it: unknown, spec: TensorSpec): Tensor | TensorSpec {
  const isPlain = typeof it === "number" || Array.isArray(it);
  const given = it instanceof TensorSpec
    ? it
    : asTensor(`${where}: ${name}`, it as TensorLike, isPlain ? spec.dtype : undefined);
  if (given.dtype === spec.dtype && agrees(spec.shape, given.shape)) return given;
  const words = ({ dtype, shape }: Pick<TensorSpec, "dtype" | "shape">) =>
    `${dtype} ${shape === null ? "of any shape" : formatShape(shape)}`;
  throw new TypeError(
    `${where}: expected ${name} to be ${words(spec)} as its inputSignature says, received ${
      words(given)
    }`,
  );
}

function unfit(where: string, name: string, spec: unknown, it: unknown): TypeError {
  return new TypeError(
    `${where}: expected ${name} to be like ${
      formatValue(spec)
    } as its inputSignature says, received ${formatValue(it)}`,
  );
}
