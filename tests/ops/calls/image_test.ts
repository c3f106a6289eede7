/**
 * tf.image against TensorFlow.
 *
 * @module
 */
import { testCalls } from "./calls.ts";

testCalls("image_calls", {
  onProcessors: {
    "image.psnr": "of equal images it takes the logarithm of 0, which is finite on SwiftShader",
  },
  bounds: (name, dtype) =>
    /ssim/.test(name)
      ? { atol: 1e-4, rtol: 1e-4 }
      : dtype === "float64" && !/adjust/.test(name)
      ? { atol: 1e-12, rtol: 1e-12 }
      : { atol: 2e-6, rtol: 5e-6 },
});
