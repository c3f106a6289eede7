/**
 * The suites of kernels on the tensorflow device, if `KERASAUR_REQUIRE_DEVICES` names it, and where
 * that device differs from what the engine's devices are held to.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import { backendName, useDevice } from "../../lib/devices/names.ts";
import { REQUIRED } from "./devices.ts";
import { type OperationKind, type Tolerance, tolerance } from "./tolerances.ts";

const NO_TRUTH_VALUES = "TensorFlow has no such operation on truth values";
const NOTHING = "TensorFlow reduces nothing to NaN, an infinity or true; tfjs differs";
const DIVISION = "TensorFlow refuses to divide whole numbers by zero";
const DILATED = "oneDNN has no gradient of some dilated convolutions";
const NO_DILATION = "the package leaves the dilation out of the gradient";
const EXPLICIT = "the package leaves the list of explicit paddings out";
const LONG_SUMS = "oneDNN's sums of 40,000 products are 5e-6 off";
const HALF_PIXELS = "the package leaves half-pixel centres out of the gradient";

/** Tests that fail on the tensorflow device, by their names, and why. */
export const DIFFERENT: Readonly<Record<string, string>> = {
  "kernel Prelu equals tfjs's cpu kernel": "the package subtracts infinity from infinity",
  "kernel EluGrad equals tfjs's cpu kernel": "TensorFlow takes the branch for what is not a number",
  "kernel Greater equals tfjs's cpu kernel": NO_TRUTH_VALUES,
  "kernel GreaterEqual equals tfjs's cpu kernel": NO_TRUTH_VALUES,
  "kernel Less equals tfjs's cpu kernel": NO_TRUTH_VALUES,
  "kernel LessEqual equals tfjs's cpu kernel": NO_TRUTH_VALUES,
  "kernel Maximum equals tfjs's cpu kernel when they are truth values": NO_TRUTH_VALUES,
  "kernel Minimum equals tfjs's cpu kernel when they are truth values": NO_TRUTH_VALUES,
  "kernel Max equals a loop when they are truth values": NO_TRUTH_VALUES,
  "kernel Min equals a loop when they are truth values": NO_TRUTH_VALUES,
  "kernel BitwiseAnd equals a loop when numbers are whole": "the package has no such kernel",
  "kernel FloorDiv equals a loop when numbers are whole": DIVISION,
  "kernel Mod equals a loop when numbers are whole": DIVISION,
  "kernel Conv2DBackpropInput equals a loop": DILATED,
  "kernel Conv2DBackpropFilter equals a loop": DILATED,
  "kernel Conv2DBackpropFilter equals a loop when it is wide": LONG_SUMS,
  "kernel Conv2DBackpropFilter equals a loop when it is wide and its inputs are results": LONG_SUMS,
  "kernel Conv2DBackpropInput equals a loop when it is wide, and dilated or padded by hand":
    EXPLICIT,
  "kernel Conv2DBackpropFilter equals a loop when it is wide, and dilated or padded by hand":
    EXPLICIT,
  "kernel Conv3DBackpropInputV2 equals a loop": NO_DILATION,
  "kernel Conv3DBackpropFilterV2 equals a loop": NO_DILATION,
  "kernel DepthwiseConv2dNativeBackpropInput equals a loop": EXPLICIT,
  "kernel DepthwiseConv2dNativeBackpropFilter equals a loop": EXPLICIT,
  "kernel SparseToDense equals tfjs's cpu kernel": "TensorFlow wants indices in order",
  "kernel UnsortedSegmentSum equals tfjs's cpu kernel": "TensorFlow refuses numbers out of range",
  "kernel MaxPool3DGrad equals a loop": "some windows differ; it is not known why",
  "kernel MaxPoolGrad equals a loop when windows hold nothing but minus infinity":
    "TensorFlow gives the gradient to the first element",
  "kernel Mean equals tfjs's cpu kernel": NOTHING,
  "kernel Mean equals tfjs's cpu kernel when numbers are whole": NOTHING,
  "kernel Max equals tfjs's cpu kernel": NOTHING,
  "kernel Min equals tfjs's cpu kernel": NOTHING,
  "kernel All equals tfjs's cpu kernel when they are truth values": NOTHING,
  "kernel ResizeBilinear equals a loop": "TensorFlow rounds the places between pixels to float32",
  "kernel ResizeBilinearGrad equals a loop": HALF_PIXELS,
  "kernel ResizeNearestNeighborGrad equals a loop": HALF_PIXELS,
  "kernel Reciprocal equals tfjs's cpu kernel": "TensorFlow's is one unit of the last place off",
};

/** Random cases of each kernel. */
const RUNS = 50;

/**
 * Registers the test of a kernel on the tensorflow device, where that is required. One that is
 * listed as different is left out: whether it differs depends on the processor.
 */
export function onTensorflow<Case>(
  name: string,
  cases: fc.Arbitrary<Case>,
  kind: OperationKind,
  compare: (backend: string, it: Case, bounds: Tolerance) => void,
): void {
  if (!REQUIRED.includes("tensorflow")) return;
  const different = DIFFERENT[name];
  const suffix = different === undefined ? "" : `, but not always: ${different}`;
  const ignore = different !== undefined;
  Deno.test({ name: `tensorflow: ${name}${suffix}`, ignore }, () => {
    const before = tfjs.getBackend();
    useDevice("tensorflow");
    tfjs.setBackend(before);
    fc.assert(
      fc.property(cases, (it) => compare(backendName("tensorflow"), it, tolerance(kind))),
      { numRuns: RUNS, seed: 20, endOnFailure: true },
    );
  });
}
