/**
 * `tf.function`: runs a function once to record its graph, and the graph from then on.
 *
 * @module
 */
import { atCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { warnOnce } from "../errors/warn.ts";
import { type Arguments, bind } from "../ops/bind.ts";
import { Callable } from "../objects/callable.ts";
import { type Aval, formatAval } from "../tensor/aval.ts";
import { state } from "../tensor/state.ts";
import { Tensor } from "../tensor/tensor.ts";
import { checkBoolean } from "./arguments.ts";
import { ConcreteFunction } from "./concrete_function.ts";
import { pack, structureKey } from "./nest.ts";
import {
  type ArgumentSpec,
  checkSignature,
  fitSignature,
  takeApart,
  type TakenApart,
} from "./signature.ts";

/** Options of {@linkcode function_}; those that are taken and change nothing say so. */
export interface FunctionOptions {
  /** What each argument has to be: tensors, which anything is converted to; default: anything. */
  inputSignature?: readonly ArgumentSpec[] | null;
  /** Changes nothing: JavaScript's own `if` and `while` are never part of a graph; use `tf.cond`. */
  autograph?: boolean;
  /** Changes nothing: every graph is compiled. */
  jitCompile?: boolean | null;
  /** Whether numbers among the arguments count as tensors, so that a new one traces nothing. */
  reduceRetracing?: boolean;
  /** Changes nothing. */
  experimentalImplements?: string | null;
  /** Changes nothing. */
  experimentalAutographOptions?: unknown;
  /** Changes nothing. */
  experimentalAttributes?: unknown;
  /** Older name of `reduceRetracing`. */
  experimentalRelaxShapes?: boolean | null;
  /** Older name of `jitCompile`. */
  experimentalCompile?: boolean | null;
  /** Changes nothing. */
  experimentalFollowTypeHints?: boolean | null;
  /** Name in messages; default: that of the function. */
  name?: string | null;
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

let functions = 0;

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
  readonly #signature: readonly ArgumentSpec[] | undefined;
  readonly #label: string;
  readonly #where: string;
  readonly #numbersAreTensors: boolean;
  readonly #traces = new Map<string, ConcreteFunction>();
  readonly #id = functions++;
  #last: { avals: readonly Aval[]; concrete: ConcreteFunction } | undefined;
  #count = 0;

  /**
   * Makes a function that has not been traced.
   *
   * @throws {TypeError} if `run` is no synchronous function.
   */
  constructor(run: (...args: Args) => Result, options: FunctionOptions = {}) {
    super();
    const where = "tf.function";
    if (typeof run !== "function") {
      throw new TypeError(`${where}: expected a function, received ${formatValue(run)}`);
    }
    const kind = Object.prototype.toString.call(run);
    if (kind.includes("Async") || kind.includes("Generator")) {
      throw new TypeError(
        `${where}: expected a synchronous function, received ${formatValue(run)}, which is ${
          kind.slice(8, -1)
        }`,
      );
    }
    const { inputSignature, name, reduceRetracing, experimentalRelaxShapes } = options;
    checkBoolean(where, "autograph", options.autograph ?? true);
    checkBoolean(where, "jitCompile", options.jitCompile ?? options.experimentalCompile ?? true);
    this.#numbersAreTensors = checkBoolean(
      where,
      "reduceRetracing",
      reduceRetracing ?? experimentalRelaxShapes ?? false,
    );
    this.#run = run;
    this.#label = name ?? (run.name === "" || run.name === undefined ? "anonymous" : run.name);
    this.#where = `${where} '${this.#label}'`;
    this.#signature = inputSignature === undefined || inputSignature === null
      ? undefined
      : checkSignature(this.#where, inputSignature);
  }

  /** Runs the graph of the arguments' signature. */
  protected override invoke(...args: Args): Result {
    try {
      return this.#invoke(args);
    } catch (error) {
      throw atCaller(error, this);
    }
  }

  #invoke(args: Args): Result {
    const last = this.#last;
    if (last !== undefined && hasAvals(args, last.avals)) {
      return last.concrete.run(args as Tensor[]) as Result;
    }
    const parts = this.#takeApart(args);
    const concrete = this.#trace(parts);
    const isPlain = args.every((arg) => arg instanceof Tensor) && !concrete.isInner;
    this.#last = isPlain ? { avals: parts.avals, concrete } : undefined;
    return concrete.run(tensorsOf(this.#where, parts)) as Result;
  }

  #takeApart(args: readonly unknown[]): TakenApart {
    return this.#signature === undefined
      ? takeApart(this.#where, args, this.#numbersAreTensors)
      : fitSignature(this.#where, args, this.#signature);
  }

  #trace({ structure, avals }: TakenApart): ConcreteFunction {
    const key = keyOf({ structure, avals });
    let concrete = this.#traces.get(key);
    if (concrete === undefined) {
      const signature = `${this.#id} ${key}`;
      this.#checkNotUnderWay(signature);
      const make = (mayCreate: boolean) => {
        const run = (standIns: readonly Tensor[]) =>
          this.#run(...pack(structure, standIns) as Args);
        const accept = (args: readonly unknown[]) => this.#accept(key, args);
        const name = this.#label;
        const made = new ConcreteFunction({ name, run, avals, mayCreate, signature, accept });
        this.#count++;
        return made;
      };
      concrete = make(this.#count === 0);
      // A variable that the function makes anew each time would be one for all calls: another trace
      // shows whether it does.
      if (concrete.hasCreated) concrete = make(false);
      this.#warn();
      if (concrete.isInner) return concrete;
      if (this.#traces.size >= MOST_TRACES) this.#traces.delete(this.#traces.keys().next().value!);
    } else this.#traces.delete(key);
    // The traces lie in the order of their last use.
    this.#traces.set(key, concrete);
    return concrete;
  }

  /** The tensors among arguments that have the signature of one of the traces. */
  #accept(key: string, args: readonly unknown[]): readonly Tensor[] {
    const parts = this.#takeApart(args);
    if (keyOf(parts) === key) return tensorsOf(this.#where, parts);
    throw new TypeError(
      `${this.#where}: expected arguments of the signature that the graph was traced for, received others: ${
        parts.avals.map(formatAval).join(", ") || "no tensors"
      }`,
    );
  }

  /** Throws if the function calls itself while it is traced, which would have no end. */
  #checkNotUnderWay(signature: string): void {
    for (let trace = state.trace; trace !== undefined; trace = trace.parent) {
      if (trace.signature !== signature) continue;
      throw new TypeError(
        `${this.#where}: expected a function that does not call itself with arguments of the same shapes, as its graph would have no end; use tf.whileLoop`,
      );
    }
  }

  #warn(): void {
    if (this.#count !== MANY_TRACES || this.#signature !== undefined) return;
    warnOnce(
      `${this.#where} was traced ${MANY_TRACES} times. Each new shape, and each new number or text among its arguments, takes a trace of milliseconds; give numbers as tensors or with { reduceRetracing: true }, and pad or batch inputs to few shapes.`,
    );
  }

  /**
   * The graph for the signature of these arguments, or of `tf.TensorSpec` objects in their place, or
   * of the `inputSignature`; `toOnnx(path)` writes it.
   *
   * @throws {TypeError} if the function cannot be traced.
   */
  getConcreteFunction(...args: unknown[]): ConcreteFunction {
    try {
      const isGiven = args.length > 0 || this.#signature === undefined;
      return this.#trace(this.#takeApart(isGiven ? args : this.#signature!));
    } catch (error) {
      throw atCaller(error, TracedFunction.prototype.getConcreteFunction);
    }
  }

  /** The function it was made of. */
  get pythonFunction(): (...args: Args) => Result {
    return this.#run;
  }

  /** How often the function was traced. */
  experimentalGetTracingCount(): number {
    return this.#count;
  }
}

/** A text that is equal for arguments that have one trace. */
function keyOf({ structure, avals }: Pick<TakenApart, "structure" | "avals">): string {
  return `${structureKey(structure)} ${avals.map(({ id }) => id).join()}`;
}

/** The tensors among arguments, none of which may be a mere description. */
function tensorsOf(where: string, { leaves }: TakenApart): readonly Tensor[] {
  const odd = leaves.find((it) => !(it instanceof Tensor));
  if (odd === undefined) return leaves as readonly Tensor[];
  throw new TypeError(`${where}: expected tensors, received ${odd}, which has no values`);
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

/** Arguments of {@linkcode function_}. */
export interface FunctionArguments extends FunctionOptions {
  /** What is traced; without it, the result takes it. */
  func?: ((...args: never[]) => unknown) | null;
}

/** Order of the arguments of `tf.function`. */
export type Names = [
  "func",
  "inputSignature",
  "autograph",
  "jitCompile",
  "reduceRetracing",
  "experimentalImplements",
  "experimentalAutographOptions",
  "experimentalAttributes",
  "experimentalRelaxShapes",
  "experimentalCompile",
  "experimentalFollowTypeHints",
  "name",
];

/** Order of those after the function. */
export type Rest = Names extends [unknown, ...infer Others extends (keyof FunctionOptions)[]]
  ? Others
  : never;

/** Type of {@linkcode function_}. */
export interface MakeFunction {
  /** Makes a traced function of a function. */
  <Args extends unknown[], Result>(
    func: (...args: Args) => Result,
    ...options: Arguments<FunctionOptions, Rest>
  ): TracedFunction<Args, Result>;
  /** The same, with the function by its name. */
  <Args extends unknown[], Result>(
    options: FunctionOptions & { func: (...args: Args) => Result },
  ): TracedFunction<Args, Result>;
  /** Makes what makes a traced function of a function. */
  (options: FunctionOptions): <Args extends unknown[], Result>(
    func: (...args: Args) => Result,
  ) => TracedFunction<Args, Result>;
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
export const function_: MakeFunction = bind<FunctionArguments, Names, unknown>(
  "tf.function",
  [
    "func",
    "inputSignature",
    "autograph",
    "jitCompile",
    "reduceRetracing",
    "experimentalImplements",
    "experimentalAutographOptions",
    "experimentalAttributes",
    "experimentalRelaxShapes",
    "experimentalCompile",
    "experimentalFollowTypeHints",
    "name",
  ],
  0,
  (func, inputSignature, autograph, jitCompile, reduceRetracing, ...rest) => {
    const [, , , experimentalRelaxShapes, experimentalCompile, , name] = rest;
    const options = Object.fromEntries(
      Object.entries({
        inputSignature,
        autograph,
        jitCompile,
        reduceRetracing,
        experimentalRelaxShapes,
        experimentalCompile,
        name,
      }).filter(([, value]) => value !== undefined),
    ) as FunctionOptions;
    const make = (run: (...args: never[]) => unknown) => new TracedFunction(run, options);
    return func === undefined || func === null ? make : make(func);
  },
) as MakeFunction;
