/**
 * A contestant: tfjs on its wasm backend, used as tfjs's documentation does.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
// deno-lint-ignore no-import-prefix -- a contestant is no dependency of the library
import { version_wasm } from "npm:@tensorflow/tfjs-backend-wasm@4.22.0";
import { SEED } from "./data.ts";
import type { Prepared } from "./measure.ts";
import { serve } from "./serve.ts";
import {
  chain,
  convolution,
  crossEntropy,
  lenet,
  mlp,
  seeded,
  tensorWork,
  trainingTensors,
  trainingWork,
} from "./tfjs_work.ts";
import type { TrainWork, Workload } from "./workloads.ts";

function training(work: TrainWork): Prepared {
  const { images, labels, weights } = trainingTensors(work);
  const variables = weights.map((it) => tfjs.variable(it));
  const optimizer = work.optimizer === "sgd"
    ? tfjs.train.sgd(work.rate)
    : tfjs.train.adam(work.rate, 0.9, 0.999, 1e-7);
  let steps = 0;
  const loss = () => {
    // Keras adds epsilon before the correction of the means, tfjs after it.
    if (optimizer instanceof tfjs.AdamOptimizer) {
      Object.assign(optimizer, { epsilon: 1e-7 / Math.sqrt(1 - 0.999 ** ++steps) });
    }
    const logits = work.model === "mlp"
      ? mlp(images, variables)
      : lenet(images, variables, work.pool);
    return crossEntropy(logits, labels) as tfjs.Scalar;
  };
  return trainingWork(() => optimizer.minimize(loss, true, variables)!, work.checkStep);
}

function prepare(work: Workload): Prepared | undefined {
  switch (work.kind) {
    case "matmul": {
      const [a, b] = [SEED.left, SEED.right].map((seed) => seeded(seed, [work.size, work.size]));
      return tensorWork(() => tfjs.matMul(a!, b!, work.transposeA, work.transposeB));
    }
    case "conv":
      return convolution(work);
    case "train":
      return training(work);
    case "chain": {
      if (work.mode === "graph") return undefined;
      const shape = [work.size, work.size];
      const [x, a, b] = [SEED.images, SEED.left, SEED.right].map((seed) => seeded(seed, shape));
      return tensorWork(() => tfjs.tidy(() => chain(x!, a!, b!, work.operations)));
    }
    case "scalar": {
      const [a, b] = [tfjs.scalar(1.5), tfjs.scalar(2)];
      return tensorWork(() => tfjs.add(a, b));
    }
    default:
      return undefined;
  }
}

await tfjs.setBackend("wasm");
await serve({ "tfjs-backend-wasm": version_wasm }, prepare);
