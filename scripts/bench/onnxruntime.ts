/**
 * A contestant: the bare ONNX Runtime, one call of a session on the graph that our engine makes of
 * the case, with ONNX Runtime's own settings. What the engine adds is the difference to this.
 *
 * @module
 */
import "./limit_threads.ts";
import * as tf from "kerasaur";
import { Tensor } from "onnxruntime-common";
import { binding, initOrt } from "onnxruntime-node/binding";
import { project, SEED } from "./data.ts";
import type { Prepared } from "./measure.ts";
import { serve } from "./serve.ts";
import { chain, consume, seeded } from "./kerasaur_work.ts";
import type { Workload } from "./workloads.ts";

/** The graph of a function as an ONNX model. */
function modelOf(run: (...args: tf.Tensor[]) => tf.Tensor, args: tf.Tensor[]): Uint8Array {
  const path = Deno.makeTempFileSync({ suffix: ".onnx" });
  try {
    tf.function(run).getConcreteFunction(...args).toOnnx(path);
    return Deno.readFileSync(path);
  } finally {
    Deno.removeSync(path);
  }
}

/** One call of a session with the function's arguments. */
function bare(run: (...args: tf.Tensor[]) => tf.Tensor, args: tf.Tensor[]): Prepared {
  const model = modelOf(run, args);
  const session = new binding.InferenceSession();
  session.loadModel(model.buffer as ArrayBuffer, model.byteOffset, model.byteLength, {});
  const feeds = Object.fromEntries(args.map((arg, index) => [
    `input_${index}`,
    new Tensor("float32", consume(arg) as Float32Array, arg.shape),
  ]));
  const call = () => (session.run(feeds, { output_0: null }, {})["output_0"] as Tensor).data;
  return { check: [project(call() as Float32Array)], run: call };
}

function prepare(work: Workload): Prepared | undefined {
  if (work.kind === "matmul") {
    const { size, transposeA, transposeB } = work;
    const args = [SEED.left, SEED.right].map((seed) => seeded(seed, [size, size]));
    return bare((a, b) => tf.matmul(a!, b!, { transposeA, transposeB }), args);
  }
  if (work.kind === "chain" && work.mode === "graph") {
    const args = [SEED.images, SEED.left, SEED.right].map((seed) =>
      seeded(seed, [work.size, work.size])
    );
    return bare((x, a, b) => chain(x!, a!, b!, work.operations), args);
  }
  return undefined;
}

initOrt();
await serve({}, prepare);
