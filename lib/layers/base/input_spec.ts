/**
 * InputSpec: what a layer's inputs have to be.
 *
 * @module
 */
import { displayable } from "../../display/inspect.ts";
import { pythonRepr } from "../../display/python_repr.ts";
import type { DType } from "../../arrays/dtypes.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { flatten } from "../../functions/nest.ts";
import { KerasTensor, type SymbolicShape } from "../../tensor/keras_tensor.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { flag, integer, row, text } from "../../configuration/rows.ts";
import { type Made, readOptions, type RowsOf } from "../../configuration/options.ts";
import type { Arguments } from "../../ops/bind.ts";

/** Arguments of {@linkcode InputSpec}. */
export interface InputSpecArguments {
  /** Element type; default: any. */
  dtype?: DType | null;
  /** Dimensions, `null` for any; default: any. */
  shape?: SymbolicShape | null;
  /** Number of dimensions; default: any. */
  ndim?: number | null;
  /** Largest number of dimensions; default: any. */
  maxNdim?: number | null;
  /** Smallest number of dimensions; default: any. */
  minNdim?: number | null;
  /** Lengths of certain axes, by axis; default: any. */
  axes?: Readonly<Record<number, number | null>> | null;
  /** Whether a last axis of length 1 may be missing or too many; default `false`. */
  allowLastAxisSqueeze?: boolean;
  /** Name of the input, where inputs are given by name. */
  name?: string | null;
  /** Whether the input may be left out; default `false`. */
  optional?: boolean;
}

type Positional = [
  "dtype",
  "shape",
  "ndim",
  "maxNdim",
  "minNdim",
  "axes",
  "allowLastAxisSqueeze",
  "name",
  "optional",
];

const ROWS = [
  ["dtype", row<DType, DType, null>(null, (_where, _name, given) => given)],
  ["shape", row<SymbolicShape, SymbolicShape, null>(null, (_where, _name, given) => given)],
  ["ndim", integer(null, { min: 0 })],
  ["maxNdim", integer(null, { min: 0 })],
  ["minNdim", integer(null, { min: 0 })],
  [
    "axes",
    {
      ...row<
        Readonly<Record<number, number | null>>,
        Readonly<Record<number, number | null>>,
        null
      >(
        null,
        (_where, _name, given) => given,
      ),
      takesObjects: true,
    },
  ],
  ["allowLastAxisSqueeze", flag(false)],
  ["name", text(null)],
  ["optional", flag(false)],
] as const satisfies RowsOf<InputSpecArguments, Positional>;

/**
 * What an input has to be: dtype, shape, number of dimensions, lengths of axes. A layer that has one
 * as its `inputSpec` refuses other inputs by an error that names both.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * class Rows extends tf.keras.layers.Layer {
 *   constructor() {
 *     super();
 *     this.inputSpec = new tf.keras.layers.InputSpec({ ndim: 2 });
 *   }
 *   override call(x: tf.Tensor) {
 *     return x;
 *   }
 * }
 * assertThrows(() => new Rows()(tf.ones([3])), TypeError, "expected an input of 2 dimensions");
 * ```
 */
export class InputSpec {
  /** Element type. */
  readonly dtype: DType | null;
  /** Dimensions. */
  readonly shape: SymbolicShape | null;
  /** Number of dimensions. */
  readonly ndim: number | null;
  /** Largest number of dimensions. */
  readonly maxNdim: number | null;
  /** Smallest number of dimensions. */
  readonly minNdim: number | null;
  /** Lengths of certain axes. */
  readonly axes: Readonly<Record<number, number | null>>;
  /** Whether a last axis of length 1 may be missing or too many. */
  readonly allowLastAxisSqueeze: boolean;
  /** Name of the input. */
  readonly name: string | null;
  /** Whether the input may be left out. */
  readonly optional: boolean;

  /** @param args What is known, in Keras's order or by name. */
  constructor(...args: Arguments<InputSpecArguments, Positional>) {
    const own: Made<typeof ROWS> = readOptions(new.target, ROWS, [], args).own;
    this.dtype = own.dtype;
    this.shape = own.shape;
    this.ndim = own.shape === null ? own.ndim : own.shape.length;
    this.maxNdim = own.maxNdim;
    this.minNdim = own.minNdim;
    this.axes = own.axes ?? {};
    this.allowLastAxisSqueeze = own.allowLastAxisSqueeze;
    this.name = own.name;
    this.optional = own.optional;
  }

