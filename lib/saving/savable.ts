/**
 * What models have for files: weights, whole models, configurations as JSON. Models extend it.
 *
 * @module
 */
import { serializeObject } from "../configuration/serialization.ts";
import type { PyList } from "../display/python_collections.ts";
import { beginAtCaller } from "../errors/caller.ts";
import type { FilePath } from "../io/files.ts";
import type { Arguments } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Trainer } from "../training/trainer.ts";
import { saveTo } from "./save_to.ts";
import { loadModelWeights, type ModelWeightsOptions, saveModelWeights } from "./weights.ts";

/** Arguments of `model.save`. */
export interface SaveArguments {
  /** Where to, a name in `.keras`. */
  filepath: FilePath;
  /** Whether an existing file is replaced; default `true`. */
  overwrite?: boolean | undefined;
  /** Whether it is one file; a folder cannot be written; default `null`: one file. */
  zipped?: boolean | null | undefined;
}

/** The part of a model that goes to files and comes from them. */
export abstract class Savable<Inputs = Tensor, Outputs = Tensor> extends Trainer<Inputs, Outputs> {
  /**
   * Saves the whole model as Keras 3 does, to a name in `.keras`: its configuration, its weights, the
   * vocabularies of its layers, what it was compiled with and the optimizer's variables; not how far
   * metrics and random numbers had got. The file is replaced as a whole or not at all.
   *
   * `tf.keras.models.loadModel` of Python and of Kerasaur load it. Classes of one's own are saved by
   * name: register them with `tf.keras.saving.registerKerasSerializable`.
   *
   * @throws {TypeError} if the model was never called, or a part of it has no configuration.
   * @throws {RangeError} if the name ends otherwise, or `overwrite: false` and there is such a file.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const path = `${Deno.makeTempDirSync()}/net.keras`;
   * const net = new tf.keras.Sequential([tf.keras.Input([3]), new tf.keras.layers.Dense(2)]);
   * net.save(path);
   * const copy = tf.keras.models.loadModel(path);
   * assertEquals(String(copy(tf.ones([1, 3]))), String(net(tf.ones([1, 3]))));
   * ```
   */
  save(...args: Arguments<SaveArguments, ["filepath", "overwrite", "zipped"]>): void {
    void this.weights;
    saveTo(`${this.label}.save`, this as never, args);
  }

  /**
   * Saves the weights: to a name in `.weights.h5` in Keras 3's layout, to another in `.h5` in tf.keras
   * 2's, to one in `.npz` as NumPy arrays by name. A file is replaced as a whole or not at all.
   *
   * @throws {TypeError | RangeError} if the model was never called, the name ends otherwise or names collide.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const path = `${Deno.makeTempDirSync()}/net.weights.h5`;
   * const make = () => new tf.keras.Sequential([tf.keras.Input([3]), new tf.keras.layers.Dense(2)]);
   * const [net, net2] = [make(), make()];
   * net.saveWeights(path);
   * net2.loadWeights(path);
   * assertEquals(String(net2(tf.ones([1, 3]))), String(net(tf.ones([1, 3]))));
   * ```
   */
  saveWeights(...args: ModelWeightsOptions["save"]): void {
    void this.weights;
    saveModelWeights(this, args);
  }

  /**
   * Loads weights from a `.h5` file of Keras or Kerasaur (of weights or a whole model), a `.npz` or a `.safetensors` file,
   * into a built model: by the order of layers or, in Keras 3's layout, by their places; all or none.
   *
   * @throws {TypeError} if the model is not built, or numbers of layers or weights, or shapes, differ.
   * @throws {SyntaxError | RangeError} if the file breaks the format; the text names the offset.
   */
  loadWeights(filepath: FilePath): void;
  /** The same with options; gives the names of the weights that were left as they are. */
  loadWeights(...args: ModelWeightsOptions["load"]): PyList<string>;
  loadWeights(...args: unknown[]): PyList<string> | void {
    void this.weights;
    return loadModelWeights(this, args);
  }

  /** The configuration as JSON, which `tf.keras.models.modelFromJson` makes a model of. */
  toJson(): string {
    return JSON.stringify(this.toJSON());
  }

  /** What `JSON.stringify` writes: the configuration with the class. */
  toJSON(): unknown {
    return serializeObject(`${this.label}.toJson`, this);
  }
}

beginAtCaller(Savable.prototype, ["loadWeights", "save", "saveWeights", "toJson"]);
