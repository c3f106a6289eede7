/**
 * tf.signal against TensorFlow.
 *
 * @module
 */
import { testCalls } from "./calls.ts";

testCalls("signal_calls", {
  bounds: (_, dtype) =>
    dtype === "float64" ? { atol: 1e-12, rtol: 1e-12 } : { atol: 2e-5, rtol: 2e-5 },
});
