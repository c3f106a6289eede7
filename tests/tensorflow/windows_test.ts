/**
 * Convolutions and pools of random sizes on the tensorflow device are what they are on the cpu
 * device: TensorFlow's kernels compute something else for some attributes, and do not say so.
 *
 * @module
 */
import { fail } from "@std/assert";
import { providers } from "../../lib/engine/mod.ts";
import type { DType } from "../../lib/arrays/dtypes.ts";
import { sample } from "../../lib/primitives/support/samples.ts";
import type { Backend } from "../../lib/tensor/backend.ts";
import { read } from "../../lib/tensor/graph.ts";
import { onnxBackend } from "../../lib/tensor/onnx_backend.ts";
import { boundOf } from "../../lib/tensor/primitive.ts";
import { recordAll } from "../../lib/tensor/record.ts";
import type { Shape } from "../../lib/tensor/aval.ts";
import type { HostData, Tensor } from "../../lib/tensor/tensor.ts";
import "../../lib/primitives/nn/avg_pool.ts";
import "../../lib/primitives/nn/convolution.ts";
import "../../lib/primitives/nn/max_pool.ts";
import "../../lib/start.ts";
import { using } from "../support/backends.ts";
import { findDifference, magnitudesOf } from "../support/compare.ts";
import { boundsOf, precisionOf } from "../support/tolerances.ts";
import { onDevice } from "./support.ts";

/** Cases of each kind. */
const COUNT = 150;

/** Whole numbers below a bound, from a seed: a linear congruence. */
function numbersFrom(seed: number): (below: number) => number {
  let at = seed;
  return (below) => {
    at = (Math.imul(at, 1664525) + 1013904223) >>> 0;
    return Math.floor(at / 2 ** 32 * below);
  };
}

/** One call: a primitive with what it is given. */
interface Trial {
  readonly name: string;
  readonly attrs: object;
  readonly inputs: readonly Tensor[];
}

function compute(backend: Backend, { name, attrs, inputs }: Trial): [Tensor, HostData] {
  return using(backend, () => {
    const [output] = recordAll(boundOf(name, attrs), inputs);
    return [output!, read(output!)];
  });
}

type Draw = (below: number) => number;

/** Attributes and an image of a rank. */
function windowsOf(draw: Draw, rank: number, withGaps: boolean) {
  const axes = <T>(make: () => T): T[] => Array.from({ length: rank }, make);
  const window = axes(() => 1 + draw(3));
  const isDilated = withGaps && draw(3) === 0;
  const byHand = rank === 2 && withGaps && draw(3) === 0;
  return {
    image: axes(() => 1 + draw(rank === 3 ? 5 : 8)),
    window,
    strides: axes(() => 1 + draw(3)),
    dilations: axes(() => isDilated ? 1 + draw(3) : 1),
    padding: byHand ? axes(() => [draw(3), draw(3)]) : draw(2) === 0 ? "SAME" : "VALID",
  };
}

function dtypeOf(draw: Draw): DType {
  return (["float32", "float32", "float64", "bfloat16"] as const)[draw(4)]!;
}

/** A convolution, or one of its gradients. */
function convolution(draw: Draw, kind: string, cpu: Backend): Trial {
  const depthwise = kind === "nn.depthwiseConv2d";
  const { image, window, ...attrs } = windowsOf(draw, kind === "nn.conv3d" ? 3 : 2, true);
  const groups = depthwise || draw(3) === 0 ? 1 + draw(3) : 1;
  const [inner, outer] = [depthwise ? 1 : 1 + draw(3), 1 + draw(3)];
  const dtype = dtypeOf(draw);
  const x = sample([1 + draw(2), ...image, groups * inner], { dtype, seed: draw(100) });
  const channels = depthwise ? [groups, outer] : [inner, groups * outer];
  const filters = sample([...window, ...channels], { dtype, seed: draw(100) });
  const [{ shape }] = compute(cpu, { name: kind, attrs, inputs: [x, filters] });
  const y = sample(shape, { dtype, seed: draw(100) });
  return [
    { name: kind, attrs, inputs: [x, filters] },
    { name: `${kind}BackpropInput`, attrs: { ...attrs, shape: x.shape }, inputs: [y, filters] },
    { name: `${kind}BackpropFilter`, attrs: { ...attrs, shape: filters.shape }, inputs: [x, y] },
  ][draw(3)]!;
}

/** A pool, or its gradient. Of equal elements the first counts. */
function pool(draw: Draw, kind: string, cpu: Backend): Trial {
  const isMax = kind.includes("max");
  const rank = kind.endsWith("3d") ? 3 : 2;
  const { image, dilations: _, ...attrs } = windowsOf(draw, rank, false);
  const dtype = rank === 3 ? "float32" : dtypeOf(draw);
  const shape: Shape = [1 + draw(2), ...image, 1 + draw(3)];
  const x = sample(shape, { dtype, seed: draw(100), ...(draw(2) === 0 ? { max: 3 } : {}) });
  const forward = { name: kind, attrs, inputs: [x] };
  const [y] = compute(cpu, forward);
  const g = sample(y.shape, { dtype, seed: draw(100) });
  const back = isMax
    ? { name: `${kind}Grad`, attrs, inputs: [x, y, g] }
    : { name: `${kind}Grad`, attrs: { ...attrs, shape }, inputs: [g] };
  return draw(2) === 0 ? forward : back;
}

const KINDS: Readonly<Record<string, typeof pool>> = {
  "nn.conv2d": convolution,
  "nn.conv3d": convolution,
  "nn.depthwiseConv2d": convolution,
  "nn.maxPool2d": pool,
  "nn.maxPool3d": pool,
  "nn.avgPool2d": pool,
  "nn.avgPool3d": pool,
};

for (const [kind, make] of Object.entries(KINDS)) {
  onDevice(
    `${kind} and its gradients are those of the cpu device, whatever the sizes`,
    (device) => {
      const cpu = onnxBackend(providers.cpu);
      const draw = numbersFrom(kind.length);
      for (let i = 0; i < COUNT; i++) {
        let trial: Trial;
        try {
          trial = make(draw, kind, cpu);
        } catch (error) {
          // Windows that do not fit into the image.
          if (error instanceof TypeError && error.message.includes("at least as large")) continue;
          throw error;
        }
        const [output, expected] = compute(cpu, trial);
        const [, values] = compute(device.backend, trial);
        const precision = precisionOf(trial.name);
        const given = trial.inputs.reduce(
          (sum, it) => sum + magnitudesOf(it.dtype, it.host!).sum,
          0,
        );
        const bounds = boundsOf(precision, output.dtype, {
          largest: magnitudesOf(output.dtype, expected).largest,
          terms: given / Math.max(1, output.size),
        }, false);
        const difference = findDifference(output.dtype, values, expected, bounds, true);
        if (difference === undefined) continue;
        const shapes = trial.inputs.map(({ shape }) => `(${shape})`).join(" ");
        fail(
          `${trial.name} of ${output.dtype} ${shapes} ${
            JSON.stringify(trial.attrs)
          }: ${difference}`,
        );
      }
    },
  );
}
