/**
 * `fit`, `evaluate`, `predict` and their relatives on single batches: what they check before
 * anything runs, and the loops they start.
 *
 * @module
 */
import type { History } from "../callbacks/history.ts";
import { callSite } from "../errors/caller.ts";
import { snakeCase } from "../configuration/options.ts";
import type { NdArray } from "../display/ndarray.ts";
import { formatValue } from "../errors/format.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { bindArguments, isOptions } from "../ops/bind.ts";
import { checkSource } from "./check_source.ts";
import * as check from "./check_options.ts";
import type { Compiled } from "./compiled.ts";
import { arraySource, partsOf, sourceOf, splitParts } from "./data/make_source.ts";
import { isInMemory } from "./data/columns.ts";
import type { Parts } from "./data/array_source.ts";
import { givesBatches } from "./data/iterable_source.ts";
import type { Source } from "./data/source.ts";
import { drive } from "./drive.ts";
import { Epochs } from "./epochs.ts";
import { evaluateLoop } from "./evaluate.ts";
import { fitLoop } from "./fit.ts";
import { inOrder } from "./logs.ts";
import { meansOf, type Trained } from "./means.ts";
import {
  COMPILE,
  type CompileArguments,
  EVALUATE,
  type EvaluateArguments,
  FIT,
  type FitArguments,
  PREDICT,
  type PredictArguments,
} from "./options.ts";
import { predictLoop } from "./predict.ts";
import { promised } from "./promised.ts";
import { callbacksOf } from "./runner.ts";
import { stopped } from "./stopped.ts";
import { StopSignal } from "./stop_signal.ts";

/** Host arrays, nested as the outputs of a model are. */
export type Predicted<Outputs> = Outputs extends Tensor ? NdArray
  : { readonly [Key in keyof Outputs]: Predicted<Outputs[Key]> };

/** A method, as errors begin at its caller. */
type Boundary = (...args: never[]) => unknown;

/** Inputs, labels and weights may be objects of tensors by name. */
const OBJECTS = ["x", "y", "sampleWeight", "classWeight", "validationData"];

/** Arguments by name. */
export function bound<T>(where: string, names: readonly string[], args: readonly unknown[]): T {
  const isData = areData(args.at(-1), names);
  const values = bindArguments(
    { where, names, required: 0, ...(isData ? { objects: OBJECTS } : {}) },
    args,
  );
  return Object.fromEntries(names.map((name, i) => [name, values[i]])) as T;
}

/** Whether an object holds tensors by name, rather than options. */
function areData(value: unknown, names: readonly string[]): boolean {
  if (!isOptions(value)) return false;
  const entries = Object.entries(value);
  const isNamed = entries.every(([key]) => names.includes(key));
  return !isNamed && entries.every(([key, it]) => isInMemory(it) || /^\d+$/.test(key));
}

/** What a model was compiled with. */
export function compilationOf(where: string, model: Trained): Compiled {
  if (model.compilation !== undefined) return model.compilation;
  throw new TypeError(
    `${where}: expected a compiled model, received ${model.label}, which is not; call compile({ optimizer, loss, metrics }) first`,
  );
}

/** Runs what makes a promise; its errors, and those it is rejected with, begin at the user's line. */
function atUser<T>(
  model: Trained,
  method: "fit" | "evaluate" | "predict",
  boundary: Boundary,
  run: (where: string) => Promise<T>,
): Promise<T> {
  const where = `${model.label}.${method}`;
  const site = callSite(boundary);
  try {
    const settled = run(where).catch((error) => {
      throw site(error);
    });
    return promised(where, method, settled);
  } catch (error) {
    return Promise.reject(site(error));
  }
}

/** Floats that a model takes. */
export const floatsOf = (model: Trained) =>
  model.computeDtype === "float64" ? "float64" : "float32";

/** Trains a model. */
export function fit(
  model: Trained,
  boundary: Boundary,
  args: readonly unknown[],
): Promise<History> {
  return atUser(model, "fit", boundary, (where) => {
    const compiled = compilationOf(where, model);
    const given = bound<FitArguments>(where, FIT, args);
    const epochs = check.count(where, "epochs", given.epochs ?? 1)!;
    const initialEpoch = check.count(where, "initialEpoch", given.initialEpoch ?? 0, 0)!;
    const steps = check.count(where, "stepsPerEpoch", given.stepsPerEpoch);
    const batchSize = check.count(where, "batchSize", given.batchSize);
    const validationSteps = check.count(where, "validationSteps", given.validationSteps);
    const isValidated = check.validationEpochs(where, given.validationFreq);
    const verbose = check.verbosity(where, given.verbose);
    const { source, validation } = sourcesOf(where, model, { ...given, batchSize }, steps);
    const callbacks = callbacksOf(where, given.callbacks, {
      model,
      addHistory: true,
      verbose,
      epochs,
      steps: steps ?? source.batches,
    });
    const history = callbacks.history!;
    model.history = history;
    const means = meansOf(where, model, compiled);
    const plan = { source, epochs, initialEpoch, steps, callbacks, validation, validationSteps };
    const loop = fitLoop(means, { ...plan, isValidated });
    return drive(loop, () => stopped(callbacks, epochs)).then(() => history);
  });
}

