/**
 * The base of metrics: numbers that are kept up to date over batches. An instance is called like a
 * function, as in Keras: `metric(yTrue, yPred)` takes a batch in and gives the result so far.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { optionsOf, type Rows } from "../configuration/options.ts";
import type { CustomObjects } from "../configuration/registry.ts";
import { displayable } from "../display/inspect.ts";
import { list, type PyList } from "../display/python_collections.ts";
import { fromCaller, fromConfigCaller } from "../errors/caller.ts";
import { checkOneOf, checkShape } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import type { Variable } from "../functions/variable.ts";
import type { InitializerIdentifier } from "../initializers/mod.ts";
import { trackedProperties } from "../layers/base/tracking.ts";
import { assignWeights } from "../layers/base/weights.ts";
import { Callable } from "../objects/callable.ts";
import { toSnakeCase, uniqueName } from "../objects/naming.ts";
import { trapPythonNames } from "../objects/python_names.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { BASE, dtypeRow, type MetricDType, type MetricOptions, metricOptions } from "./options.ts";
import {
  type AddVariableArguments,
  type AddVariableNames,
  type AddWeightArguments,
  type AddWeightNames,
  makeState,
  zerosOf,
} from "./variables.ts";

/** What a metric gives: a tensor, or several by name. */
export type MetricResult = Tensor | { readonly [name: string]: Tensor };

/** The signature of a call. */
export interface Metric {
  (...args: unknown[]): MetricResult;
}

/**
 * Base class of metrics. An own one makes its variables in the constructor, changes them in
 * `updateState` and computes `result` from them; in `compile`, `updateState` is called with
 * `(yTrue, yPred)` or `(yTrue, yPred, { sampleWeight })`.
 *
 * State: what `addVariable` made, and the variables of metrics among its properties.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Largest extends tf.keras.metrics.Metric {
 *   readonly largest = this.addVariable([], "zeros", { name: "largest" });
 *   override updateState(_yTrue: tf.Tensor, yPred: tf.Tensor) {
 *     this.largest.assign(tf.maximum(this.largest, tf.reduceMax(yPred)));
 *   }
 *   override result() {
 *     return this.largest.value();
 *   }
 * }
 * const metric = new Largest({ name: "largest" });
 * metric.updateState(tf.constant([0, 0]), tf.constant([3, 5]));
 * assertEquals(Number(metric.result()), 5);
 * metric.resetState();
 * assertEquals(Number(metric.result()), 0);
 * ```
 */
export abstract class Metric extends Callable<unknown[], MetricResult> {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = BASE;
  /** Name. */
  readonly name: string;
  readonly #dtype: DType;
  readonly #own: Variable[] = [];

  /** @param args Type and name. */
  constructor(...args: Arguments<MetricOptions, ["dtype", "name"]>) {
    super();
    const { own } = metricOptions(new.target, BASE, args);
    this.name = own.name ?? uniqueName(toSnakeCase(new.target.name));
    this.#dtype = own.dtype ?? "float32";
  }

  /** Type of the computation. */
  get dtype(): DType {
    return this.#dtype;
  }

  /**
   * Takes a batch in.
   *
   * @throws {TypeError} if it is not overridden.
   */
  updateState(..._args: unknown[]): void {
    throw notOverridden(this, "updateState");
  }

  /**
   * The metric of all batches since the last reset.
   *
   * @throws {TypeError} if it is not overridden.
   */
  result(): MetricResult {
    throw notOverridden(this, "result");
  }

  /** Forgets all batches: fills its variables with zeros. */
  resetState(): void {
    for (const variable of this.variables) variable.put(zerosOf(variable));
  }

  /** Forgets all batches; what {@linkcode Metric.resetState} was called before. */
  resetStates(): void {
    this.resetState();
  }

