/**
 * Kernels that replace the package's: they call the operation that TensorFlow's own Python calls,
 * so that the results have the same bits, or take what tfjs takes and the package does not.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import type { OperationAttribute } from "../engine/tensorflow/addon.ts";
import type { NodeBackend } from "./tensorflow_package.ts";

/** A kernel over the one it replaces. */
type Replacement = (backend: NodeBackend, before: tfjs.KernelFunc) => tfjs.KernelFunc;

/** Matrices are multiplied by `MatMul`, as in Python, and stacks of matrices as before. */
const multiply: Replacement = (backend, before) => (call) => {
  const { a, b } = call.inputs as { a: tfjs.TensorInfo; b: tfjs.TensorInfo };
  if (a.shape.length !== 2 || b.shape.length !== 2 || a.dtype !== b.dtype) return before(call);
  const { transposeA, transposeB } = call.attrs as { transposeA: boolean; transposeB: boolean };
  const { binding } = backend;
  const attributes: OperationAttribute[] = [
    { name: "T", type: binding.TF_ATTR_TYPE, value: backend.typeAttributeFromTensor(a) },
    { name: "transpose_a", type: binding.TF_ATTR_BOOL, value: transposeA },
    { name: "transpose_b", type: binding.TF_ATTR_BOOL, value: transposeB },
  ];
  return backend.executeSingleOutput("MatMul", attributes, [a, b]);
};

/** Axes may be counted from the end. */
const gather: Replacement = (_, before) => (call) => {
  const { x } = call.inputs as { x: tfjs.TensorInfo };
  const { axis } = call.attrs as { axis: number };
  const fromStart = axis < 0 ? axis + x.shape.length : axis;
  return before({ ...call, attrs: { ...call.attrs, axis: fromStart } });
};

const REPLACEMENTS: Readonly<Record<string, Replacement>> = {
  BatchMatMul: multiply,
  GatherV2: gather,
};

/** Puts our kernels in the place of the package's. */
export function replaceKernels(backendName: string, backend: NodeBackend): void {
  for (const [kernelName, replacement] of Object.entries(REPLACEMENTS)) {
    const before = tfjs.getKernel(kernelName, backendName);
    tfjs.unregisterKernel(kernelName, backendName);
    tfjs.registerKernel({ ...before, kernelFunc: replacement(backend, before.kernelFunc) });
  }
}
