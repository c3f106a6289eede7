/**
 * Options that the layers of many heads share, and how they write them.
 *
 * @module
 * @internal
 */
import type { Option } from "../../configuration/options.ts";
import { finite, flag, integer, row, seed } from "../../configuration/rows.ts";
import type { ConstraintFunction, ConstraintIdentifier } from "../../constraints/mod.ts";
import { checkBoolean } from "../../errors/checks.ts";
import type { Initializer, InitializerIdentifier } from "../../initializers/mod.ts";
import type { RegularizerFunction, RegularizerIdentifier } from "../../regularizers/mod.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { LayerOptions } from "../base/options.ts";
import { constraint, initializer, regularizer } from "../base/rows.ts";

/** Options of layers of many heads. */
export interface HeadsOptions extends LayerOptions {
  /** Part of the weights that is dropped in training, >= 0 and < 1; default 0. */
  dropout?: number | undefined;
  /** Whether the projections have biases; default `true`. */
  useBias?: boolean | undefined;
  /** A step sees those less than this many steps away, >= 1; default: all. */
  slidingWindow?: number | null | undefined;
  /** `true` asks for a kernel that no device has yet, which is an error; default `null`. */
  flashAttention?: boolean | null | undefined;
  /** How the kernels of the projections start; default `"glorotUniform"`. */
  kernelInitializer?: InitializerIdentifier | undefined;
  /** How the biases start; default `"zeros"`. */
  biasInitializer?: InitializerIdentifier | undefined;
  /** Penalty on the kernels. */
  kernelRegularizer?: RegularizerIdentifier | null | undefined;
  /** Penalty on the biases. */
  biasRegularizer?: RegularizerIdentifier | null | undefined;
  /** Penalty on the outputs of each projection. */
  activityRegularizer?: RegularizerIdentifier | null | undefined;
  /** Constraint on the kernels. */
  kernelConstraint?: ConstraintIdentifier | null | undefined;
  /** Constraint on the biases. */
  biasConstraint?: ConstraintIdentifier | null | undefined;
  /** Whether a sigmoid of a projection of the query gates what the heads give; default `false`. */
  useGate?: boolean | undefined;
  /** Seed of the dropout; default: drawn. */
  seed?: number | bigint | null | undefined;
}

/** What a call takes besides the query. */
export interface HeadsCall {
  /** What is summed, of shape `(batch, keys, features)`; it has to be given. */
  value?: TensorLike | undefined;
  /** What the query is compared with, of shape `(batch, keys, features)`; default: the value. */
  key?: TensorLike | null | undefined;
  /** Which queries count, of shape `(batch, queries)`; default: the mask that the query carries. */
  queryMask?: TensorLike | null | undefined;
  /** Which values count, of shape `(batch, keys)`; default: the mask that the value carries. */
  valueMask?: TensorLike | null | undefined;
  /** Which keys count, of shape `(batch, keys)`; default: the mask that the key carries. */
  keyMask?: TensorLike | null | undefined;
  /** Which query sees which key, of shape `(batch, queries, keys)` or with an axis for the heads. */
  attentionMask?: TensorLike | null | undefined;
  /** Whether the weights of the steps are given as well; default `false`. */
  returnAttentionScores?: boolean | undefined;
  /** Whether the call is part of training. */
  training?: boolean | undefined;
  /** Whether a step sees only itself and those before it; default `false`. */
  useCausalMask?: boolean | undefined;
}

/** Names of a call's arguments after the query, in Keras's order. */
export const CALL = [
  "value",
  "key",
  "queryMask",
  "valueMask",
  "keyMask",
  "attentionMask",
  "returnAttentionScores",
  "training",
  "useCausalMask",
] as const satisfies readonly (keyof HeadsCall)[];

/** What the options of both layers come to. */
export interface MadeHeadsOptions {
  readonly dropout: number;
  readonly useBias: boolean;
  readonly slidingWindow: number | null;
  readonly kernelInitializer: Initializer;
  readonly biasInitializer: Initializer;
  readonly kernelRegularizer: RegularizerFunction | null;
  readonly biasRegularizer: RegularizerFunction | null;
  readonly activityRegularizer: RegularizerFunction | null;
  readonly kernelConstraint: ConstraintFunction | null;
  readonly biasConstraint: ConstraintFunction | null;
  readonly useGate: boolean;
  readonly seed: number | bigint | null;
}

/** Numbers and sizes of heads. */
export interface Heads {
  /** Number of heads of the query. */
  readonly query: number;
  /** Number of heads of key and value, each for as many of the query. */
  readonly keyValue: number;
  /** Length of queries and keys in a head. */
  readonly keyDim: number;
  /** Length of values in a head. */
  readonly valueDim: number;
  /** Shape of an output; `null`: the length of the query. */
  readonly outputShape: SymbolicShape | null;
  /** Axes that are attended along; `null`: all between batch and features. */
  readonly attentionAxes: readonly number[] | null;
}

function flashAttention(): Option<boolean | null, boolean | null> {
  return {
    ...row<boolean, boolean, null>(null, (where, name, given) => {
      if (!checkBoolean(where, name, given)) return given;
      throw new RangeError(
        `${where}: expected ${name} to be false or null, as no device has it yet, received ${name}=true`,
      );
    }),
    write: () => undefined,
  };
}

/** Dropout of the weights. */
export const DROPOUT = finite(0, { min: 0, max: 1 - Number.EPSILON });

/** The rows that end the tables of both layers. */
export const SHARED = [
  ["slidingWindow", integer(null, { min: 1 })],
  ["flashAttention", flashAttention()],
  ["kernelInitializer", initializer("glorotUniform")],
  ["biasInitializer", initializer("zeros")],
  ["kernelRegularizer", regularizer()],
  ["biasRegularizer", regularizer()],
  ["activityRegularizer", regularizer()],
  ["kernelConstraint", constraint()],
  ["biasConstraint", constraint()],
  ["useGate", flag(false)],
  ["seed", seed()],
] as const;

/** Their names. */
export type SharedNames = [
  "slidingWindow",
  "flashAttention",
  "kernelInitializer",
  "biasInitializer",
  "kernelRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "kernelConstraint",
  "biasConstraint",
  "useGate",
  "seed",
];
