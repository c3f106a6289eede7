/**
 * The cuda device: ONNX Runtime's CUDA provider, whose library comes with a CUDA build of ONNX
 * Runtime and not with the npm package. The package's binding keeps buffers for its WebGPU provider
 * alone, so results come to the host after each run.
 *
 * @module
 */
import { hostProvider } from "../binding/host_provider.ts";
import type { Provider } from "../plan/graph_types.ts";

/** ONNX Runtime's CUDA provider; its library is loaded by the first graph. */
export const cudaProvider: Provider = hostProvider("cuda", () => ({
  executionProviders: ["cuda"],
  intraOpNumThreads: 1,
}));
