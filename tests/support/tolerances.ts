/**
 * How far results may be from the truth, by kind of operation and device: one table, so that a
 * loose test shows here. `|actual - expected| <= atol + rtol |expected|`.
 *
 * @module
 */

/** Bounds of a comparison. */
export interface Tolerance {
  readonly atol: number;
  readonly rtol: number;
}

/** Kinds of operations that round alike. */
export type OperationKind =
  | "exact"
  | "elementwise"
  | "transcendental"
  | "reduction"
  | "product"
  | "gradient";

/** Bounds on the cpu device; float32 has 6e-8 of relative precision, less below 1e-37. */
const CPU: Readonly<Record<OperationKind, Tolerance>> = {
  exact: { atol: 0, rtol: 0 },
  elementwise: { atol: 1e-37, rtol: 1.2e-7 },
  transcendental: { atol: 2e-7, rtol: 1e-6 },
  reduction: { atol: 1e-6, rtol: 2e-6 },
  product: { atol: 2e-6, rtol: 2e-6 },
  gradient: { atol: 2e-3, rtol: 2e-3 },
};

/** The bounds for a kind of operation on a device. */
export function tolerance(kind: OperationKind, _device: "cpu" = "cpu"): Tolerance {
  return CPU[kind];
}
