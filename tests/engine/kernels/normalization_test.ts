import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import { conforms, draw, SEEDS, tensor } from "./support.ts";

conforms("FusedBatchNorm", {
  cases: fc.tuple(
    fc.constantFrom([2, 3, 4, 5], [1, 1, 7, 1], [3, 2, 2, 3]),
    SEEDS,
    fc.constantFrom(0, 1, 2, 3),
    fc.constantFrom(1e-3, 1e-5),
  ).map(([shape, seed, given, epsilon]) => {
    const row = (index: number, low: number, high: number) =>
      tensor(shape.slice(-1), seed + index, draw.within(low, high), "float32");
    return {
      inputs: [
        tensor(shape, seed, draw.plain, "float32"),
        row(1, -2, 2),
        row(2, 0.1, 3),
        row(3, -2, 2),
        row(4, -2, 2),
      ],
      params: { given, epsilon },
    };
  }),
  run: ([x, mean, variance, offset, scale], { given, epsilon }) =>
    tfjs.batchNorm(
      x!,
      mean as tfjs.Tensor1D,
      variance as tfjs.Tensor1D,
      (given & 1 ? offset : undefined) as tfjs.Tensor1D,
      (given & 2 ? scale : undefined) as tfjs.Tensor1D,
      epsilon,
    ),
  kind: "product",
});
