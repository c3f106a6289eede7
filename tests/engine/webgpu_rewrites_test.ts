/**
 * What the WebGPU provider computes wrong is written otherwise: it gives the same on the processor,
 * where nothing is wrong, and on webgpu, where it is a test device.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { cpuProvider } from "../../lib/engine/cpu/provider.ts";
import { webgpuPlan } from "../../lib/engine/webgpu/plan.ts";
import { given, sample } from "../../lib/primitives/support/samples.ts";
import { read } from "../../lib/tensor/graph.ts";
import type { Backend } from "../../lib/tensor/backend.ts";
import { onnxBackend } from "../../lib/tensor/onnx_backend.ts";
import { boundOf } from "../../lib/tensor/primitive.ts";
import { recordAll } from "../../lib/tensor/record.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import "../../lib/primitives/array/strided_slice.ts";
import "../../lib/primitives/array/top_k.ts";
import "../../lib/primitives/math/cast.ts";
import "../../lib/primitives/math/power.ts";
import "../../lib/primitives/math/rectifiers.ts";
import "../../lib/primitives/math/softmax.ts";
import "../../lib/primitives/math/trigonometric.ts";
import "../../lib/primitives/nn/avg_pool.ts";
import "../../lib/primitives/nn/convolution.ts";
import "../../lib/primitives/nn/layer_norm.ts";
import "../../lib/primitives/nn/max_pool.ts";
import { TEST_BACKENDS, using } from "../support/backends.ts";

let rewritten = 0;

/** The processor, given what is written for the GPU. */
const rewriting = onnxBackend({
  ...cpuProvider,
  compile(plan) {
    const written = webgpuPlan(plan);
    if (written.nodes.some((node, i) => node !== plan.nodes[i])) rewritten++;
    return cpuProvider.compile(written);
  },
});

const devices: readonly (readonly [string, Backend])[] = [
  ["the processor", rewriting],
  ...TEST_BACKENDS.filter(({ name }) => name === "webgpu").map(({ backend }) =>
    ["webgpu", backend] as const
  ),
];

function compute(backend: Backend, name: string, inputs: readonly Tensor[], attrs: unknown) {
  return using(
    backend,
    () => recordAll(boundOf(name, attrs), inputs).map((it) => Array.from(read(it), Number)),
  );
}

/** Holds a primitive on the devices to what the processor gives for the plan as it was. */
function check(
  name: string,
  shapes: readonly (readonly number[])[],
  attrs: unknown,
  isRewritten: boolean,
): void {
  for (const [device, backend] of devices) {
    const title = `${name} of ${JSON.stringify(shapes)} ${JSON.stringify(attrs) ?? ""}`;
    Deno.test(`webgpuPlan() writes ${title} so that it is right on ${device}`, () => {
      // Roots of what is below 0 are not numbers, whose differences show nothing.
      const range = name === "pow" ? { min: 0.5 } : name === "cast" ? { min: -9, max: 9 } : {};
      const inputs = shapes.map((shape, i) => sample(shape, { seed: i + 1, ...range }));
      const expected = compute(TEST_BACKENDS[0]!.backend, name, inputs, attrs);
      const before = rewritten;
      const actual = compute(backend, name, inputs, attrs);
      if (backend === rewriting) assertEquals(rewritten > before, isRewritten);
      expected.forEach((values, k) =>
        values.forEach((value, i) => {
          const difference = Math.abs(value - actual[k]![i]!);
          assert(difference <= 2e-4, `${actual[k]![i]} instead of ${value} at ${i}`);
        })
      );
    });
  }
}

const SLICES = [
  [[7], [6], [-1], [7], true],
  [[7], [5], [-2], [3], true],
  [[5, 7], [3, 5], [-3, -1], [2, 6], true],
  [[5, 7], [4, 1], [-2, 2], [3, 3], true],
  [[5, 7], [1, 0], [1, 2], [3, 4], false],
] as const;
for (const [shape, begin, strides, size, isRewritten] of SLICES) {
  check("stridedSlice", [shape], { begin, strides, size }, isRewritten);
}

const SAME = { strides: [1, 1], dilations: [1, 1], padding: "SAME" } as const;
for (const [channels, each] of [[4, 6], [2, 6], [3, 6], [4, 5], [2, 5], [4, 3], [4, 4], [3, 5]]) {
  const outputs = channels! * each!;
  const vector = outputs % 4 === 0 ? 4 : outputs % 2 === 0 ? 2 : 1;
  const filter = [3, 3, channels!, each!];
  const isTorn = each! >= 4 && each! % vector !== 0;
  check("nn.depthwiseConv2d", [[2, 5, 5, channels!], filter], SAME, isTorn);
  check(
    "nn.depthwiseConv2dBackpropInput",
    [[2, 5, 5, outputs], filter],
    { ...SAME, shape: [2, 5, 5, channels!] },
    each! % 2 === 0,
  );
}
check("nn.conv2d", [[2, 5, 5, 6], [3, 3, 3, 12]], SAME, true);

check("pow", [[3, 4], [3, 1]], undefined, true);
check("pow", [[4], [4, 1]], undefined, true);
check("pow", [[3, 1], [1, 4]], undefined, true);
check("pow", [[3, 4], [4]], undefined, true);
check("pow", [[3, 4], []], undefined, true);
for (const name of ["sin", "cos", "tan"]) check(name, [[2, 5]], undefined, true);