/** What is trained and what is validated with. */
function sourcesOf(
  where: string,
  model: Trained,
  given: FitArguments & { batchSize: number | undefined },
  steps: number | undefined,
): { source: Source; validation: Source | undefined } {
  const floats = floatsOf(model);
  const passes = steps === undefined ? (given.epochs ?? 1) - (given.initialEpoch ?? 0) : 1;
  const options = {
    ...given,
    steps,
    floats,
    passes,
    hasLabels: true,
    shuffle: check.shuffling(where, given.shuffle),
  } as const;
  const split = check.share(where, "validationSplit", given.validationSplit);
  const batchSize = check.count(where, "validationBatchSize", given.validationBatchSize) ??
    given.batchSize;
  const whole = { x: undefined, floats, passes: 1, hasLabels: true, batchSize } as const;
  const { validationData } = given;
  if (validationData !== undefined && validationData !== null) {
    const validation = validationSource(where, validationData, whole, passes);
    return { source: checkedSource(where, model, options), validation };
  }
  if (split === 0) return { source: checkedSource(where, model, options), validation: undefined };
  if (!isInMemory(given.x)) {
    throw new TypeError(
      `${where}: expected arrays beside validationSplit, received batches one by one; give validationData`,
    );
  }
  const { train, validation } = splitParts(where, partsOf(where, options), split);
  return {
    source: arraySource(where, train, options),
    validation: arraySource(
      where,
      { ...validation, sampleWeight: weightOf(given, validation) },
      whole,
    ),
  };
}

/** Weights of classes count in training alone. */
function weightOf(given: FitArguments, { sampleWeight }: Parts): Parts["sampleWeight"] {
  return given.classWeight === undefined || given.classWeight === null ? sampleWeight : undefined;
}

function checkedSource(
  where: string,
  model: Trained,
  options: Parameters<typeof sourceOf>[1],
): Source {
  if (options.x === undefined || options.x === null) {
    throw new TypeError(`${where}: expected x, the inputs of ${model.label}; it was not given`);
  }
  return sourceOf(where, options);
}

function validationSource(
  where: string,
  given: unknown,
  options: Parameters<typeof sourceOf>[1],
  passes: number,
): Source {
  const place = `${where}: validationData`;
  const isPair = Array.isArray(given) && (given.length === 2 || given.length === 3);
  if (isPair) {
    const [x, y, sampleWeight] = given;
    return sourceOf(place, { ...options, x, y, sampleWeight });
  }
  if (!isInMemory(given) && givesBatches(given)) {
    return sourceOf(place, { ...options, x: given, passes, batchSize: undefined });
  }
  throw new TypeError(
    `${where}: expected validationData to be [x, y], [x, y, sampleWeight] or an iterable of batches, received validationData=${
      formatValue(given)
    }`,
  );
}

/** Evaluates a model. */
export function evaluate(
  model: Trained,
  boundary: Boundary,
  args: readonly unknown[],
): Promise<unknown> {
  return atUser(model, "evaluate", boundary, async (where) => {
    const compiled = compilationOf(where, model);
    const given = bound<EvaluateArguments>(where, EVALUATE, args);
    const steps = check.count(where, "steps", given.steps);
    const batchSize = check.count(where, "batchSize", given.batchSize);
    const verbose = check.verbosity(where, given.verbose);
    const options = { ...given, batchSize, steps, passes: 1, hasLabels: true } as const;
    const source = checkedSource(where, model, { ...options, floats: floatsOf(model) });
    const callbacks = callbacksOf(where, given.callbacks, {
      model,
      addHistory: false,
      verbose,
      epochs: 1,
      steps: steps ?? source.batches,
    });
    const means = meansOf(where, model, compiled);
    const logs = await drive(
      wholeEvaluation(means, source, steps, callbacks),
      () => stopped(callbacks),
    );
    return given.returnDict === true ? logs : inOrder(logs, model.metricsNames);
  });
}

function* wholeEvaluation(
  means: ReturnType<typeof meansOf>,
  source: Source,
  steps: number | undefined,
  callbacks: ReturnType<typeof callbacksOf>,
) {
  const { where } = means;
  const batches = new Epochs(where, source, steps);
  const stop = new StopSignal();
  try {
    const first = source.first();
    const batch = first instanceof Promise ? (yield first) as Awaited<typeof first> : first;
    if (batch === undefined) {
      throw new TypeError(`${where}: expected at least one batch to evaluate, received none`);
    }
    means.prepare(batch);
    checkSource(where, means.compiled, source);
    return yield* evaluateLoop(means, batches, callbacks, stop);
  } catch (error) {
    callbacks.onFailure();
    throw error;
  } finally {
    stop.close();
    batches.close();
  }
}

/** Outputs of a model for many examples. */
export function predict(
  model: Trained,
  boundary: Boundary,
  args: readonly unknown[],
): Promise<unknown> {
  return atUser(model, "predict", boundary, (where) => {
    const given = bound<PredictArguments>(where, PREDICT, args);
    const steps = check.count(where, "steps", given.steps);
    const batchSize = check.count(where, "batchSize", given.batchSize);
    const verbose = check.verbosity(where, given.verbose);
    const floats = floatsOf(model);
    const options = { x: given.x, batchSize, steps, passes: 1, hasLabels: false, floats } as const;
    const source = checkedSource(where, model, options);
    const callbacks = callbacksOf(where, given.callbacks, {
      model,
      addHistory: false,
      verbose,
      epochs: 1,
      steps: steps ?? source.batches,
    });
    const step = model.predictor;
    const loop = predictLoop({ where, model, source, steps, callbacks, step });
    return drive(loop, () => stopped(callbacks));
  });
}

/** Options of `compile` in a configuration. */
export function compileOptions(
  where: string,
  config: Readonly<Record<string, unknown>>,
): CompileArguments {
  const entries = COMPILE.map((name) => [name, config[snakeCase(name)]] as const);
  const unknown = Object.keys(config).find((key) => !COMPILE.some((it) => snakeCase(it) === key));
  if (unknown !== undefined) {
    throw new TypeError(
      `${where}: expected entries among ${COMPILE.map(snakeCase).join(", ")}, received ${unknown}`,
    );
  }
  return Object.fromEntries(entries.filter(([, it]) => it !== undefined));
}
