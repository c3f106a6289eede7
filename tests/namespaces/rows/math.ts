/**
 * Rows of the functions of `tf.math`, `tf.bitwise`, and of those of `tf` that are theirs.
 *
 * @module
 */
import { complex } from "kerasaur";
import { floats, ints, Pair, pair, type Row, row, rows } from "../row.ts";

const CLOSE = { tolerance: { atol: 1e-6, rtol: 1e-5 } };
const signs = () => pair([true, false, true], [false, false, true]);
const counts = () => ints([5, 7, -9], [3, -8, 6]);
const ids = () => ints([0, 0, 1], [0, 1, 1]);

/** The rows. */
export const MATH_ROWS: readonly Row[] = [
  rows(
    `abs negative square cos sin tan tanh sinh cosh asinh atan exp math.expm1 sigmoid floor round
    math.ceil math.rint math.reciprocal math.reciprocalNoNan math.erf math.erfc math.besselI0
    math.besselI0e math.besselI1 math.besselI1e math.logSigmoid math.conj`,
    { x: floats() },
  ),
  row("sign", { x: pair([1, -2, 0], [-1, 2, 3]) }),
  rows("acos asin atanh math.erfinv", { x: floats([3], -0.9, 0.9) }),
  rows("math.erfcinv math.ndtri", { x: floats([3], 0.1, 0.9) }),
  rows("sqrt math.rsqrt math.log math.log1p math.digamma math.lgamma", {
    x: floats([3], 0.5, 3),
  }),
  row("acosh", { x: floats([3], 1.5, 3) }),
  row("math.lbeta", { x: floats([2, 3], 0.5, 3) }),
  rows("math.isFinite math.isInf math.isNan", {
    x: pair([1, NaN, Infinity], [NaN, Infinity, 2]),
  }),
  rows(
    `add subtract multiply divide math.divideNoNan math.multiplyNoNan math.squaredDifference
    math.floordiv math.floormod truncatediv truncatemod maximum minimum math.xdivy math.truediv
    realdiv`,
    { x: pair([1.5, 3.5, -2], [5.3, 0.6, 2.4]), y: pair([2, 1.6, -0.7], [0.8, -2.5, 2.1]) },
  ),
  rows("equal notEqual greater greaterEqual less lessEqual", {
    x: ints([1, 2, 3, 4], [2, 5, 1, 4]),
    y: ints([2, 2, 2, 4], [1, 2, 4, 3]),
  }),
  row("math.approximateEqual", {
    x: floats([3]),
    y: pair([0, 0, 0], [9, 9, 9]),
    tolerance: 1.2,
  }),
  rows("logicalAnd logicalOr math.logicalXor", {
    x: pair([true, false, true, false], [false, false, false, true]),
    y: pair([true, true, false, false], [false, false, false, true]),
  }),
  row("logicalNot", { x: signs() }),
  row("pow", { x: floats([3], 0.5, 2), y: floats([3]) }),
  row("pow", { x: ints([2, 3], [4, 5]), y: ints([2, 3], [3, 1]) }),
  rows("math.xlogy math.xlog1py", { x: floats([3]), y: floats([3], 0.5, 2) }),
  row("atan2", { y: floats([3]), x: floats([3], 0.5, 2) }),
  row("math.nextafter", { x1: floats([3]), x2: pair([9, 9, 9], [-9, -9, -9]) }),
  rows("math.igamma math.igammac", { a: floats([3], 0.5, 3), x: floats([3], 0.5, 2) }),
  row("math.betainc", {
    a: floats([3], 0.5, 3),
    b: floats([3], 0.5, 2),
    x: floats([3], 0.1, 0.9),
  }),
  row("math.polygamma", { a: pair([1, 2], [3, 1]), x: floats([2], 0.5, 2) }),
  row("math.zeta", { x: floats([3], 1.5, 3), q: floats([3], 0.5, 2) }),
  row("math.polyval", { coeffs: [floats([]), floats([], 2, 3)], x: floats([3]) }),
  rows("math.real math.imag math.angle", {
    input: new Pair(complex([1, 2], [3, 4]), complex([-1, 5], [2, -6])),
  }),
  row("addN", { inputs: [floats(), floats([2, 3], 0, 1)] }),
  row("math.accumulateN", {
    inputs: [floats(), floats([2, 3], 0, 1)],
    shape: [2, 3],
    tensorDtype: "float32",
  }),
  row("scalarMul", { scalar: pair(3, 4), x: floats() }),
  rows(
    `reduceSum reduceMean reduceProd reduceLogsumexp math.reduceEuclideanNorm math.reduceStd
    math.reduceVariance`,
    { inputTensor: floats(), axis: 1, keepdims: true },
    CLOSE,
  ),
  rows("reduceMax reduceMin", { inputTensor: floats(), axis: 1, keepdims: true }),
  rows("reduceAll reduceAny", {
    inputTensor: pair([[true, true], [false, false]], [[false, false], [true, true]]),
    axis: 1,
    keepdims: true,
  }),
  rows("argmax argmin", { input: pair([1, 5, 3, 0], [7, 2, 1, 9]), axis: 0, outputType: "int32" }),
  rows("cumsum math.cumprod math.cumulativeLogsumexp", {
    x: floats(),
    axis: 1,
    exclusive: true,
    reverse: true,
  }, CLOSE),
  row("math.countNonzero", {
    input: ints([[1, 0], [0, 0]], [[1, 1], [1, 0]]),
    axis: 1,
    keepdims: true,
    dtype: "int32",
  }),
  row("math.zeroFraction", { value: pair([0, 1, 2], [0, 0, 2]) }),
  row("math.bincount", {
    arr: ints([0, 1, 1], [2, 2, 0]),
    weights: floats([3]),
    minlength: 3,
    maxlength: 3,
    dtype: "float32",
  }),
  row("math.bincount", {
    arr: ints([[0, 1, 1]], [[2, 2, 0]]),
    minlength: 3,
    maxlength: 3,
    axis: -1,
    binaryOutput: true,
  }),
  row("math.bincount", { arr: ints([0, 1, 1], [2, 2, 0]) }, { refused: ["arr"] }),
  row("math.confusionMatrix", {
    labels: ints([0, 1], [1, 1]),
    predictions: ints([1, 1], [0, 1]),
    numClasses: 2,
    weights: floats([2]),
    dtype: "float32",
  }),
  row("math.confusionMatrix", { labels: ints([0, 1], [1, 1]), predictions: ints([1, 1], [0, 1]) }, {
    refused: ["labels", "predictions"],
  }),
  row("math.inTopK", {
    targets: ints([0, 1], [2, 0]),
    predictions: pair([[3, 2, 1], [3, 2, 1]], [[1, 2, 3], [3, 2, 1]]),
    k: 1,
  }),
  row("math.invertPermutation", { x: ints([2, 0, 1], [0, 2, 1]) }),
  rows("math.isNonDecreasing math.isStrictlyIncreasing", {
    x: pair([1, 2, 3], [3, 2, 1]),
  }),
  row("math.l2Normalize", { x: floats(), axis: 1, epsilon: pair(0.1, 40) }, CLOSE),
  rows("math.softmax math.logSoftmax", { logits: floats(), axis: 0 }, CLOSE),
  rows("math.softplus math.softsign", { features: floats() }),
  row("math.topK", { input: floats(), k: 2, sorted: true, indexType: "int64" }),
  rows("math.segmentSum math.segmentMean math.segmentMax math.segmentMin math.segmentProd", {
    data: floats([3]),
    segmentIds: ids(),
  }, { refused: ["segmentIds"] }),
  rows(
    `math.unsortedSegmentSum math.unsortedSegmentMean math.unsortedSegmentMax
    math.unsortedSegmentMin math.unsortedSegmentProd math.unsortedSegmentSqrtN`,
    { data: floats([3]), segmentIds: ids(), numSegments: 3 },
  ),
  rows("bitwise.bitwiseAnd bitwise.bitwiseOr bitwise.bitwiseXor", {
    x: counts(),
    y: ints([3, 5, 6], [1, 9, 12]),
  }),
  rows("bitwise.leftShift bitwise.rightShift", { x: counts(), y: ints([1, 2, 0], [3, 1, 2]) }),
  row("bitwise.invert", { x: counts() }),
].flat();
