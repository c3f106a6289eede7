/**
 * Models: layers made of layers. A subclass assigns layers to its properties and calls them in
 * `call`; its weights are those of the layers, in the order of assignment.
 *
 * @module
 */
import { trapPythonNames } from "../objects/python_names.ts";
import { list, type PyList } from "../display/python_collections.ts";
import type { DType } from "../arrays/dtypes.ts";
import { fromCaller } from "../errors/caller.ts";
import { checkBoolean, checkInteger, checkShape } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import type { FilePath } from "../io/files.ts";
import {
  loadWeights,
  type LoadWeightsOptions,
  type ModelWeights,
  saveWeights,
} from "../io/weights_file.ts";
import { type CallOptions, Layer } from "../layers/base/layer.ts";
import { withoutNameScope } from "../objects/naming.ts";
import type { TensorLike } from "../tensor/like.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import type { OwnedVariable } from "../layers/base/weights.ts";
import { fill } from "../primitives/array/fill.ts";
import type { Shape } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Variable } from "../functions/variable.ts";

/** Any layer, whatever it takes and gives. */
export type AnyLayer = Layer<never, unknown>;

/** Options every model takes. */
export interface ModelOptions {
  /** Whether training changes its weights; default `true`. */
  trainable?: boolean | undefined;
  /** Element type that inputs of floats are converted to; default float32. */
  dtype?: DType | undefined;
  /** Name; default: the class's name in snake_case, counted. */
  name?: string | null | undefined;
}

/** Arguments of {@linkcode Model.getLayer}, of which one is given. */
export interface GetLayerArguments {
  /** Name of the layer; a number counts as `index`. */
  name?: string | number | null | undefined;
  /** Place of the layer, from 0. */
  index?: number | null | undefined;
}

/** Arguments of {@linkcode Model.saveWeights}. */
export interface SaveWeightsArguments {
  /** Where to. */
  filepath: FilePath;
  /** Whether an existing file is replaced; default `true`. */
  overwrite?: boolean | undefined;
}

/** Arguments of {@linkcode Model.loadWeights}. */
export interface LoadWeightsArguments extends LoadWeightsOptions {
  /** Where from. */
  filepath: FilePath;
}

/**
 * A model. Own models override {@linkcode Model.call}.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Linear extends tf.keras.Model {
 *   d1 = new tf.keras.layers.Dense(10);
 *   d2 = new tf.keras.layers.Dense(1);
 *   override call(x: tf.Tensor) {
 *     return this.d2(this.d1(x));
 *   }
 * }
 * const net = new Linear();
 * net(tf.zeros([2, 20]));
 * assertEquals(net.weights.map(({ shape }) => shape), [[20, 10], [10], [10, 1], [1]]);
 * ```
 */
export class Model<Inputs = Tensor, Outputs = Tensor> extends Layer<Inputs, Outputs> {
  /** @param options Name and trainability. */
  constructor(options: ModelOptions = {}) {
    const { where, names } = { where: new.target.name, names: ["trainable", "dtype", "name"] };
    fromCaller(
      new.target,
      () => bindArguments({ where, names, required: 0, positional: 0 }, [options]),
    );
    super(options);
  }

  /** The layers directly inside, in the order in which they were assigned. */
  get layers(): PyList<AnyLayer> {
    return list(...this.sublayers);
  }

  /**
   * The layer of a name or at an index: `getLayer("dense")`, `getLayer({ index: 0 })`.
   *
   * @throws {RangeError} if there is none.
   */
  getLayer(...args: Arguments<GetLayerArguments, ["name", "index"]>): AnyLayer {
    const { layers } = this;
    const where = `${this.label}.getLayer`;
    const [first, second] = bindArguments(
      { where, names: ["name", "index"], required: 0 },
      args,
    );
    const place = second ?? (typeof first === "number" ? first : undefined);
    if (place !== undefined) {
      return layers[checkInteger(where, "index", place, { min: 0, max: layers.length - 1 })]!;
    }
    const found = layers.find(({ name }) => name === first);
    if (found) return found;
    throw new RangeError(
      `${where}: expected the name of a layer, received ${formatValue(first)}; ${
        suggestName(String(first), layers.map(({ name }) => name))
      }`,
    );
  }

  /**
   * Creates the weights without data: runs the model on zeros of this shape. Dimensions that are
   * not known, such as the batch, are `null`.
   */
  override build(inputShape: readonly (number | null)[]): void {
    const shape = checkShape(`Cannot build ${this.label}`, inputShape.map((dim) => dim ?? 1));
    const zeros = fill(0, { dtype: this.dtype, shape });
    withoutNameScope(() => void this.call(zeros as Inputs & Tensor, {}));
  }

