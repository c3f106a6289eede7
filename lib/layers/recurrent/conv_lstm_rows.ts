/**
 * Options of ConvLSTM1D, ConvLSTM2D and ConvLSTM3D, and their rows.
 *
 * @module
 * @internal
 */
import type { Rows, RowsOf } from "../../configuration/options.ts";
import { flag, integer, oneOf, REQUIRED } from "../../configuration/rows.ts";
import type { Rank } from "../base/images.ts";
import { activation, type DataFormat, dataFormat, regularizer, window } from "../base/rows.ts";
import {
  CONSTRAINTS,
  DROPOUTS,
  earlySeed,
  type GatedOptions,
  INITIALIZERS,
  REGULARIZERS,
  RUNNING,
  type RunningOptions,
  UNROLL,
  ZERO_OUTPUT,
} from "./rows.ts";

/** Options of a ConvLSTM. */
export interface ConvLSTMOptions<State extends boolean = boolean>
  extends GatedOptions, RunningOptions<State> {
  /** How far windows move over the inputs, >= 1, for all axes or each; default 1. */
  strides?: number | readonly number[] | undefined;
  /** `"valid"` (default): only whole windows; `"same"`: as many results as there are strides. */
  padding?: "valid" | "same" | undefined;
  /** Where inputs, outputs and states have their channels; default last. */
  dataFormat?: DataFormat | null | undefined;
  /** Distance of the elements under a window, >= 1, for all axes or each; default 1. */
  dilationRate?: number | readonly number[] | undefined;
  /** Whether the bias of the forget gate starts as ones; default `true`. */
  unitForgetBias?: boolean | undefined;
}

/** Arguments of a ConvLSTM. */
export interface ConvLSTMArguments<State extends boolean = boolean> extends ConvLSTMOptions<State> {
  /** Channels of the outputs, >= 1. */
  filters: number;
  /** Size of the window, >= 1, for all axes or each. */
  kernelSize: number | readonly number[];
}

/** Their order. */
export type ConvLSTMNames = [
  "filters",
  "kernelSize",
  "strides",
  "padding",
  "dataFormat",
  "dilationRate",
  "activation",
  "recurrentActivation",
  "useBias",
  "kernelInitializer",
  "recurrentInitializer",
  "biasInitializer",
  "unitForgetBias",
  "kernelRegularizer",
  "recurrentRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "kernelConstraint",
  "recurrentConstraint",
  "biasConstraint",
  "dropout",
  "recurrentDropout",
  "seed",
  "returnSequences",
  "returnState",
  "goBackwards",
  "stateful",
];

function tableOf(rank: Rank) {
  return [
    ["filters", integer(REQUIRED, { min: 1 })],
    ["kernelSize", window(rank, REQUIRED)],
    ["strides", window(rank, 1)],
    ["padding", oneOf(["valid", "same"], "valid")],
    ["dataFormat", dataFormat()],
    ["dilationRate", window(rank, 1)],
    ["activation", activation("tanh")],
    ["recurrentActivation", activation("sigmoid")],
    ["useBias", flag(true)],
    ...INITIALIZERS,
    ["unitForgetBias", flag(true)],
    ...REGULARIZERS,
    ["activityRegularizer", regularizer()],
    ...CONSTRAINTS,
    ...DROPOUTS,
    ["seed", earlySeed()],
    ...RUNNING,
    UNROLL,
    ZERO_OUTPUT,
  ] as const satisfies RowsOf<ConvLSTMArguments, [...ConvLSTMNames, "unroll", "zeroOutputForMask"]>;
}

/** What the rows are. */
export type ConvLSTMTable = ReturnType<typeof tableOf>;

/** The rows for images of `rank` dimensions. */
export function convLSTMRows(rank: Rank): Rows {
  return tableOf(rank);
}
