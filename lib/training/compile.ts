/**
 * What `compile` makes of its arguments.
 *
 * @module
 */
import { checkBoolean, checkInteger } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { optimizerOf } from "../optimizers/identify.ts";
import { LossScaleOptimizer, type Optimizer } from "../optimizers/mod.ts";
import { Compiled } from "./compiled.ts";
import type { CompileArguments } from "./options.ts";

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