  /** Its variables: its own, in the order in which they were made, then those of metrics inside. */
  get variables(): PyList<Variable> {
    const isMetric = (it: unknown): it is Metric => it instanceof Metric;
    const { layers, variables } = trackedProperties<Metric>(this, isMetric);
    return list(...new Set([...this.#own, ...variables, ...layers.flatMap((it) => it.variables)]));
  }

  /** The same as {@linkcode Metric.variables}, as Keras before version 3 has it. */
  get weights(): PyList<Variable> {
    return this.variables;
  }

  /**
   * Makes a variable that is not trained.
   *
   * @throws {TypeError} for what is no shape; {@linkcode RangeError} for an unknown initializer.
   */
  addVariable(...args: Arguments<AddVariableArguments, AddVariableNames>): Variable {
    return fromCaller(this.addVariable, () => {
      const where = `${this.name}.addVariable`;
      const names = ["shape", "initializer", "dtype", "aggregation", "name"];
      const objects = ["initializer"];
      const values = bindArguments({ where, names, required: 2, objects }, args);
      const [shape, initializer, dtype, aggregation = "sum", name] = values;
      const known = ["sum", "mean", "none", "only_first_replica"] as const;
      if (aggregation !== null) checkOneOf(where, "aggregation", aggregation, known);
      return this.#make(where, { shape, initializer, dtype, name });
    });
  }

  /**
   * Makes a variable as {@linkcode Metric.addVariable} does. Before Keras 3 its name came first:
   * `addWeight("total", { initializer: "zeros" })`.
   */
  addWeight(...args: Arguments<AddWeightArguments, AddWeightNames>): Variable;
  addWeight(name: string, options?: AddWeightArguments): Variable;
  addWeight(...args: unknown[]): Variable {
    return fromCaller(this.addWeight, () => {
      const where = `${this.name}.addWeight`;
      const isNameFirst = typeof args[0] === "string";
      const names = isNameFirst
        ? ["name", "shape", "initializer", "dtype"]
        : ["shape", "initializer", "dtype", "name"];
      const values = bindArguments({ where, names, required: 0 }, args);
      return this.#make(where, Object.fromEntries(names.map((it, i) => [it, values[i]])));
    });
  }

  #make(where: string, given: Readonly<Record<string, unknown>>): Variable {
    const { name, initializer, dtype, shape } = given;
    if (name !== undefined && name !== null && typeof name !== "string") {
      throw new TypeError(
        `${where}: expected name to be a text, received name=${formatValue(name)}`,
      );
    }
    const made = makeState(where, this.name, {
      name: name ?? "variable",
      shape: checkShape(where, shape ?? []),
      dtype: dtypeRow().read(where, "dtype", dtype as MetricDType ?? null) ?? "float32",
      initializer: initializer as InitializerIdentifier | undefined,
    });
    this.#own.push(made);
    return made;
  }

  /**
   * What `updateState` would make of values that are given in the place of its variables', which
   * stay as they are.
   *
   * @returns The variables' values after it.
   * @throws {TypeError} for another number of values, or other shapes.
   */
  statelessUpdateState(metricVariables: readonly TensorLike[], ...args: unknown[]): Tensor[] {
    return this.#aside(this.statelessUpdateState, metricVariables, () => {
      this.updateState(...args);
      return this.variables.map((it) => it.value());
    });
  }

  /** The `result` of values that are given in the place of its variables'. */
  statelessResult(metricVariables: readonly TensorLike[]): MetricResult {
    return this.#aside(this.statelessResult, metricVariables, () => this.result());
  }

  /** The values that its variables would have after `resetState`. */
  statelessResetState(): Tensor[] {
    const now = this.variables.map((it) => it.value());
    return this.#aside(this.statelessResetState, now, () => {
      this.resetState();
      return this.variables.map((it) => it.value());
    });
  }

  #aside<T>(boundary: (...args: never[]) => unknown, values: readonly TensorLike[], run: () => T) {
    return fromCaller(boundary, () => {
      const { variables } = this;
      const before = variables.map((it) => it.value());
      assignWeights(this.name, variables, values);
      try {
        return run();
      } finally {
        variables.forEach((it, i) => it.put(before[i]!));
      }
    });
  }

  /** Its options in Keras's spelling. */
  getConfig(): Record<string, unknown> {
    return { name: this.name, dtype: this.dtype };
  }

  /** A metric of this class with the options that `getConfig` gave. */
  static fromConfig<T>(
    this: new (options: never) => T,
    config: Readonly<Record<string, unknown>>,
    _customObjects?: CustomObjects,
  ): T {
    return fromConfigCaller(this, config, () => {
      const { rows } = this as unknown as { rows: Rows };
      return new this(optionsOf(rows, config) as never);
    });
  }

  protected override invoke(...args: unknown[]): MetricResult {
    return fromCaller(this, () => {
      this.updateState(...args);
      return this.result();
    });
  }
}

/** The error of a method that every metric has of its own. */
function notOverridden({ constructor: { name } }: Metric, method: string): TypeError {
  return new TypeError(`${name}: expected ${method} to be overridden, received a class without it`);
}

trapPythonNames(Metric);

displayable(Metric.prototype, {
  repr: (self) => `<${self.constructor.name} name=${self.name}>`,
});
