/**
 * Variables: tensors whose value changes, as in TensorFlow. A variable is a tfjs variable, so
 * every operation takes it; a gradient tape watches it while it is trainable.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { arrayHtml } from "../display/array_html.ts";
import { displayable } from "../display/inspect.ts";
import type { NdArray } from "../display/ndarray.ts";
import { typeNameSymbol } from "../display/protocol.ts";
import { variableRepr } from "../display/tensor_text.ts";
import { engineStats, flush } from "../engine/mod.ts";
import { engineInternals } from "../engine/tfjs_engine.ts";
import { currentBackend, isTracing, outsideTrace } from "../engine/tracing.ts";
import { formatShape } from "../errors/format.ts";
import { asTensor, convertToTensor, isTensor, type TensorLike } from "./convert.ts";
import { toNdArray } from "./install.ts";
import type { DType, Tensor, TfjsTensor } from "./tensor.ts";
import { registerVariable } from "./variable_registry.ts";

/** Options of {@linkcode Variable}. */
export interface VariableOptions {
  /** Whether gradient tapes watch it and optimizers change it; default `true`. */
  trainable?: boolean;
  /** Name without the `:0` that TensorFlow appends; default `"Variable"`. */
  name?: string;
  /** Element type; default: that of the initial value. */
  dtype?: DType;
}

/**
 * A tensor that can be assigned to.
 *
 * State: one tensor of the initial value's shape and type, neither of which changes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const v = new tf.Variable([[1, 2]], { dtype: "float32", name: "v" });
 * v.assignAdd([[1, 1]]);
 * assertEquals(String(v), "<tf.Variable 'v:0' shape=(1, 2) dtype=float32, numpy=array([[2., 3.]], dtype=float32)>");
 * ```
 */
export class Variable extends tfjs.Variable {
  /** Run of the engine in which the value was last assigned, -1 before the first time. */
  #assignedInRun = -1;
  /** Applied to the value after an optimizer's update, if the layer asked for one. */
  readonly constraint: ((value: Tensor) => Tensor) | undefined;

  /**
   * Makes a variable of a copy of the values.
   *
   * @param initialValue Values, copied.
   * @param options Name, element type, trainability.
   * @throws {TypeError} if a traced function makes it of its own results.
   */
  constructor(
    initialValue: TensorLike,
    options: VariableOptions & { constraint?: (value: Tensor) => Tensor } = {},
  ) {
    const { trainable = true, name = "Variable", dtype } = options;
    const where = `tf.Variable '${name}'`;
    if (isTracing() && isTensor(initialValue) && currentBackend()?.isPending(initialValue)) {
      throw new TypeError(
        `${where}: expected an initial value that is known while a function is traced, received a result of that function; compute it outside of tf.function, or give numbers`,
      );
    }
    const initial = outsideTrace(() => convertToTensor(where, initialValue, dtype));
    super(initial, trainable, `${name}:0`, engineInternals().nextTensorId());
    engineInternals().incRef(this, null);
    this.constraint = options.constraint;
    registerVariable(this);
  }

  /** A copy of the values on the host. */
  numpy(): NdArray {
    return toNdArray(this);
  }

  /** The value now, as a tensor that later assignments do not change. */
  value(): Tensor {
    return asTensor(tfjs.clone(this));
  }

  /** The value now; same as {@linkcode Variable.value}. */
  readValue(): Tensor {
    return this.value();
  }

  /**
   * Replaces the value.
   *
   * @returns The variable.
   * @throws {TypeError} if the shape or element type differs.
   */
  override assign(value: TensorLike): this {
    const next = this.#convert("assign", value);
    // Overwriting a value that was assigned but never computed marks the end of a training step.
    const { runs } = engineStats();
    if (this.#assignedInRun === runs && !isTracing()) flush();
    this.replace(next);
    this.#assignedInRun = engineStats().runs;
    return this;
  }

  /** Replaces the value by a tensor of the same shape and type, unchecked. */
  replace(value: TfjsTensor): void {
    super.assign(value);
  }

  /** Adds to the value: `v += delta`. */
  assignAdd(delta: TensorLike): this {
    const change = this.#convert("assignAdd", delta);
    return this.assign(asTensor(tfjs.tidy(() => tfjs.add(this, change))));
  }

  /** Subtracts from the value: `v -= delta`. */
  assignSub(delta: TensorLike): this {
    const change = this.#convert("assignSub", delta);
    return this.assign(asTensor(tfjs.tidy(() => tfjs.sub(this, change))));
  }

  #convert(method: string, value: TensorLike): Tensor {
    const where = `Cannot ${method} to tf.Variable '${this.name}'`;
    const tensor = convertToTensor(where, value, this.dtype as DType);
    if (formatShape(tensor.shape) !== formatShape(this.shape)) {
      throw new TypeError(
        `${where}: expected shape ${formatShape(this.shape)}, received shape ${
          formatShape(tensor.shape)
        }`,
      );
    }
    return tensor;
  }
}

const repr = (variable: Variable): string =>
  variableRepr({
    name: variable.name,
    shape: variable.shape,
    dtype: variable.dtype,
    array: toNdArray(variable),
  });

Object.defineProperties(Variable.prototype, {
  [Symbol.toPrimitive]: {
    value(this: Variable, hint: string) {
      if (hint === "number" || (hint === "default" && this.size === 1)) {
        return toNdArray(this).item();
      }
      return repr(this);
    },
  },
  [typeNameSymbol]: { value: "tensorflow.python.ops.resource_variable_ops.ResourceVariable" },
});
displayable(Variable.prototype, {
  repr,
  str: (variable) => repr(variable),
  html: (variable) => arrayHtml(toNdArray(variable), repr(variable)),
});
