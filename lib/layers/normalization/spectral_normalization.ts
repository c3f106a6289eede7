/**
 * SpectralNormalization: the kernel of a layer is kept at spectral norm 1.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { integer, REQUIRED } from "../../configuration/rows.ts";
import { formatShape } from "../../errors/format.ts";
import { Variable } from "../../functions/variable.ts";
import { TruncatedNormal } from "../../initializers/mod.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { stopGradient } from "../../primitives/array/identity.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { divide } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { equal } from "../../primitives/math/comparison.ts";
import { where } from "../../primitives/math/where.ts";
import { reduceAll } from "../../primitives/reduction/reduce_logic.ts";
import { sizeOf } from "../../tensor/aval.ts";
import type { KerasTensor, SymbolicShape } from "../../tensor/keras_tensor.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally, internallyAll, state } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { InputSpec } from "../base/input_spec.ts";
import { layer, type LayerIdentifier } from "../base/layer_row.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { Wrapper } from "../core/wrapper.ts";
import { ofUnitLength } from "./unit_length.ts";

/** Options of {@linkcode SpectralNormalization}. */
export interface SpectralNormalizationOptions extends LayerOptions {
  /** Steps of the power iteration in each training call, >= 1; default 1. */
  powerIterations?: number | undefined;
}

/** Arguments of {@linkcode SpectralNormalization}. */
export interface SpectralNormalizationArguments extends SpectralNormalizationOptions {
  /** A layer with a `kernel`, or with `embeddings`, or its configuration. */
  layer: LayerIdentifier;
}

type Positional = ["layer", "powerIterations"];

const OPTIONS = [
  ["layer", layer(REQUIRED)],
  ["powerIterations", integer(1, { min: 1 })],
] as const satisfies RowsOf<SpectralNormalizationArguments, Positional>;

/** What Keras divides by at least, where it normalizes. */
const EPSILON = 1e-7;

/** A variable in its own type, whatever the layer computes in. */
function inFull(variable: Variable): Tensor {
  const { autocast } = state;
  state.autocast = undefined;
  try {
    return variable.take();
  } finally {
    state.autocast = autocast;
  }
}

/**
 * Keeps the kernel of a layer at spectral norm 1: each training call divides the kernel, as a matrix
 * with its last axis for columns, by its largest singular value `v W u^T`, which a power iteration
 * comes closer to from call to call, and then calls the layer. A kernel of zeros stays it.
 *
 * Input and output shapes are those of the layer; outputs have the type of the inputs, as in Keras.
 * State: that of the layer, and, not trained, `vectorU` of shape `(1, columns)`. Source: Miyato et
 * al., Spectral Normalization for Generative Adversarial Networks, 2018.
 *
 * @throws {TypeError} at the first call, if the layer has neither kernel nor embeddings.
 * @throws {RangeError} for less than one step.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const dense = new tf.keras.layers.Dense(1, { kernelInitializer: "ones" });
 * const layer = new tf.keras.layers.SpectralNormalization(dense);
 * layer([[1, 2, 3, 4]], { training: true });
 * assertAlmostEquals(Number(tf.norm(dense.kernel!)), 1, 1e-6);
 * ```
 */
export class SpectralNormalization extends Wrapper {
  static override readonly rows: Rows = OPTIONS;
  /** What is normalized, once built: the layer's kernel, or its embeddings. */
  kernel: Variable | undefined;
  /** The right singular vector that the iteration is at, of shape `(1, columns)`, once built. */
  vectorU: Variable | undefined;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args The layer, steps of the iteration, and by name what every layer takes. */
  constructor(...args: LayerArguments<SpectralNormalizationArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super({ ...base, layer: own.layer });
    this.#options = own;
  }

  protected override get callParameters(): readonly string[] {
    return ["training"];
  }

  override build(inputShape: SymbolicShape): void {
    super.build(inputShape);
    this.inputSpec = new InputSpec({ minNdim: 1, axes: { [-1]: inputShape.at(-1) ?? null } });
    // As a property it is the first of the wrapper's weights, as in Keras.
    this.kernel = this.#kernelInside();
    const { shape, dtype } = this.kernel;
    if (shape.length === 0) {
      throw new TypeError(
        `Cannot build ${this.label}: expected a kernel with axes, received shape ${
          formatShape(shape)
        }`,
      );
    }
    this.vectorU = this.addWeight("vector_u", {
      shape: [1, shape.at(-1)!],
      initializer: new TruncatedNormal({ stddev: 0.02 }),
      trainable: false,
      dtype,
    });
  }

  /** What Keras writes of it: the kernel, which the layer inside has too, and the vector. @internal */
  get fileVariables(): readonly Variable[] {
    return [this.kernel, this.vectorU].filter((it) => it !== undefined);
  }

  #kernelInside(): Variable {
    const { kernel, embeddings } = this.layer as { kernel?: unknown; embeddings?: unknown };
    const found = kernel ?? embeddings;
    if (found instanceof Variable) return found;
    throw new TypeError(
      `Cannot build ${this.label}: expected a layer with a kernel or embeddings, received ${this.layer.label}, which has neither`,
    );
  }

  /** The vector after the iteration, and the kernel divided by the largest singular value. */
  normalizedWeights(): readonly [vectorU: Tensor, kernel: Tensor] {
    return internallyAll(() => {
      const kernel = stopGradient(inFull(this.kernel!));
      const columns = kernel.shape.at(-1)!;
      const weights = reshape(kernel, [sizeOf(kernel.shape) / columns, columns]);
      const before = inFull(this.vectorU!);
      const unit = (x: Tensor) => ofUnitLength(x, [0, 1], EPSILON);
      let u = before;
      let v = u;
      for (let i = 0; i < this.#options.powerIterations; i++) {
        v = unit(matmul(u, weights, false, true));
        u = unit(matmul(v, weights));
      }
      const sigma = matmul(matmul(v, weights), u, false, true);
      const isZero = reduceAll(
        equal(kernel, scalar(0, kernel.dtype)),
        kernel.shape.map((_, i) => i),
      );
      const divisor = where(isZero, scalar(1, kernel.dtype), reshape(sigma, []));
      return [where(isZero, before, u), divide(kernel, divisor)] as const;
    });
  }

  override call(inputs: Tensor, { training }: CallOptions): Tensor {
    if (training) {
      const [vectorU, kernel] = this.normalizedWeights();
      this.vectorU!.assign(vectorU);
      this.kernel!.assign(kernel);
    }
    return internally(() => cast(this.layer(inputs), inputs.dtype));
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return this.layer.computeOutputShape(inputShape) as SymbolicShape;
  }

  protected override outputDtype(inputs: KerasTensor): KerasTensor["dtype"] {
    return inputs.dtype;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