  /** What is known, as Keras writes it: `InputSpec(shape=(None, 2), ndim=2)`. */
  toString(): string {
    const known = [
      this.dtype && `dtype=${this.dtype}`,
      this.shape && `shape=${formatShape(this.shape)}`,
      this.ndim && `ndim=${this.ndim}`,
      this.maxNdim && `max_ndim=${this.maxNdim}`,
      this.minNdim && `min_ndim=${this.minNdim}`,
      Object.keys(this.axes).length > 0 && `axes=${pythonRepr(this.axes)}`,
    ];
    return `InputSpec(${known.filter((it) => it !== null && it !== false && it !== 0).join(", ")})`;
  }
}

displayable(InputSpec.prototype, { repr: (it) => it.toString() });

/** One specification, or nested ones as the inputs are. */
export type InputSpecs =
  | InputSpec
  | readonly InputSpec[]
  | { readonly [name: string]: InputSpec };

/** Throws a {@linkcode TypeError} unless the inputs of a call are what a layer specifies. */
export function checkInputs(label: string, specs: InputSpecs, inputs: unknown): void {
  if (specs instanceof InputSpec) {
    if (inputs instanceof Tensor || inputs instanceof KerasTensor) {
      checkInput(label, specs, inputs, "");
    } else {throw new TypeError(
        `Cannot call ${label}: expected one tensor, received ${formatValue(inputs)}`,
      );}
    return;
  }
  const all = Array.isArray(specs) ? specs : Object.values(specs) as InputSpec[];
  const { leaves } = flatten(inputs, asInput);
  if (leaves.length !== all.length) {
    throw new TypeError(
      `Cannot call ${label}: expected ${all.length} inputs, received ${leaves.length}`,
    );
  }
  leaves.forEach((it, i) => {
    if (it === null && all[i]!.optional) return;
    if (it === null) {
      throw new TypeError(`Cannot call ${label}: expected input ${i}, received null`);
    }
    checkInput(label, all[i]!, it, ` ${all[i]!.name ?? i}`);
  });
}

const asInput = (value: unknown): Tensor | KerasTensor | null | undefined =>
  value instanceof Tensor || value instanceof KerasTensor || value === null ? value : undefined;

/** How an input gets the dimensions that it has to have. */
function cure(rank: number, expected: number): string {
  if (rank === expected - 1) {
    return "; tf.expandDims(x, axis) adds one, as channels -1 or a batch 0";
  }
  return rank < expected ? "; tf.reshape gives it more" : "";
}

function checkInput(label: string, spec: InputSpec, input: Tensor | KerasTensor, which: string) {
  const shape: SymbolicShape = input.shape;
  const fail = (expected: string, cure = ""): never => {
    throw new TypeError(
      `Cannot call ${label}: expected an input${which} of ${expected}, received shape ${
        formatShape(shape)
      }${expected.startsWith("dtype") ? ` and dtype ${input.dtype}` : ""}${cure}`,
    );
  };
  const { ndim, minNdim, maxNdim, dtype } = spec;
  const rank = shape.length;
  const isSqueezed = spec.allowLastAxisSqueeze && ndim !== null && spec.shape !== null &&
    ((rank === ndim - 1 && spec.shape.at(-1) === 1) || (rank === ndim + 1 && shape.at(-1) === 1));
  if (isSqueezed) return;
  if (ndim !== null && rank !== ndim) fail(`${ndim} dimensions`, cure(rank, ndim));
  if (minNdim !== null && rank < minNdim) fail(`at least ${minNdim} dimensions`);
  if (maxNdim !== null && rank > maxNdim) fail(`at most ${maxNdim} dimensions`);
  if (dtype !== null && input.dtype !== dtype) fail(`dtype ${dtype}`);
  for (const [axis, length] of Object.entries(spec.axes)) {
    const dim = shape.at(Number(axis));
    if (length !== null && dim !== null && dim !== length) {
      fail(`length ${length} along axis ${axis}`);
    }
  }
  spec.shape?.forEach((length, axis) => {
    const dim = shape[axis];
    if (length !== null && dim !== null && dim !== length) {
      fail(`shape ${formatShape(spec.shape!)}`);
    }
  });
}