  /** The layers inside build themselves when they are called; an own `build` runs before. */
  protected override ensureBuilt(inputShape: Shape): void {
    if (this.constructor.prototype.build !== Model.prototype.build) super.ensureBuilt(inputShape);
  }

  protected override invoke(inputs: Inputs | TensorLike, options: CallOptions = {}): Outputs {
    const outputs = super.invoke(inputs, options);
    this.markBuilt();
    return outputs;
  }

  protected override inOrder(own: OwnedVariable[], inner: OwnedVariable[]): OwnedVariable[] {
    return [...inner, ...own];
  }

  /** Throws unless the weights exist. */
  #checkBuilt(): void {
    if (this.built) return;
    throw new TypeError(
      `Cannot read the weights of ${this.label}: they are created when the model is first called; call it on inputs or call build(inputShape)`,
    );
  }

  override get trainableWeights(): PyList<Variable> {
    this.#checkBuilt();
    return super.trainableWeights;
  }

  override get nonTrainableWeights(): PyList<Variable> {
    this.#checkBuilt();
    return super.nonTrainableWeights;
  }

  override get weights(): PyList<Variable> {
    this.#checkBuilt();
    return super.weights;
  }

  /** The weights as files have them: layer by layer, then the model's own. */
  #weightsByLayer(): ModelWeights {
    this.#checkBuilt();
    const layers = this.sublayers.map(({ name, weights }) => ({ name, weights }));
    const own = new Set(this.ownVariables.map(({ variable }) => variable));
    return { label: this.label, layers, own: this.weights.filter((it) => own.has(it)) };
  }

  /**
   * Saves the weights: to a name in `.h5` in the layout of tf.keras 2, which Keras and h5py read,
   * to one in `.npz` as NumPy arrays by name. An existing file is replaced as a whole or not at all.
   *
   * @throws {TypeError} if the weights do not exist, as the model was never called.
   * @throws {RangeError} if the name ends otherwise, or names of weights collide.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const net = new tf.keras.Sequential([new tf.keras.layers.Dense(2)]);
   * const Y = net(tf.ones([1, 3]));
   * const path = `${Deno.makeTempDirSync()}/net.h5`;
   * net.saveWeights(path);
   *
   * const net2 = new tf.keras.Sequential([new tf.keras.layers.Dense(2)]);
   * net2(tf.ones([1, 3]));
   * net2.loadWeights(path);
   * assertEquals(String(net2(tf.ones([1, 3]))), String(Y));
   * ```
   */
  saveWeights(...args: Arguments<SaveWeightsArguments, ["filepath", "overwrite"]>): void {
    const where = `${this.label}.saveWeights`;
    const signature = { where, names: ["filepath", "overwrite"], required: 1 };
    const [path, overwrite = true] = bindArguments(signature, args);
    const mayReplace = checkBoolean(where, "overwrite", overwrite);
    saveWeights(this.#weightsByLayer(), path as FilePath, mayReplace);
  }

  /**
   * Loads weights from a `.h5` file that Keras or Kerasaur wrote (of weights or of a whole model), or
   * from a `.npz` file. The model has to be built, by a call or by `build`. Layers with weights are
   * matched by their order, as in tf.keras 2. Either everything is loaded or, at an error, nothing.
   *
   * @throws {TypeError} if the model is not built, or numbers of layers or weights, or shapes, differ.
   * @throws {SyntaxError} if the file breaks the format; the text names the offset.
   * @throws {RangeError} if places and sizes in the file do not fit it.
   */
  loadWeights(filepath: FilePath): void;
  /** The same with options; gives the names of the weights that were left as they are. */
  loadWeights(
    ...args: Arguments<LoadWeightsArguments, ["filepath", "skipMismatch", "byName"]>
  ): PyList<string>;
  loadWeights(...args: unknown[]): PyList<string> | void {
    const where = `${this.label}.loadWeights`;
    const signature = { where, names: ["filepath", "skipMismatch", "byName"], required: 1 };
    const [path, skipMismatch, byName] = bindArguments(signature, args);
    const left = loadWeights(this.#weightsByLayer(), path as FilePath, {
      skipMismatch: checkBoolean(where, "skipMismatch", skipMismatch ?? false),
      byName: checkBoolean(where, "byName", byName ?? false),
    });
    if (skipMismatch !== undefined || byName !== undefined) return list(...left);
  }
}

trapPythonNames(Model);
