/**
 * TensorFlow's `tf.function`: a function that is run once for each signature and whose graph is run
 * from then on.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { UntraceableError } from "../engine/fallback.ts";
import { currentBackend, isTracing } from "../engine/tracing.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { Callable } from "./callable.ts";
import { ConcreteFunction, isTapeRecording } from "./concrete_function.ts";
import { putTogether, skeletonKey, takeApart } from "./structure.ts";
import type { DType } from "./tensor.ts";

/** What a traced function accepts for an argument. */
export interface TensorSpec {
  /** Dimensions; `null` for any length. */
  shape: readonly (number | null)[];
  /** Element type; default float32. */
  dtype?: DType;
}

/** Options of {@linkcode function_}. */
export interface FunctionOptions {
  /** What each tensor among the arguments has to be; default: anything, traced as it comes. */
  inputSignature?: readonly TensorSpec[];
  /** Name in messages; default: that of the function. */
  name?: string;
}

/** A traced function is called like the function it was made of. */
export interface TracedFunction<Args extends unknown[], Result> {
  /** Runs the graph of the arguments' signature, tracing it first where there is none. */
  (...args: Args): Result;
}

/**
 * A function whose graph is recorded once for each signature: shapes and types of the tensors among
 * its arguments, values of numbers and texts, identity of other objects.
 *
 * Variables are read at each call and may be created on the first one only. Random operations draw
 * afresh at each call, from the same streams as outside. What else the function does, such as
 * printing, happens while it is traced only. While a gradient tape records, it runs as it is.
 */
export class TracedFunction<Args extends unknown[], Result> extends Callable<Args, Result> {
  readonly #run: (...args: Args) => Result;
  readonly #signature: readonly TensorSpec[] | undefined;
  readonly #label: string;
  readonly #traces = new Map<string, ConcreteFunction>();
  /** The kernel that keeps the function from being a graph, once one was met. */
  #untraceable: UntraceableError | undefined;
  #count = 0;

  /** Makes a function that has not been traced. */
  constructor(run: (...args: Args) => Result, { inputSignature, name }: FunctionOptions = {}) {
    super();
    if (typeof run !== "function") {
      throw new TypeError(`tf.function: expected a function, received ${formatValue(run)}`);
    }
    this.#run = run;
    this.#signature = inputSignature;
    this.#label = name ?? (run.name === "" ? "anonymous" : run.name);
  }

  /** Runs the graph of the arguments' signature. */
  protected override invoke(...args: Args): Result {
    const { tensors } = takeApart(args);
    this.#check(tensors);
    if (isTracing() || isTapeRecording() || this.#untraceable || !currentBackend()) {
      return this.#run(...args);
    }
    try {
      return this.#trace(args).call(tensors) as Result;
    } catch (error) {
      if (!(error instanceof UntraceableError)) throw error;
      this.#untraceable = error;
      return this.#run(...args);
    }
  }

  #check(tensors: readonly tfjs.Tensor[]): void {
    const signature = this.#signature;
    if (!signature) return;
    const fits = (tensor: tfjs.Tensor, { shape, dtype = "float32" }: TensorSpec) =>
      tensor.dtype === dtype && tensor.shape.length === shape.length &&
      shape.every((dim, axis) => dim === null || dim === tensor.shape[axis]);
    if (tensors.length === signature.length && tensors.every((it, i) => fits(it, signature[i]!))) {
      return;
    }
    const words = (shape: readonly (number | null)[], dtype = "float32") =>
      `${formatShape(shape)} ${dtype}`;
    throw new TypeError(
      `tf.function '${this.#label}': expected tensors ${
        signature.map(({ shape, dtype }) => words(shape, dtype)).join(", ")
      } as its inputSignature says, received ${
        tensors.map(({ shape, dtype }) => words(shape, dtype)).join(", ") || "none"
      }`,
    );
  }

  #trace(args: Args): ConcreteFunction {
    const { tensors, skeleton } = takeApart(args);
    const backend = currentBackend();
    if (!backend) {
      throw new TypeError(
        `tf.function '${this.#label}': expected a device that makes graphs, received ${
          formatValue(tfjs.getBackend())
        }, which runs functions as they are; choose another with tf.device("cpu", ...)`,
      );
    }
    const shapes = tensors.map(({ shape, dtype }) => `${dtype}[${shape}]`);
    const key = `${tfjs.getBackend()} ${skeletonKey(skeleton)} ${shapes.join()}`;
    let concrete = this.#traces.get(key);
    if (!concrete) {
      const run = (standIns: tfjs.Tensor[]) =>
        this.#run(...putTogether(skeleton, standIns) as Args);
      const first = this.#count++ === 0;
      concrete = new ConcreteFunction(backend, this.#label, run, tensors, first);
      this.#traces.set(key, concrete);
    }
    return concrete;
  }

  /**
   * The graph for the signature of these arguments; `toOnnx(path)` writes it.
   *
   * @throws {TypeError} if a kernel of the function cannot be part of a graph.
   */
  getConcreteFunction(...args: Args): ConcreteFunction {
    this.#check(takeApart(args).tensors);
    if (this.#untraceable) throw this.#untraceable;
    return this.#trace(args);
  }

  /** How often the function was traced. */
  experimentalGetTracingCount(): number {
    return this.#count;
  }
}

/**
 * Makes a traced function of a function; exported as `tf.function`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const w = new tf.Variable([[2]], { dtype: "float32" });
 * const double = tf.function((x: tf.Tensor) => tf.matmul(x, w));
 * const x = tf.constant([[3]], { dtype: "float32" });
 * assertEquals(double(x).numpy().toArray(), [[6]]);
 * w.assign([[10]]);
 * assertEquals(double(x).numpy().toArray(), [[30]]);
 * assertEquals(double.experimentalGetTracingCount(), 1);
 * ```
 */
export function function_<Args extends unknown[], Result>(
  run: (...args: Args) => Result,
  options: FunctionOptions = {},
): TracedFunction<Args, Result> {
  return new TracedFunction(run, options);
}
