/**
 * What `compile` makes of its arguments.
 *
 * @module
 */
import { checkBoolean, checkInteger } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { camelCase } from "../objects/naming.ts";
import { bindArguments, isOptions } from "../ops/bind.ts";
import { optimizerOf } from "../optimizers/identify.ts";
import { LossScaleOptimizer, type Optimizer } from "../optimizers/mod.ts";
import { Compiled } from "./compiled.ts";
import { COMPILE, type CompileArguments } from "./options.ts";

/** Options of `compile` for which an object is a value: by the names of outputs, or a configuration. */
const OBJECTS = ["optimizer", "loss", "lossWeights", "metrics", "weightedMetrics"];

/**
 * The arguments of `compile` by name. An object in the last place is one of options if it has a name of
 * one, else what stands there, by the names of outputs.
 */
export function compileArguments(where: string, args: readonly unknown[]): CompileArguments {
  const last = args.at(-1);
  const names: readonly string[] = COMPILE;
  const isNamed = args.length === 1 ||
    isOptions(last) && Object.keys(last).some((key) => names.includes(camelCase(key)));
  const objects = isNamed ? {} : { objects: OBJECTS };
  const values = bindArguments({ where, names, required: 0, ...objects }, args);
  return Object.fromEntries(COMPILE.map((name, i) => [name, values[i]]));
}

/**
 * Checks the arguments of `compile`.
 *
 * @param policy Name of the model's dtype policy.
 */
export function compileModel(where: string, given: CompileArguments, policy: string): Compiled {
  const { optimizer = "rmsprop", runEagerly = false, jitCompile = "auto" } = given;
  const { stepsPerExecution = 1, autoScaleLoss = true } = given;
  checkBoolean(where, "runEagerly", runEagerly);
  checkBoolean(where, "autoScaleLoss", autoScaleLoss);
  if (jitCompile !== "auto" && typeof jitCompile !== "boolean") {
    throw new TypeError(
      `${where}: expected jitCompile to be true, false or "auto", received jitCompile=${
        formatValue(jitCompile)
      }`,
    );
  }
  const steps = checkInteger(where, "stepsPerExecution", stepsPerExecution, { min: 1 });
  const made = optimizer === null ? null : optimizerOf(where, "optimizer", optimizer);
  const isScaled = autoScaleLoss && policy === "mixed_float16";
  return new Compiled(where, given, isScaled ? scaled(made) : made, steps);
}

/** An optimizer whose losses are scaled, as gradients of float16 vanish else. */
function scaled(optimizer: Optimizer | null): Optimizer | null {
  if (optimizer === null || optimizer instanceof LossScaleOptimizer) return optimizer;
  return new LossScaleOptimizer(optimizer, { name: "loss_scale_optimizer" });
}
