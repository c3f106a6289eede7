/**
 * MultiOptimizer: several optimizers as one, each for its own weights.
 *
 * @module
 */
import { fromConfigCaller } from "../errors/caller.ts";
import type { CustomObjects } from "../configuration/registry.ts";
import { optionsOf, type Rows } from "../configuration/options.ts";
import { REQUIRED, row, text } from "../configuration/rows.ts";
import {
  deserializeObject,
  isConfigurable,
  isSerialized,
  serializeObject,
} from "../configuration/serialization.ts";
import { list, type PyList } from "../display/python_collections.ts";
import { formatValue } from "../errors/format.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add } from "../primitives/math/arithmetic.ts";
import type { TensorLike } from "../tensor/like.ts";
import { scalar } from "../tensor/scalar.ts";
import { checkOptimizer, OPTIMIZERS } from "./identify.ts";
import type { CurrentLearningRate, LearningRate } from "./learning_rate.ts";
import { LossScaleOptimizer } from "./loss_scale_optimizer.ts";
import { Optimizer } from "./optimizer.ts";
import { OptimizerMap } from "./optimizer_map.ts";
import { optimizerOptions, REST } from "./options.ts";
import type { GradientPair, Usable } from "./pairs.ts";

/** Which optimizer is for a weight: a map of paths, or a function. */
export type OptimizerChoice = OptimizerMap | ((variable: Variable) => Optimizer);

/** Arguments of {@linkcode MultiOptimizer}. */
export interface MultiOptimizerArguments {
  /** Which optimizer is for which weight. */
  optimizerMap: OptimizerChoice;
  /** Loss scale of all of them, > 0; default `null`: 1. */
  lossScaleFactor?: number | null | undefined;
  /** Name; default: the class's. */
  name?: string | null | undefined;
}

const OPTIONS = [
  [
    "optimizerMap",
    row<OptimizerChoice, OptimizerChoice, typeof REQUIRED>(REQUIRED, (where, name, given) => {
      if (given instanceof OptimizerMap || typeof given === "function") return given;
      throw new TypeError(
        `${where}: expected ${name} to be an OptimizerMap or a function of a variable, received ${name}=${
          formatValue(given)
        }`,
      );
    }),
  ],
  REST[6],
  ["name", text(null)],
] as const;

/**
 * Gives each weight's gradient to the optimizer that a map or a function says.
 *
 * State: a count of steps and the state of all optimizers. It has no learning rate of its own.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { MultiOptimizer, OptimizerMap, SGD } = tf.keras.optimizers;
 * const [a, b] = [new tf.Variable(2, { name: "a" }), new tf.Variable(2, { name: "b" })];
 * const optimizer = new MultiOptimizer(new OptimizerMap(new SGD(0.5), { b: new SGD(0.25) }));
 * optimizer.applyGradients([[tf.constant(1), a], [tf.constant(1), b]]);
 * assertEquals([Number(a), Number(b)], [1.5, 1.75]);
 * ```
 */
export class MultiOptimizer extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  readonly #choice: OptimizerChoice;
  readonly #optimizers: Optimizer[] = [];
  readonly #owners = new Map<Variable, Optimizer>();

  /** @param args Which optimizer is for which weight; the loss scale, the name. */
  constructor(
    ...args: Arguments<
      MultiOptimizerArguments,
      ["optimizerMap", "lossScaleFactor", "name"]
    >
  ) {
    const { own } = optimizerOptions(new.target, OPTIONS, args);
    super({ learningRate: 0, lossScaleFactor: own.lossScaleFactor, name: own.name });
    this.#choice = own.optimizerMap;
    if (!(this.#choice instanceof OptimizerMap)) return;
    for (const it of [...this.#choice.values(), this.#choice.defaultOptimizer]) this.#add(it);
  }

  #add(optimizer: Optimizer): Optimizer {
    if (optimizer instanceof LossScaleOptimizer || optimizer instanceof MultiOptimizer) {
      throw new TypeError(
        `${this.name}: expected optimizers that make steps themselves, received ${optimizer.name}; put the LossScaleOptimizer around the whole`,
      );
    }
    if (!this.#optimizers.includes(optimizer)) {
      optimizer.lossScaleFactor = this.lossScaleFactor;
      this.#optimizers.push(optimizer);
    }
    return optimizer;
  }

  /** The optimizers. */
  get optimizers(): Optimizer[] {
    return [...this.#optimizers];
  }

  override build(variables: readonly Variable[]): void {
    const choice = this.#choice;
    for (const variable of variables) {
      if (this.#owners.has(variable)) continue;
      const chosen = choice instanceof OptimizerMap ? choice.of(variable) : choice(variable);
      const owner = this.#add(checkOptimizer(this.name, `that of ${variable.path}`, chosen));
      this.#owners.set(variable, owner);
    }
    for (const optimizer of this.#optimizers) {
      const own = variables.filter((it) => this.#owners.get(it) === optimizer);
      if (own.length > 0) optimizer.build(own);
    }
    super.build(variables);
  }

  override get variables(): PyList<Variable> {
    return list(...super.variables, ...this.#optimizers.flatMap((it) => [...it.variables]));
  }

  override get weights(): PyList<Variable> {
    return list(...super.variables, ...this.#optimizers.flatMap((it) => [...it.weights]));
  }

  /** There is none. */
  override get learningRate(): CurrentLearningRate {
    return this.#refuseRate();
  }

  override set learningRate(_value: TensorLike | LearningRate) {
    this.#refuseRate();
  }

  #refuseRate(): never {
    throw new TypeError(
      `${this.name}.learningRate: expected one of its optimizers, each of which has a learning rate; see ${this.name}.optimizers`,
    );
  }

  protected override step(_pairs: Usable, all: readonly GradientPair[]): void {
    for (const optimizer of this.#optimizers) {
      const own = all.filter(([gradient, it]) =>
        gradient !== null && this.#owners.get(it) === optimizer
      );
      optimizer.lossScaleFactor = this.lossScaleFactor;
      if (own.length > 0) optimizer.apply(own.map(([it]) => it), own.map(([, it]) => it));
    }
    this.calls.put(add(this.calls.take(), scalar(1, this.calls.dtype)));
  }

  override finalizeVariableValues(varList: readonly Variable[]): void {
    for (const optimizer of this.#optimizers) {
      const own = varList.filter((it) => this.#owners.get(it) === optimizer);
      if (own.length > 0) optimizer.finalizeVariableValues(own);
    }
  }

  override getConfig(): Record<string, unknown> {
    const choice = this.#choice;
    return {
      optimizer_map: isConfigurable(choice) ? serializeObject("getConfig", choice) : choice,
      loss_scale_factor: this.lossScaleFactor,
      name: this.name,
    };
  }

  static override fromConfig<T>(
    this: new (options: never) => T,
    config: Readonly<Record<string, unknown>>,
    customObjects?: CustomObjects,
  ): T {
    return fromConfigCaller(this, config, () => {
      const { optimizer_map: map, ...rest } = config;
      const optimizerMap = isSerialized(map)
        ? deserializeObject("MultiOptimizer.fromConfig", map, OPTIMIZERS, customObjects)
        : map;
      return new this({ ...optionsOf(OPTIONS, rest), optimizerMap } as never);
    });
  }
}
