/**
 * LossScaleOptimizer: scales losses of float16 as far up as their gradients stay finite.
 *
 * @module
 */
import { fromConfigCaller } from "../errors/caller.ts";
import type { CustomObjects } from "../configuration/registry.ts";
import { optionsOf, type Rows } from "../configuration/options.ts";
import { finite, integer, REQUIRED, row, text } from "../configuration/rows.ts";
import { serializeObject } from "../configuration/serialization.ts";
import { list, type PyList } from "../display/python_collections.ts";
import type { Variable } from "../functions/variable.ts";
import { Constant } from "../initializers/mod.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, divide, multiply } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { isFinite } from "../primitives/math/classification.ts";
import { notEqual } from "../primitives/math/comparison.ts";
import { logicalAnd } from "../primitives/math/logical.ts";
import { where } from "../primitives/math/where.ts";
import { reduceAll } from "../primitives/reduction/reduce_logic.ts";
import type { TensorLike } from "../tensor/like.ts";
import { scalar } from "../tensor/scalar.ts";
import { state } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { enterTurn } from "../scopes/turn.ts";
import { onlyIf } from "./conditional.ts";
import { checkOptimizer, optimizerFrom } from "./identify.ts";
import type { CurrentLearningRate, LearningRate } from "./learning_rate.ts";
import { Optimizer } from "./optimizer.ts";
import { optimizerOptions } from "./options.ts";
import type { GradientPair, Usable } from "./pairs.ts";

/** Arguments of {@linkcode LossScaleOptimizer}. */
export interface LossScaleOptimizerArguments {
  /** The optimizer that makes the steps. */
  innerOptimizer: Optimizer;
  /** The scale at first, > 0; default 32768. */
  initialScale?: number | undefined;
  /** After how many finite steps in a row the scale doubles, >= 1; default 2000. */
  dynamicGrowthSteps?: number | undefined;
  /** Name; default: the class's. */
  name?: string | null | undefined;
}

const OPTIONS = [
  [
    "innerOptimizer",
    row<Optimizer, Optimizer, typeof REQUIRED>(REQUIRED, checkOptimizer),
  ],
  ["initialScale", finite(2 ** 15, { min: 2 ** -126 })],
  ["dynamicGrowthSteps", integer(2000, { min: 1 })],
  ["name", text(null)],
] as const;

type Positional = ["innerOptimizer", "initialScale", "dynamicGrowthSteps", "name"];

/**
 * Multiplies losses by a scale (`scaleLoss`), divides gradients by it, and makes the inner
 * optimizer's step with them. Where a gradient is not finite, no step is made and the scale is
 * halved; after `dynamicGrowthSteps` finite steps in a row it is doubled.
 *
 * State: `step_counter`, `dynamic_scale`, and the inner optimizer's. After Micikevicius and others,
 * "Mixed Precision Training" (2018).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const w = new tf.Variable(2);
 * const inner = new tf.keras.optimizers.SGD(0.25);
 * const optimizer = new tf.keras.optimizers.LossScaleOptimizer(inner);
 * optimizer.minimize(() => tf.square(w), [w]);
 * assertEquals(Number(w), 1);
 * optimizer.applyGradients([[tf.constant(Infinity), w]]);
 * assertEquals([Number(w), Number(optimizer.dynamicScale)], [1, 16384]);
 * ```
 */
export class LossScaleOptimizer extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  /** The optimizer that makes the steps. */
  readonly innerOptimizer: Optimizer;
  /** The scale at first. */
  readonly initialScale: number;
  /** After how many finite steps in a row the scale doubles. */
  readonly dynamicGrowthSteps: number;
  #counter: Variable | undefined;
  #scale: Variable | undefined;

  /** @param args The inner optimizer, the first scale and when it grows. */
  constructor(...args: Arguments<LossScaleOptimizerArguments, Positional>) {
    const { own } = optimizerOptions(new.target, OPTIONS, args);
    super({ learningRate: 0, name: own.name });
    this.innerOptimizer = own.innerOptimizer;
    this.initialScale = own.initialScale;
    this.dynamicGrowthSteps = own.dynamicGrowthSteps;
    this.innerOptimizer.lossScaleFactor = null;
  }

  /** The scale now; `undefined` before the first step. */
  get dynamicScale(): Variable | undefined {
    return this.#scale;
  }

  override build(variables: readonly Variable[]): void {
    const own = (name: string, dtype: "int32" | "float32", value: number) =>
      this.slots.add({ name, shape: [], dtype, initializer: new Constant(value) });
    this.#counter ??= own("step_counter", "int32", 0);
    this.#scale ??= own("dynamic_scale", "float32", this.initialScale);
    this.innerOptimizer.build(variables);
    super.build(variables);
  }

  override get variables(): PyList<Variable> {
    return list(...super.variables, ...this.innerOptimizer.variables);
  }

  override get weights(): PyList<Variable> {
    return list(...super.variables, ...this.innerOptimizer.weights);
  }

  override get iterations(): Variable | Tensor {
    return this.innerOptimizer.iterations;
  }

  override get learningRate(): CurrentLearningRate {
    return this.innerOptimizer.learningRate;
  }

  override set learningRate(value: TensorLike | LearningRate) {
    this.innerOptimizer.learningRate = value;
  }

  override scaleLoss(loss: Tensor): Tensor {
    const scale = this.#scale?.take() ?? scalar(this.initialScale, "float32");
    return multiply(loss, cast(scale, loss.dtype));
  }

  protected override step(pairs: Usable, all: readonly GradientPair[]): void {
    enterTurn();
    state.internal++;
    try {
      const [counter, scale] = [this.#counter!, this.#scale!];
      const finite = pairs.map(([it]) => reduceAll(isFinite(it), it.shape.map((_, i) => i)));
      const isFine = finite.reduce(logicalAnd);
      const unscaled = all.map(([it]) => it && divide(it, cast(scale.take(), it.dtype)));
      const variables = all.map(([, variable]) => variable);
      const held = new Set([...this.innerOptimizer.variables, ...variables]);
      onlyIf(isFine, [...held], () => this.innerOptimizer.apply(unscaled, variables));
      const number = (x: number) => scalar(x, "int32");
      const factor = (x: number) => scalar(x, "float32");
      const last = number(this.dynamicGrowthSteps - 1);
      const isEarly = notEqual(counter.take(), last);
      const growth = where(isEarly, factor(1), factor(2));
      scale.put(multiply(scale.take(), where(isFine, growth, factor(0.5))));
      const next = add(counter.take(), number(1));
      counter.put(where(logicalAnd(isFine, isEarly), next, number(0)));
    } finally {
      state.internal--;
    }
  }

  override finalizeVariableValues(varList: readonly Variable[]): void {
    this.innerOptimizer.finalizeVariableValues(varList);
  }

  override getConfig(): Record<string, unknown> {
    return {
      name: this.name,
      inner_optimizer: serializeObject("getConfig", this.innerOptimizer),
      initial_scale: this.initialScale,
      dynamic_growth_steps: this.dynamicGrowthSteps,
    };
  }

  static override fromConfig<T>(
    this: new (options: never) => T,
    config: Readonly<Record<string, unknown>>,
    customObjects?: CustomObjects,
  ): T {
    return fromConfigCaller(this, config, () => {
      const { inner_optimizer: inner, ...rest } = config;
      const innerOptimizer = optimizerFrom("LossScaleOptimizer.fromConfig", inner, customObjects);
      return new this({ ...optionsOf(OPTIONS, rest), innerOptimizer } as never);
    });
  }
}
