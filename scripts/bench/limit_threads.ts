/**
 * Keeps ONNX Runtime to the threads of the benchmark. Left alone it starts one for each core of the
 * machine and ties it to that core, whatever cores the process was given. Imported for its effect,
 * by contestants whose first argument is the number of threads, 0 for no limit.
 *
 * @module
 */
import { binding } from "onnxruntime-node/binding";

const threads = Number(Deno.args[0]);
const { prototype } = binding.InferenceSession;
const { loadModel } = prototype;

if (threads > 0) {
  prototype.loadModel = function (...args: unknown[]): void {
    const options = args.pop() as { intraOpNumThreads?: number };
    const limited = Math.min(options.intraOpNumThreads ?? threads, threads);
    Reflect.apply(loadModel, this, [...args, { ...options, intraOpNumThreads: limited }]);
  };
}
