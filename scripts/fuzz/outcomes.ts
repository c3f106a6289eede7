/**
 * What checking a program finds.
 *
 * @module
 */

/** Where in the checks something was found. */
export type Phase =
  | "alone"
  | "eager"
  | "traced"
  | "traced again"
  | "first"
  | "traced first"
  | "second plain"
  | "second persistent"
  | "traced second";

/**
 * - `ok`: compared and equal;
 * - `difference`: another dtype, shape or number than TensorFlow's, in silence;
 * - `not finite`: a gradient that differs in NaN or infinity alone;
 * - `not raised`: TensorFlow raises, we compute;
 * - `deviation`: values that the table of deviations lets differ, and which do;
 * - `refusal`: an error of ours that the table holds; `refused`: one that it does not hold;
 * - `crash`: an error that names nothing;
 * - `missing`: the function is not there;
 * - `skipped`: not compared, because an earlier step already differs, is missing, or is unstable.
 */
export type Kind =
  | "ok"
  | "difference"
  | "not finite"
  | "not raised"
  | "raw error"
  | "deviation"
  | "refusal"
  | "refused"
  | "crash"
  | "missing"
  | "skipped";

/** Kinds that fail a run. */
export const FAULTS: readonly Kind[] = [
  "difference",
  "not raised",
  "raw error",
  "refused",
  "crash",
];

/** One finding. */
export interface Outcome {
  readonly seed: number;
  readonly phase: Phase;
  readonly kind: Kind;
  readonly op: string;
  /** Number of the step, or -1. */
  readonly step: number;
  readonly detail: string;
}
