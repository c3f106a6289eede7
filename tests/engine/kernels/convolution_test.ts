import { assertEquals } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import { cases, convolution as kernel, f32 } from "./convolution_cases.ts";
import {
  type Convolution,
  convolve,
  convolveFilter,
  convolveInput,
  filterShape,
  outputShape,
  type Pad,
} from "./naive.ts";
import { conforms, uniform } from "./support.ts";

/** Convolutions of a kind, drawn once so that graphs are used again. */
function convolutions(
  dims: number,
  depthwise: boolean,
  dilated: boolean,
  count = 24,
): Convolution[] {
  const next = uniform(dims * 7 + Number(depthwise) + 2 * Number(dilated));
  const any = (list: readonly number[]) => list[Math.floor(next() * list.length)]!;
  const all: Convolution[] = [];
  while (all.length < count) {
    const list = (values: readonly number[]) => Array.from({ length: dims }, () => any(values));
    const window = list(dims === 3 ? [1, 2, 3] : [1, 2, 3, 5]);
    const stretched = dilated && next() < 0.5;
    const strides = stretched
      ? list([1])
      : dims === 2 && depthwise
      ? Array(2).fill(any([1, 2, 3]))
      : list([1, 2, 3]);
    const explicit = Array.from(
      { length: 2 },
      () => [any([0, 1]), any([0, 1, 2])] as [number, number],
    );
    const pads: Pad[] = ["same", "valid"];
    if (dims === 2) pads.push([[0, 0], ...explicit, [0, 0]]);
    const it: Convolution = {
      image: [any([1, 2]), ...list(dims === 3 ? [3, 4, 5] : [5, 6, 7, 8]), any([1, 2, 3])],
      window,
      strides,
      dilations: list(stretched ? [2] : [1]),
      pad: pads[Math.floor(next() * pads.length)]!,
      outChannels: any([1, 2, 5]),
      depthwise,
    };
    if (outputShape(it).every((size) => size > 0)) all.push(it);
  }
  return all;
}

const KINDS = [
  {
    list: convolutions(2, false, true),
    forward: "Conv2D",
    input: "Conv2DBackpropInput",
    filter: "Conv2DBackpropFilter",
  },
  {
    list: convolutions(3, false, true),
    forward: "Conv3D",
    input: "Conv3DBackpropInputV2",
    filter: "Conv3DBackpropFilterV2",
  },
  {
    list: convolutions(2, true, true),
    forward: "DepthwiseConv2dNative",
    input: "DepthwiseConv2dNativeBackpropInput",
    filter: "DepthwiseConv2dNativeBackpropFilter",
  },
];
for (const { list, forward, input, filter } of KINDS) {
  conforms(forward, {
    cases: cases(list, (it) => [it.image, filterShape(it)]),
    run: ([x, w], it) => kernel(forward, { x: x!, filter: w! }, it),
    truth: ([x, w], it) => f32(outputShape(it), convolve(it, x!.data, w!.data)),
    kind: "product",
  });
  // tfjs's own kernels know no gradients of dilated convolutions, TensorFlow's do
  conforms(input, {
    cases: cases(list, (it) => [outputShape(it), filterShape(it)]),
    run: ([dy, w], it) => kernel(input, { dy: dy!, filter: w! }, it, { inputShape: it.image }),
    truth: ([dy, w], it) => f32(it.image, convolveInput(it, dy!.data, w!.data)),
    kind: "product",
  });
  conforms(filter, {
    cases: cases(list, (it) => [it.image, outputShape(it)]),
    run: ([x, dy], it) => kernel(filter, { x: x!, dy: dy! }, it, { filterShape: filterShape(it) }),
    truth: ([x, dy], it) => f32(filterShape(it), convolveFilter(it, x!.data, dy!.data)),
    kind: "product",
  });
}

const ACTIVATIONS = ["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu"] as const;
const activate = {
  linear: (x: tfjs.Tensor) => x,
  relu: tfjs.relu,
  relu6: tfjs.relu6,
  elu: tfjs.elu,
  sigmoid: tfjs.sigmoid,
  leakyrelu: (x: tfjs.Tensor) => tfjs.leakyRelu(x, 0.2),
};
for (const [name, depthwise] of [["FusedConv2D", false], ["FusedDepthwiseConv2D", true]] as const) {
  conforms(name, {
    cases: fc.tuple(
      cases(
        convolutions(2, depthwise, false, 8).filter(({ pad }) => typeof pad === "string"),
        (it) => [it.image, filterShape(it), outputShape(it).slice(-1)],
      ),
      fc.constantFrom(...ACTIVATIONS),
    ).map(([it, activation]) => ({ ...it, params: { it: it.params, activation } })),
    run: ([x, filter, bias], { it, activation }) => {
      const run = depthwise ? tfjs.fused.depthwiseConv2d : tfjs.fused.conv2d;
      const [strides, pad] = [it.strides as [number, number], it.pad as "same"];
      if (tfjs.getBackend() !== "cpu") {
        return run({
          x: x as never,
          filter: filter as never,
          bias: bias!,
          activation,
          strides,
          pad,
        });
      }
      const apart = depthwise ? tfjs.depthwiseConv2d : tfjs.conv2d;
      const y = tfjs.add(apart(x as never, filter as never, strides, pad), bias!);
      return activate[activation](y);
    },
    kind: "product",
  });
}

Deno.test("a convolution in NCHW has the output of the same one in NHWC", () => {
  const x = tfjs.tensor4d(Array.from({ length: 2 * 5 * 6 * 3 }, (_, i) => Math.sin(i)), [
    2,
    5,
    6,
    3,
  ]);
  const w = tfjs.tensor4d(Array.from({ length: 3 * 3 * 3 * 4 }, (_, i) => Math.cos(i)), [
    3,
    3,
    3,
    4,
  ]);
  const last = tfjs.conv2d(x, w, 2, "valid");
  const first = tfjs.conv2d(tfjs.transpose(x, [0, 3, 1, 2]), w, 2, "valid", "NCHW");
  assertEquals([...tfjs.transpose(first, [0, 2, 3, 1]).dataSync()], [...last.dataSync()]);
});
