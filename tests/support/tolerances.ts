/**
 * How far results may be from the truth, by kind of operation and device: one table, so that a
 * loose test shows here. `|actual - expected| <= atol + rtol |expected|`.
 *
 * What primitives may be off by is counted in units of the last place of their element type, so that
 * one row does for all of them.
 *
 * @module
 */
import { type DType, DTYPES } from "../../lib/arrays/dtypes.ts";
import { NN_PRECISIONS } from "../primitives/nn/precisions.ts";

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
  | "gradient"
  | "layer"
  | "layerGradient"
  | "optimizer"
  | "half";

/** Bounds on the cpu device; float32 has 6e-8 of relative precision, less below 1e-37. */
const CPU: Readonly<Record<OperationKind, Tolerance>> = {
  exact: { atol: 0, rtol: 0 },
  elementwise: { atol: 1e-37, rtol: 1.2e-7 },
  transcendental: { atol: 2e-7, rtol: 1e-6 },
  reduction: { atol: 1e-6, rtol: 2e-6 },
  product: { atol: 2e-6, rtol: 2e-6 },
  gradient: { atol: 2e-3, rtol: 2e-3 },
  layer: { atol: 5e-6, rtol: 2e-5 },
  layerGradient: { atol: 1e-5, rtol: 2e-5 },
  optimizer: { atol: 1e-6, rtol: 2e-6 },
  half: { atol: 2e-2, rtol: 2e-2 },
};

/** Bounds of float64 results of several operations, and of their gradients. */
export const DOUBLES: Tolerance = { atol: 1e-12, rtol: 1e-12 };

/** Bounds of slopes by differences of 1e-5 in float64. */
export const SLOPES: Tolerance = { atol: 1e-7, rtol: 1e-6 };

/** Smallest magnitude of a float32 that is not subnormal. */
const NORMAL = 2 ** -126;

/** Bounds on GPUs, whose divisions and functions may be off by some units of the last place. */
const GPU: Readonly<Record<OperationKind, Tolerance>> = {
  exact: { atol: NORMAL, rtol: 0 },
  elementwise: { atol: NORMAL, rtol: 5e-7 },
  transcendental: { atol: 2e-6, rtol: 1e-5 },
  reduction: { atol: 2e-6, rtol: 4e-6 },
  product: { atol: 5e-6, rtol: 5e-6 },
  gradient: { atol: 3e-3, rtol: 3e-3 },
  layer: { atol: 2e-5, rtol: 1e-4 },
  layerGradient: { atol: 5e-5, rtol: 2e-4 },
  optimizer: { atol: 1e-5, rtol: 1e-5 },
  half: { atol: 2e-2, rtol: 2e-2 },
};

/** The bounds for a kind of operation on a processor, or on a GPU. */
export function tolerance(kind: OperationKind, on: "processor" | "gpu" = "processor"): Tolerance {
  return (on === "gpu" ? GPU : CPU)[kind];
}

/** How exact a primitive's results are. */
export interface Precision {
  /** Units of the last place. */
  readonly ulps: number;
  /**
   * Of each element itself (default); of the largest one, where terms cancel; or of the sum of the
   * inputs' magnitudes for each element, where many do.
   */
  readonly of?: "element" | "largest" | "terms";
  /** Whether the sign of zeros may differ. */
  readonly anyZero?: true;
  /** What GPUs may be off by at least, whatever the size. */
  readonly onGpu?: number;
  /** Why, where it is not plain. */
  readonly reason?: string;
}

/** Activations with their derivatives of the first order: some units of what they are, or of 1. */
export const ACTIVATIONS: Precision = {
  ulps: 8,
  of: "largest",
  reason: "composed of several operations, each of which rounds",
};

/** Their derivatives of the second order. */
export const CURVATURES: Precision = {
  ulps: 32,
  of: "largest",
  reason: "tangents near 1 are taken from 1, here and in TensorFlow",
};

/** Functions for which WGSL allows an error of 2^-11, of which software adapters make use. */
const COARSE_ON_GPU: ReadonlySet<string> = new Set("asin acos atan".split(" "));

/** Primitives without a row. */
const DEFAULT: Precision = { ulps: 4 };

const PRODUCTS: Precision = { ulps: 8, of: "largest", anyZero: true };
const SUMS: Precision = { ulps: 2, of: "terms", anyZero: true };
const NO_SIGN: Precision = {
  ulps: 4,
  anyZero: true,
  reason: "ONNX Runtime's Where gives 0 for -0 in float32",
};
const EQUAL_ZEROS: Precision = {
  ulps: 0,
  anyZero: true,
  reason: "0 and -0 are equal; which of them is given is left open",
};

