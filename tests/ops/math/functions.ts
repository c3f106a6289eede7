/**
 * The public functions of mathematics by the names that they have in TensorFlow.
 *
 * @module
 */
import * as bitwise from "../../../lib/ops/bitwise/bitwise.ts";
import * as addN from "../../../lib/ops/math/add_n.ts";
import * as arithmetic from "../../../lib/ops/math/arithmetic.ts";
import * as bitcast from "../../../lib/ops/math/bitcast.ts";
import * as cast from "../../../lib/ops/math/cast.ts";
import * as classification from "../../../lib/ops/math/classification.ts";
import * as clip from "../../../lib/ops/math/clip.ts";
import * as clipNorms from "../../../lib/ops/math/clip_norms.ts";
import * as comparison from "../../../lib/ops/math/comparison.ts";
import * as complexParts from "../../../lib/ops/math/complex_parts.ts";
import * as compositions from "../../../lib/ops/math/compositions.ts";
import * as division from "../../../lib/ops/math/division.ts";
import * as divisionTrue from "../../../lib/ops/math/division_true.ts";
import * as exponential from "../../../lib/ops/math/exponential.ts";
import * as extremes from "../../../lib/ops/math/extremes.ts";
import * as hyperbolic from "../../../lib/ops/math/hyperbolic.ts";
import * as logarithmic from "../../../lib/ops/math/logarithmic.ts";
import * as logical from "../../../lib/ops/math/logical.ts";
import * as norm from "../../../lib/ops/math/norm.ts";
import * as order from "../../../lib/ops/math/order.ts";
import * as rounding from "../../../lib/ops/math/rounding.ts";
import * as saturateCast from "../../../lib/ops/math/saturate_cast.ts";
import * as special from "../../../lib/ops/math/special.ts";
import * as specialPairs from "../../../lib/ops/math/special_pairs.ts";
import * as trigonometric from "../../../lib/ops/math/trigonometric.ts";
import * as where from "../../../lib/ops/math/where.ts";
import * as activations from "../../../lib/ops/nn/activations.ts";
import { l2Normalize } from "../../../lib/ops/nn/normalization.ts";
import * as argExtremes from "../../../lib/ops/reduction/arg_extremes.ts";
import * as bincount from "../../../lib/ops/reduction/bincount.ts";
import * as confusionMatrix from "../../../lib/ops/reduction/confusion_matrix.ts";
import * as counting from "../../../lib/ops/reduction/counting.ts";
import * as histogram from "../../../lib/ops/reduction/histogram.ts";
import * as inTopK from "../../../lib/ops/reduction/in_top_k.ts";
import * as moments from "../../../lib/ops/reduction/moments.ts";
import * as reductions from "../../../lib/ops/reduction/reductions.ts";
import * as running from "../../../lib/ops/reduction/running.ts";
import * as segments from "../../../lib/ops/reduction/segments.ts";
import * as unsortedSegments from "../../../lib/ops/reduction/unsorted_segments.ts";

type AnyFunction = (...args: unknown[]) => unknown;

/** Functions of a module under a namespace. */
function under(namespace: string, module: object): [string, AnyFunction][] {
  return Object.entries(module).map(([name, it]) => [`${namespace}${name}`, it as AnyFunction]);
}

const MATH = [
  addN,
  arithmetic,
  bitcast,
  cast,
  classification,
  clip,
  clipNorms,
  comparison,
  complexParts,
  compositions,
  division,
  divisionTrue,
  exponential,
  extremes,
  hyperbolic,
  logarithmic,
  logical,
  norm,
  order,
  rounding,
  saturateCast,
  special,
  specialPairs,
  trigonometric,
  where,
  { l2Normalize },
  argExtremes,
  bincount,
  confusionMatrix,
  counting,
  histogram,
  inTopK,
  reductions,
  running,
  segments,
  unsortedSegments,
];

/** Functions by their paths, such as `math.segmentSum`. */
export const FUNCTIONS: Readonly<Record<string, AnyFunction>> = Object.fromEntries([
  ...MATH.flatMap((module) => ["", "math."].flatMap((namespace) => under(namespace, module))),
  ...[activations, moments].flatMap((module) => under("nn.", module)),
  ...under("math.", moments),
  ...under("linalg.", clipNorms),
  ...under("bitwise.", bitwise),
  ["compat.v1.clipByAverageNorm", clipNorms.clipByAverageNorm as AnyFunction],
]);
