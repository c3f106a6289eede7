/**
 * What the tables of tests leave out or let differ, each with its reason; there is no other way.
 *
 * @module
 */
import type { BackendName } from "../support/backends.ts";
import { type Case, isFinite } from "./cases.ts";

/** Primitives that no table can try, as they have no samples. */
export const UNSAMPLED: Readonly<Record<string, string>> = {
  cond: "it runs graphs that functions recorded; tests/functions holds it to eager code",
  whileLoop: "it runs graphs that functions recorded; tests/functions holds it to eager code",
  "whileLoop.gradient":
    "it runs graphs that were made of others; tests/functions differentiates it",
  recurrence: "it runs graphs that functions recorded; tests/functions holds it to the steps",
  "random.draw": "its values are the host's draws, which tests/random holds to NumPy's",
  hostFunction:
    "it runs what layers and functions of texts give it; tests/layers and tests/ops/calls hold those to Keras",
  assert: "it throws or gives nothing; tests/ops/debugging_test.ts holds it",
  print: "it prints, which tests/ops/calls holds to TensorFlow's texts",
  assign: "it belongs to a variable; tests/functions holds it to TensorFlow",
  customGradient: "its gradient is the user's; tests/functions holds it to what they wrote",
};

/** Primitives without a gradient though their results change with their inputs. */
export const CUT: Readonly<Record<string, string>> = {
  stopGradient: "to have none is its purpose",
  bitcast: "TensorFlow gives none for numbers taken as others",
  oneHot: "TensorFlow gives none for the two values",
};

/** Inputs of floats that count as constant in gradients, as in TensorFlow, by their positions. */
export const CONSTANT: Readonly<Record<string, { places: readonly number[]; reason: string }>> = {
  "math.betainc": { places: [0, 1], reason: "TensorFlow has no derivative by its shape" },
  "math.igammaGradA": { places: [0], reason: "TensorFlow has no second derivative by a" },
  "math.polygamma": { places: [0], reason: "TensorFlow has no derivative by its order" },
  "math.zeta": { places: [0], reason: "TensorFlow has no derivative by its exponent" },
};

/** Primitives that can be differentiated once and not twice. */
export const ONCE: Readonly<Record<string, string>> = {
  "nn.ctcLoss": "there is no formula for its second derivative; asking is an error",
  "math.igamma": "there is no formula for the second derivative by a; asking is an error",
  "math.igammac": "there is no formula for the second derivative by a; asking is an error",
};

/** Primitives whose gradient is an error that says so. */
export const REFUSED: Readonly<Record<string, string>> = {
  "nn.ctcLossGrad": "it is a gradient by the host's recursion, which has no derivative itself",
};

/** Primitives of symmetric matrices: they are moved along symmetric directions alone. */
export const SYMMETRIC: Readonly<Record<string, string>> = {
  "linalg.cholesky": "its gradient is that of the symmetric part, as TensorFlow's",
};

/** Primitives of whose results TensorFlow leaves some undefined where it refuses the inputs. */
export const UNDEFINED: Readonly<Record<string, string>> = {
  "linalg.cholesky": "of matrices that are not positive definite it leaves what memory held",
};

/** Samples that may differ from TensorFlow on a device. None has to: processors differ. */
export interface Exception {
  readonly device?: BackendName;
  /** Only on adapters that compute on the processor. */
  readonly software?: true;
  /** Name of the primitive; default: all. */
  readonly primitive?: string;
  /** Which samples; default: all. */
  readonly when?: (it: Case) => boolean;
  /** What the error says that is as good as the values; default: anything may come out. */
  readonly refusal?: string;
  readonly reason: string;
}

/** Primitives that take the exponential or the logarithm of what they are given. */
const OF_EXPONENTIALS =
  "exp sigmoid cosh acosh asinh atanh math.log math.log1p math.xlogy math.xlog1py " +
  "reduceLogsumexp nn.softmax nn.geluNormalDensity nn.softmaxCrossEntropyWithLogitsGrad " +
  "nn.sparseSoftmaxCrossEntropyWithLogitsGrad";

/** All samples that may differ. */
export const EXCEPTIONS: readonly Exception[] = [
  ...OF_EXPONENTIALS.split(" ").map((primitive): Exception => ({
    device: "webgpu",
    software: true,
    primitive,
    when: ({ inputs }) => !inputs.every(isFinite),
    reason:
      "SwiftShader's exponential of NaN is infinite, its logarithm of 0 finite; cards are right",
  })),
  {
    primitive: "math.erf",
    when: ({ inputs: [x] }) => x!.dtype === "float64" && !isFinite(x!),
    reason: "TensorFlow's erf of infinite float64 is not a number; it is 1 and -1 in float32",
  },
  ...["equal", "notEqual"].map((primitive): Exception => ({
    primitive,
    when: ({ inputs, primitive: { host } }) =>
      inputs[0]!.dtype === "complex64" && host === undefined,
    reason: "complex numbers are refused where no function on the host compares them",
  })),
  {
    device: "webgpu",
    when: isNarrow,
    refusal: "float16 values, which its binding lacks; use tf.cast",
    reason: "only some cards have floats of 16 bits; where one would see some is an error",
  },
  {
    device: "cuda",
    when: isNarrow,
    refusal: "float16 values, which its binding lacks; use tf.cast",
    reason: "ONNX Runtime's binding has no floats of 16 bits; where it would see some is an error",
  },
];

/** Whether floats of 16 bits are among the inputs or the results. */
function isNarrow({ bound, inputs }: Case): boolean {
  const avals = inputs.map(({ aval }) => aval);
  return [...avals, ...bound.infer(avals)].some(({ dtype }) =>
    dtype === "float16" || dtype === "bfloat16"
  );
}

/** A device as far as exceptions tell them apart. */
interface Place {
  readonly name: BackendName;
  readonly software: boolean;
}

function exceptionsOf(it: Case, device: Place): Exception[] {
  return EXCEPTIONS.filter((exception) =>
    (exception.primitive ?? it.primitive.name) === it.primitive.name &&
    (exception.device ?? device.name) === device.name &&
    (!exception.software || device.software) && (exception.when?.(it) ?? true)
  );
}

/** Whether a sample may differ from TensorFlow on a device. */
export function mayDiffer(it: Case, device: Place): boolean {
  return exceptionsOf(it, device).some(({ refusal }) => refusal === undefined);
}

/** Whether an error is one that a sample may end with on a device, in the place of values. */
export function mayRefuse(it: Case, device: Place, { message }: Error): boolean {
  return exceptionsOf(it, device).some(({ refusal }) =>
    refusal !== undefined && message.includes(refusal) &&
    message.includes(`cannot compute on the ${device.name} device`)
  );
}
