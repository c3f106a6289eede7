/**
 * `tf.TensorSpec`: what a tensor has to be.
 *
 * @module
 */
import { type DType, DTYPES } from "../arrays/dtypes.ts";
import { displayable } from "../display/inspect.ts";
import { typeNameSymbol } from "../display/protocol.ts";
import { stringRepr } from "../display/python_string.ts";
import { atCaller } from "../errors/caller.ts";
import { checkInteger, checkOneOf } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import type { Aval } from "../tensor/aval.ts";

/** Dimensions, `null` for any; `null` for any number of them. */
export type PartialShape = readonly (number | null)[] | null;

/** What a {@linkcode TensorSpec} is made of. */
export interface TensorSpecArguments {
  /** Dimensions, `null` for any; `null` for any number of them. */
  shape: PartialShape;
  /** Element type; default float32. */
  dtype?: DType;
  /** Name; it is shown. */
  name?: string | null;
}

const SIGNATURE = { where: "tf.TensorSpec", names: ["shape", "dtype", "name"], required: 0 };
const ELEMENTS = Object.keys(DTYPES) as DType[];

/**
 * Shape and dtype of a tensor that is not there yet.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const spec = new tf.TensorSpec([null, 3], "int32");
 * assertEquals(String(spec), "TensorSpec(shape=(None, 3), dtype=tf.int32, name=None)");
 * ```
 */
export class TensorSpec {
  /** Dimensions, `null` for any; `null` for any number of them. */
  readonly shape: PartialShape;
  /** Element type. */
  readonly dtype: DType;
  /** Name. */
  readonly name: string | null;

  /**
   * Makes a specification.
   *
   * @throws {TypeError | RangeError} if the shape or dtype is none.
   */
  constructor(...args: Arguments<TensorSpecArguments, ["shape", "dtype", "name"]>) {
    try {
      const [shape, dtype, name] = bindArguments(SIGNATURE, args);
      const where = SIGNATURE.where;
      if (shape === undefined) {
        throw new TypeError(`${where}: expected shape, which has no default`);
      }
      this.shape = partialShape(where, shape);
      this.dtype = checkOneOf(where, "dtype", dtype ?? "float32", ELEMENTS);
      if (name !== undefined && name !== null && typeof name !== "string") {
        throw new TypeError(
          `${where}: expected name to be a text, received name=${formatValue(name)}`,
        );
      }
      this.name = name ?? null;
    } catch (error) {
      throw atCaller(error, new.target);
    }
  }

  /** Whether a tensor, or anything with a shape and a dtype, is what this says. */
  isCompatibleWith(other: { readonly shape: PartialShape; readonly dtype: DType }): boolean {
    return other.dtype === this.dtype && agrees(this.shape, other.shape);
  }

  /** The specification of a tensor. */
  static fromTensor(
    tensor: Pick<Aval, "shape" | "dtype">,
    name: string | null = null,
  ): TensorSpec {
    return new TensorSpec([...tensor.shape], tensor.dtype, name);
  }
}

displayable(TensorSpec.prototype, { repr: textOf });
Object.defineProperty(TensorSpec.prototype, "toString", {
  value(this: TensorSpec) {
    return textOf(this);
  },
});
Object.defineProperty(TensorSpec.prototype, typeNameSymbol, {
  value: "tensorflow.python.framework.tensor.TensorSpec",
});

/** Its text. */
function textOf({ shape, dtype, name }: TensorSpec): string {
  return `TensorSpec(shape=${
    shape === null ? "<unknown>" : formatShape(shape)
  }, dtype=tf.${dtype}, name=${name === null ? "None" : stringRepr(name)})`;
}

function partialShape(where: string, shape: unknown): PartialShape {
  if (shape === null) return null;
  if (!Array.isArray(shape)) {
    throw new TypeError(
      `${where}: expected shape to be an array of dimensions or null, received shape=${
        formatValue(shape)
      }`,
    );
  }
  return Object.freeze(
    shape.map((dim, axis) =>
      dim === null ? null : checkInteger(where, `shape[${axis}]`, dim, { min: 0 })
    ),
  );
}

/** Whether two shapes may be the same. */
export function agrees(a: PartialShape, b: PartialShape): boolean {
  if (a === null || b === null) return true;
  return a.length === b.length &&
    a.every((dim, axis) => dim === null || b[axis] === null || dim === b[axis]);
}