for (const dtype of ["uint8", "uint16", "uint32"]) check("cast", [[7]], { dtype }, true);
for (const dtype of ["int32", "int64"]) check("cast", [[7]], { dtype }, true);
check("cast", [[7]], { dtype: "bool" }, false);

for (const width of [3, 7, 9]) check("math.topK", [[2, width]], { k: 3 }, true);
for (const width of [1, 4, 8]) check("math.topK", [[2, width]], { k: 1 }, false);
for (const direction of ["ASCENDING", "DESCENDING"]) {
  check("argsort", [[3, 5]], { direction }, true);
}
check("nn.softmax", [[2, 3, 5]], undefined, true);
check("nn.softmax", [[0, 3]], undefined, false);
check("nn.layerNorm", [[2, 3, 5], [5], [5]], { epsilon: 1e-3 }, true);

const SOLID = { strides: [1, 1, 1], dilations: [1, 1, 1], padding: "SAME" } as const;
check(
  "nn.conv3dBackpropInput",
  [[2, 4, 5, 3, 6], [3, 2, 3, 4, 6]],
  { ...SOLID, shape: [2, 4, 5, 3, 4] },
  true,
);
check(
  "nn.conv3dBackpropInput",
  [[2, 2, 3, 2, 4], [3, 2, 3, 2, 4]],
  { ...SOLID, strides: [2, 2, 2], shape: [2, 4, 5, 3, 2] },
  true,
);
check(
  "nn.conv3dBackpropInput",
  [[1, 2, 1, 2, 12], [2, 3, 2, 2, 12]],
  { ...SOLID, strides: [3, 2, 1], padding: "VALID", shape: [1, 6, 4, 3, 4] },
  true,
);
check("nn.conv3d", [[2, 4, 5, 3, 4], [3, 2, 3, 2, 6]], SOLID, true);
check("nn.conv3d", [[2, 4, 5, 3, 4], [3, 2, 3, 4, 6]], SOLID, false);
check(
  "nn.conv3dBackpropFilter",
  [[2, 4, 5, 3, 4], [2, 4, 5, 3, 6]],
  { ...SOLID, shape: [3, 2, 3, 2, 6] },
  true,
);
for (const padding of ["SAME", "VALID"] as const) {
  const shape = padding === "SAME" ? [2, 2, 3, 4, 3] : [2, 2, 2, 3, 3];
  const pool = { window: [2, 3, 2], strides: [2, 2, 1], padding, shape: [2, 4, 6, 4, 3] };
  check("nn.avgPool3dGrad", [shape], pool, true);
}

for (const channels of [2, 3, 4, 6, 9, 10, 12, 15, 18]) {
  const isTorn = channels > 3 && channels % 3 === 0 && channels % 4 !== 0;
  for (const outputs of [3, 4, 6, 8, 16]) {
    check("nn.conv2d", [[2, 6, 5, channels], [3, 2, channels, outputs]], SAME, isTorn);
  }
}

for (
  const [filter, isRewritten] of [[[2, 2, 3, 4], true], [[2, 1, 3, 4], true], [
    [3, 3, 3, 4],
    false,
  ]] as const
) {
  check("nn.conv2d", [[2, 5, 4, 3], filter], SAME, isRewritten);
  check(
    "nn.conv2dBackpropFilter",
    [[2, 5, 4, 3], [2, 5, 4, 4]],
    { ...SAME, shape: filter },
    isRewritten,
  );
}
check("nn.conv2d", [[2, 2, 2, 3], [2, 2, 3, 4]], SAME, true);

const POOL = { window: [3, 2], strides: [2, 2], padding: "SAME" } as const;
check("nn.maxPool2d", [[2, 5, 7, 2]], POOL, false);
check("nn.maxPool2dGrad", [[2, 5, 7, 2], [2, 3, 4, 2], [2, 3, 4, 2]], POOL, true);
check("nn.relu", [[2, 5]], undefined, true);

/** Numbers that are held to arithmetic of whole numbers, or to an order, of JavaScript's. */
const LARGE = [3e9, -4999999913984, 2 ** 62, -(2 ** 63), 2 ** 63, -(2 ** 31), 2 ** 31, -0.5, 7.9];
for (const [device, backend] of devices) {
  for (const [dtype, lowest] of [["int32", -(2 ** 31)], ["int64", -(2 ** 63)]] as const) {
    Deno.test(`${dtype} of floats that fit are cut off, others are the lowest on ${device}`, () => {
      const [actual] = compute(backend, "cast", [given(LARGE, [9])], { dtype });
      const expected = LARGE.map((x) => Math.abs(x) < -lowest ? Math.trunc(x) + 0 : lowest);
      assertEquals(actual, expected);
    });
  }
  Deno.test(`the lowest finite number and infinities keep their places on ${device}`, () => {
    const lowest = -3.4028234663852886e38;
    const x = given([lowest, -Infinity, 1, lowest, -Infinity, -lowest], [6]);
    const order = (direction: string) => compute(backend, "argsort", [x], { direction })[0];
    assertEquals(order("DESCENDING"), [5, 2, 0, 3, 1, 4]);
    assertEquals(order("ASCENDING"), [1, 4, 0, 3, 2, 5]);
    assertEquals(compute(backend, "math.topK", [x], { k: 6 })[1], [5, 2, 0, 3, 1, 4]);
  });
}