const CANCELLING: Precision = {
  ulps: 4,
  of: "largest",
  reason: "one is taken from numbers near one, here or in TensorFlow's kernel",
};

const SERIES: Precision = {
  ulps: 16,
  of: "largest",
  reason: "TensorFlow's kernel adds a series; ours is within an ulp of mpmath's in tests/arrays",
};

const FACTORS: Precision = {
  ulps: 32,
  of: "largest",
  anyZero: true,
  reason: "TensorFlow computes them in float32, these are rounded once",
};

/** Primitives that are less exact than others, by name. */
const PRECISIONS: Readonly<Record<string, Precision>> = {
  "math.besselI1e": { ulps: 4, anyZero: true },
  "math.digamma": CANCELLING,
  "math.lgamma": CANCELLING,
  "math.igamma": SERIES,
  "math.polygamma": SERIES,
  "math.igammaGradA": { ...SERIES, ulps: 64 },
  "math.igammac": SERIES,
  "math.xdivy": NO_SIGN,
  "math.xlog1py": NO_SIGN,
  "math.xlogy": NO_SIGN,
  "nn.leakyRelu": NO_SIGN,
  "math.erfinv": { ...CANCELLING, anyZero: true },
  "math.expm1": NO_SIGN,
  "math.log1p": NO_SIGN,
  "linalg.cholesky": FACTORS,
  "linalg.det": FACTORS,
  "linalg.eigh": FACTORS,
  "linalg.expm": FACTORS,
  "linalg.inv": FACTORS,
  "linalg.lu": FACTORS,
  "linalg.qr": FACTORS,
  "linalg.slogdet": FACTORS,
  "linalg.solve": FACTORS,
  "linalg.sqrtm": FACTORS,
  "linalg.svd": FACTORS,
  "linalg.triangularSolve": FACTORS,
  "linalg.tridiagonalSolve": FACTORS,
  matmul: PRODUCTS,
  maximum: EQUAL_ZEROS,
  minimum: EQUAL_ZEROS,
  truncatediv: NO_SIGN,
  "nn.elu": { ulps: 8, anyZero: true },
  "nn.gelu": CANCELLING,
  "nn.geluApproximate": CANCELLING,
  "nn.relu": EQUAL_ZEROS,
  "nn.relu6": EQUAL_ZEROS,
  "nn.selu": { ulps: 8, anyZero: true },
  cumsum: SUMS,
  "math.cumulativeLogsumexp": SUMS,
  "math.segmentGather": EQUAL_ZEROS,
  "math.reduceEuclideanNorm": { ulps: 8 },
  reduceLogsumexp: CANCELLING,
  reduceMean: SUMS,
  ...NN_PRECISIONS,
  reduceProd: { ulps: 8 },
  reduceSum: SUMS,
};

/** The precision that a primitive has to have. */
export function precisionOf(name: string): Precision {
  const precision = PRECISIONS[name] ?? DEFAULT;
  return COARSE_ON_GPU.has(name) ? { ...precision, onGpu: 2 ** -11 } : precision;
}

/** Names of the table, so that a test can hold it to primitives there are. */
export const PRECISION_NAMES: readonly string[] = Object.keys(PRECISIONS);

/** By how much more GPUs may be off: WGSL leaves divisions and functions some units. */
const GPU_FACTOR = 16;

/** Smallest normal numbers: below them processors and devices may give zero. */
const SMALLEST: Partial<Record<DType, number>> = {
  float16: 2 ** -14,
  bfloat16: 2 ** -126,
  float32: 2 ** -126,
  complex64: 2 ** -126,
  float64: 2 ** -1022,
};

/** Magnitudes that bounds may be relative to. */
export interface Magnitudes {
  /** The largest magnitude among the results. */
  readonly largest: number;
  /** The inputs' magnitudes, added, for each element of the result. */
  readonly terms: number;
}

/** The bounds for results of a primitive in an element type. */
export function boundsOf(
  { ulps, of = "element", onGpu: least = 0 }: Precision,
  dtype: DType,
  { largest, terms }: Magnitudes,
  onGpu: boolean,
): Tolerance {
  const epsilon = dtype === "complex64" ? DTYPES.float32.epsilon! : DTYPES[dtype].epsilon;
  if (epsilon === undefined) return { atol: 0, rtol: 0 };
  const unit = ulps * epsilon * (onGpu ? GPU_FACTOR : 1);
  const whole = of === "largest" || dtype === "complex64" || onGpu;
  const from = of === "terms" ? terms : whole ? largest : 0;
  const atol = Math.max(SMALLEST[dtype]!, unit * from);
  return { rtol: unit, atol: onGpu ? Math.max(atol, least) : atol };
}
