/**
 * Gradients that replace tfjs's own, on every device.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";

/**
 * The gradient of relu from its result, `dy` where `y > 0`, as TensorFlow has it: tfjs keeps the
 * argument instead, which costs a tensor and keeps the graph from fusing product and relu.
 */
function reluGradient(dy: tfjs.Tensor | tfjs.Tensor[], saved: tfjs.Tensor[]) {
  const [y] = saved;
  return {
    x: () => tfjs.mul(dy as tfjs.Tensor, tfjs.cast(tfjs.greater(y!, 0), "float32")),
  };
}

/** Registers the gradients; runs once, when the library is imported. */
export function registerGradients(): void {
  tfjs.registerGradient({
    kernelName: tfjs.Relu,
    outputsToSave: [true],
    gradFunc: reluGradient,
  });
}
