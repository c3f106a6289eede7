/**
 * What the steps of an optimizer depend on besides gradients: its options, the count of steps and the
 * learning rate.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { toSnakeCase, uniqueName } from "../objects/naming.ts";
import { checkFinite } from "../errors/checks.ts";
import { formatShape } from "../errors/format.ts";
import type { Variable } from "../functions/variable.ts";
import { Constant } from "../initializers/mod.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { Arguments } from "../ops/bind.ts";
import { identity } from "../primitives/array/identity.ts";
import { cast } from "../primitives/math/cast.ts";
import { floordiv } from "../primitives/math/division.ts";
import { getProfile } from "../random/profile.ts";
import type { TensorLike } from "../tensor/like.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  checkLearningRate,
  type CurrentLearningRate,
  type LearningRate,
  writeLearningRate,
} from "./learning_rate.ts";
import {
  type BaseOptions,
  type CheckedOptions,
  checkOptimizerOptions,
  type OptimizerOptions,
} from "./options.ts";
import { LearningRateSchedule } from "./schedules/schedule.ts";
import { OptimizerVariables } from "./variables.ts";

/** A learning rate that is computed. */
type Computed = Exclude<LearningRate, number>;

/** The options of an optimizer, its count of steps and its learning rate. */
export abstract class OptimizerState extends OptimizerVariables {
  readonly name: string;
  /**
   * What `scaleLoss` multiplies a loss by, and gradients are divided by; `null` for 1. A traced step
   * keeps the one that it was traced with.
   */
  lossScaleFactor: number | null;
  /** Its checked options. */
  protected readonly base: CheckedOptions;
  /** How often it was called. */
  protected readonly calls: Variable;
  #rate: Variable | Computed;

  /** Makes an optimizer that has made no step. */
  constructor(...args: Arguments<BaseOptions, ["learningRate"], keyof OptimizerOptions>) {
    const options = checkOptimizerOptions(new.target, args);
    super();
    const isKeras3 = getProfile() === "keras3";
    const { learningRate: rate } = options;
    this.name = options.name ??
      (isKeras3 ? uniqueName(toSnakeCase(new.target.name)) : new.target.name);
    this.base = options;
    this.lossScaleFactor = options.lossScaleFactor;
    const add = (name: string, older: string, value: number, dtype: "int32" | "float32") =>
      this.slots.add({ name, older, shape: [], dtype, initializer: new Constant(value) });
    this.calls = add("iteration", "iter", 0, "int32");
    this.#rate = typeof rate === "number"
      ? add("learning_rate", "learning_rate", rate, "float32")
      : rate;
  }

  /** How many steps it has made: with accumulation, how many of its calls made one. */
  get iterations(): Variable | Tensor {
    const steps = this.base.gradientAccumulationSteps;
    if (steps === null) return this.calls;
    return floordiv(this.calls.take(), scalar(steps, "int32"));
  }

  /**
   * Length of a step: a variable, which steps in `tf.function` read as well. A number that is
   * assigned becomes its value, a schedule or a function takes its place. Of a schedule or a function
   * it is the value now.
   *
   * @throws {TypeError} where a number is assigned to an optimizer with a schedule.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const optimizer = new tf.keras.optimizers.SGD(0.5);
   * optimizer.learningRate = 0.25;
   * assertEquals(Number(optimizer.learningRate), 0.25);
   * ```
   */
  get learningRate(): CurrentLearningRate {
    const rate = this.#rate;
    if (typeof rate !== "function") return rate;
    const value = identity(this.rateNow());
    return Object.defineProperty(value, "assign", {
      value: () => this.#refuseRate(),
    }) as CurrentLearningRate;
  }

  set learningRate(value: TensorLike | LearningRate) {
    fromCaller(assignRate(), () => {
      const where = `${this.name}.learningRate`;
      const rate = this.#rate;
      if (typeof value === "function") {
        this.#rate = checkLearningRate(where, "learningRate", value) as Computed;
        if (typeof rate !== "function") this.slots.drop(rate);
        return;
      }
      if (typeof rate === "function") this.#refuseRate();
      if (typeof value === "number") checkFinite(where, "learningRate", value, { min: 0 });
      // What `rate *= 0.5` and the like would assign to itself.
      if (value !== rate) (rate as Variable).assign(value as TensorLike);
    });
  }

  #refuseRate(): never {
    const kind = this.#rate instanceof LearningRateSchedule ? "schedule" : "function";
    throw new TypeError(
      `${this.name}.learningRate: expected a schedule or a function, since it was made with a ${kind}; make the optimizer with a number to assign numbers`,
    );
  }

  /** The learning rate of the step that is being made. */
  protected rateNow(): Tensor {
    const rate = this.#rate;
    if (typeof rate !== "function") return rate.take();
    return internally(() => {
      const where = `${this.name}.learningRate`;
      const value = rate instanceof LearningRateSchedule
        ? rate(this.calls.take())
        : asTensor(where, rate(), "float32");
      if (value.rank === 0) return cast(value, "float32");
      throw new TypeError(
        `${where}: expected a scalar, received shape ${formatShape(value.shape)}`,
      );
    });
  }

  protected override get rateVariable(): Variable | undefined {
    return typeof this.#rate === "function" ? undefined : this.#rate;
  }

  /** The learning rate as configurations have it. */
  protected writtenRate(): unknown {
    const rate = this.#rate;
    return typeof rate === "function" ? writeLearningRate(rate) : rate.numpy().item();
  }
}

/** The setter that users call. */
function assignRate(): (value: never) => void {
  return Object.getOwnPropertyDescriptor(OptimizerState.prototype, "learningRate")!.set!;
}
