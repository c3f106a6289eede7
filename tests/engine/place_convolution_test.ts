/**
 * Gradients of filters as products, place by place of the window, against loops.
 */
import { assert, assertEquals } from "@std/assert";
import { filterGradientByPlaces } from "../../lib/engine/cpu/place_convolution.ts";
import { PlanEditor } from "../../lib/engine/cpu/plan_editor.ts";
import { openSession } from "../../lib/engine/cpu/provider.ts";
import type { GraphNode, Held, Plan, Value } from "../../lib/engine/plan/graph_types.ts";
import { newValue } from "../../lib/engine/plan/value.ts";

/** Sizes of a convolution; padding is the same on all sides. */
interface Sizes {
  readonly batch: number;
  readonly image: number;
  readonly channels: number;
  readonly filters: number;
  readonly window: number;
  readonly stride: number;
  readonly pad: number;
}

const outputOf = ({ image, window, stride, pad }: Sizes) =>
  Math.floor((image + 2 * pad - window) / stride) + 1;

const CASES: readonly Sizes[] = [
  { batch: 6, image: 40, channels: 32, filters: 16, window: 1, stride: 1, pad: 0 },
  { batch: 21, image: 31, channels: 40, filters: 24, window: 1, stride: 2, pad: 0 },
  { batch: 5, image: 21, channels: 12, filters: 20, window: 3, stride: 1, pad: 1 },
  { batch: 18, image: 23, channels: 16, filters: 16, window: 3, stride: 2, pad: 1 },
  { batch: 70, image: 23, channels: 16, filters: 16, window: 2, stride: 3, pad: 0 },
];

const numbers = (count: number, seed: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * 1.7 + seed));

/** The gradient as lowerings write it: a convolution of the image by the gradient. */
function planOf(it: Sizes): Plan {
  const { batch, image, channels, filters, window, stride, pad } = it;
  const size = outputOf(it);
  // What the window does not reach would make the result larger.
  const trim = image + 2 * pad - (window - 1 + stride * (size - 1) + 1);
  let slot = 0;
  const value = (shape: readonly number[]) => newValue("float32", shape, { slot: slot++ });
  const nodes: GraphNode[] = [];
  const node = (op: string, inputs: Value[], shape: readonly number[], attributes = {}) => {
    const output = value(shape);
    nodes.push({ op, kernel: "gradient", inputs, attributes, outputs: [output] });
    return output;
  };
  const inputs = [value([batch, image, image, channels]), value([batch, size, size, filters])];
  const [x, g] = inputs.map((it) => {
    const [n, h, w, c] = it.shape as [number, number, number, number];
    return node("Transpose", [it], [c, n, h, w], { perm: [3, 0, 1, 2] });
  }) as [Value, Value];
  const sums = node("Conv", [x, g], [channels, filters, window, window], {
    kernel_shape: [size, size],
    strides: [1, 1],
    dilations: [stride, stride],
    pads: [pad, pad, pad - trim, pad - trim],
    group: 1,
  });
  return { nodes, inputs, constants: [], outputs: [sums] };
}

function byLoops(it: Sizes, x: Float32Array, g: Float32Array): Float64Array {
  const { batch, image, channels, filters, window, stride, pad } = it;
  const size = outputOf(it);
  const sums = new Float64Array(channels * filters * window * window);
  for (let n = 0; n < batch; n++) {
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        for (let i = 0; i < window; i++) {
          for (let j = 0; j < window; j++) {
            const [y, z] = [row * stride + i - pad, column * stride + j - pad];
            if (y < 0 || z < 0 || y >= image || z >= image) continue;
            const [from, by] = [
              ((n * image + y) * image + z) * channels,
              ((n * size + row) * size + column) * filters,
            ];
            for (let c = 0; c < channels; c++) {
              for (let o = 0; o < filters; o++) {
                sums[((c * filters + o) * window + i) * window + j]! += x[from + c]! * g[by + o]!;
              }
            }
          }
        }
      }
    }
  }
  return sums;
}

for (const it of CASES) {
  const { window, stride, pad } = it;
  Deno.test(`filters of ${window} places a side, stride ${stride}, padding ${pad}: by places as by loops`, () => {
    const given = planOf(it);
    const plan = new PlanEditor(given).apply([filterGradientByPlaces(9)]);
    assertEquals(plan.nodes.filter(({ op }) => op === "Conv"), []);
    const data = given.inputs.map(({ shape }, i) => numbers(shape.reduce((a, b) => a * b), i));
    const held = ({ type, shape }: Value, host?: Float32Array): Held => ({ type, shape, host });
    const outputs = plan.outputs.map((value) => held(value));
    const session = openSession(plan);
    session.run(plan.inputs.map((value, i) => held(value, data[i])), outputs);
    session.release();
    const actual = outputs[0]!.host as Float32Array;
    const expected = byLoops(it, data[0]!, data[1]!);
    assertEquals(actual.length, expected.length);
    expected.forEach((sum, i) =>
      assert(
        Math.abs(actual[i]! - sum) <= 2e-3 + 1e-5 * Math.abs(sum),
        `${i}: ${actual[i]} instead of ${sum}`,
      )
    );
  });
}
