/**
 * `tf.function`: runs a function once to record its graph, and the graph from then on.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { NdArray } from "../display/ndarray.ts";
import { atCaller } from "../errors/caller.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { warnOnce } from "../errors/warn.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { Callable } from "../objects/callable.ts";
import type { Aval } from "../tensor/aval.ts";
import { Tensor } from "../tensor/tensor.ts";
import { ConcreteFunction } from "./concrete_function.ts";
import { flatten, pack, type Structure, structureKey } from "./nest.ts";

/** What a tensor among the arguments has to be. */
export interface TensorSpec {
  /** Dimensions; `null` for any. */
  readonly shape: readonly (number | null)[];
  /** Element type; default float32. */
  readonly dtype?: DType;
}

/** Options of {@linkcode function_}. */
export interface FunctionOptions {
  /** What each tensor among the arguments has to be; default: anything, traced as it comes. */
  inputSignature?: readonly TensorSpec[];
  /** Name in messages; default: that of the function. */
  name?: string;
  /** Whether numbers among the arguments count as tensors, so that a new one traces nothing. */
  reduceRetracing?: boolean;
}

/** A traced function is called like the function it was made of. */
export interface TracedFunction<Args extends unknown[], Result> {
  /** Runs the graph of the arguments' signature, tracing it first where there is none. */
  (...args: Args): Result;
}

/** Traces of one function that are kept; the one not used for longest goes first. */
const MOST_TRACES = 256;

/** Traces from which on a function is said to trace too often. */
const MANY_TRACES = 6;

/**
 * A function whose graph is recorded once for each signature: shapes and dtypes of the tensors (also
 * typed arrays and host arrays) among its arguments, values of numbers and texts, identity of other
 * objects.
 *
 * Variables are read at each call and may be created on the first one only. Random operations draw
 * afresh at each call, from the same streams as outside. What else the function does, such as
 * printing, happens while it is traced only. Reading the values of an argument, a variable, a draw
 * or a result while it is traced is an error: they have none.
 */
export class TracedFunction<Args extends unknown[], Result> extends Callable<Args, Result> {
  readonly #run: (...args: Args) => Result;
  readonly #signature: readonly TensorSpec[] | undefined;
  readonly #label: string;
  readonly #numbersAreTensors: boolean;
  readonly #traces = new Map<string, ConcreteFunction>();
  #last: { avals: readonly Aval[]; concrete: ConcreteFunction } | undefined;
  #count = 0;

  /** Makes a function that has not been traced. */
  constructor(run: (...args: Args) => Result, options: FunctionOptions = {}) {
    super();
    if (typeof run !== "function") {
      throw new TypeError(`tf.function: expected a function, received ${formatValue(run)}`);
    }
    const { inputSignature, name, reduceRetracing = false } = options;
    this.#run = run;
    this.#signature = inputSignature;
    this.#numbersAreTensors = reduceRetracing || inputSignature !== undefined;
    this.#label = name ?? (run.name === "" ? "anonymous" : run.name);
  }

  /** Runs the graph of the arguments' signature. */
  protected override invoke(...args: Args): Result {
    try {
      return this.#invoke(args);
    } catch (error) {
      throw atCaller(error, this as unknown as (...args: never[]) => unknown);
    }
  }

  #invoke(args: Args): Result {
    const last = this.#last;
    if (last !== undefined && hasAvals(args, last.avals)) {
      return last.concrete.call(args as unknown as Tensor[]) as Result;
    }
    const { leaves, structure } = this.#takeApart(args);
    const concrete = this.#trace(leaves, structure);
    const isPlain = args.every((arg) => arg instanceof Tensor);
    this.#last = isPlain ? { avals: leaves.map(({ aval }) => aval), concrete } : undefined;
    return concrete.call(leaves) as Result;
  }

  #takeApart(args: Args): { leaves: Tensor[]; structure: Structure } {
    const where = `tf.function '${this.#label}'`;
    const parts = flatten(args, (it) => {
      if (it instanceof Tensor) return it;
      const isArray = it instanceof NdArray ||
        (ArrayBuffer.isView(it) && !(it instanceof DataView));
      const isNumber = this.#numbersAreTensors && typeof it === "number";
      if (!isArray && !isNumber) return undefined;
      return asTensor(where, it as NdArray | number);
    });
    this.#check(parts.leaves);
    return parts;
  }

  #check(tensors: readonly Tensor[]): void {
    const signature = this.#signature;
    if (!signature) return;
    const fits = (tensor: Tensor, { shape, dtype = "float32" }: TensorSpec) =>
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

  #trace(leaves: readonly Tensor[], structure: Structure): ConcreteFunction {
    const key = `${structureKey(structure)} ${leaves.map(({ aval }) => aval.id).join()}`;
    let concrete = this.#traces.get(key);
    if (concrete === undefined) {
      const run = (standIns: readonly Tensor[]) => this.#run(...pack(structure, standIns) as Args);
      const isFirst = this.#count === 0;
      concrete = new ConcreteFunction(this.#label, run, leaves.map(({ aval }) => aval), isFirst);
      this.#count++;
      this.#warn();
      if (this.#traces.size >= MOST_TRACES) this.#traces.delete(this.#traces.keys().next().value!);
    } else this.#traces.delete(key);
    // The traces lie in the order of their last use.
    this.#traces.set(key, concrete);
    return concrete;
  }

  #warn(): void {
    if (this.#count !== MANY_TRACES || this.#signature !== undefined) return;
    warnOnce(
      `tf.function '${this.#label}' was traced ${MANY_TRACES} times. Each new shape, and each new number or text among its arguments, takes a trace of milliseconds; give numbers as tensors or with { reduceRetracing: true }, and pad or batch inputs to few shapes.`,
    );
  }

  /**
   * The graph for the signature of these arguments; `toOnnx(path)` writes it.
   *
   * @throws {TypeError} if the function cannot be traced.
   */
  getConcreteFunction(...args: Args): ConcreteFunction {
    const { leaves, structure } = this.#takeApart(args);
    return this.#trace(leaves, structure);
  }

  /** How often the function was traced. */
  experimentalGetTracingCount(): number {
    return this.#count;
  }
}

/** Whether arguments are tensors of these shapes and dtypes. */
function hasAvals(args: readonly unknown[], avals: readonly Aval[]): boolean {
  if (args.length !== avals.length) return false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (!(arg instanceof Tensor) || arg.aval !== avals[i]) return false;
  }
  return true;
}

/**
 * Makes a traced function of a function; exported as `tf.function`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const w = new tf.Variable([[2]]);
 * const double = tf.function((x: tf.Tensor) => tf.matmul(x, w));
 * const x = tf.constant([[3]]);
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
