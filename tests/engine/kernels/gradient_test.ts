/**
 * Gradients that the tape takes through mapped kernels, against central differences of loops in
 * doubles: the derivative of the sum of the outputs times fixed weights.
 */
import { assertEquals } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import { engineStats } from "../../../lib/engine/mod.ts";
import { assertAllClose } from "../../support/compare.ts";
import { tolerance } from "../../support/tolerances.ts";
import {
  type Convolution,
  convolve,
  convolveInput,
  filterShape,
  outputShape,
  pool,
  resize,
  type Windows,
} from "./naive.ts";
import { sizeOf, uniform } from "./support.ts";

type Numbers = Float64Array;

/** One operation, of tensors and of numbers. */
interface Gradient {
  readonly shapes: readonly (readonly number[])[];
  readonly run: (...inputs: tfjs.Tensor[]) => tfjs.Tensor;
  readonly loop: (...inputs: Numbers[]) => Numbers;
  /** The range the inputs are drawn from; between -1 and 1 where none is given. */
  readonly range?: readonly [number, number];
}

const STEP = 1e-4;

/** Derivatives of `loop`'s outputs, weighted and added up, for each element of each input. */
function differences(inputs: readonly Numbers[], weights: Numbers, loop: Gradient["loop"]) {
  const total = () => loop(...inputs).reduce((sum, it, i) => sum + it * weights[i]!, 0);
  return inputs.map((input) =>
    input.map((value, i) => {
      input[i] = value + STEP;
      const above = total();
      input[i] = value - STEP;
      const below = total();
      input[i] = value;
      return (above - below) / (2 * STEP);
    })
  );
}

function check(name: string, { shapes, run, loop, range = [-1, 1] }: Gradient): void {
  Deno.test(`the gradient of ${name} equals central differences`, () => {
    const next = uniform(name.length);
    const drawn = (size: number, [low, high]: readonly [number, number]) =>
      Float64Array.from({ length: size }, () => Math.fround(low + next() * (high - low)));
    const inputs = shapes.map((shape) => drawn(sizeOf(shape), range));
    const weights = drawn(loop(...inputs).length, [-1, 1]);
    const expected = differences(inputs, weights, loop);
    const before = engineStats().fallbacks;
    const tensors = inputs.map((it, i) => tfjs.tensor(Float32Array.from(it), [...shapes[i]!]));
    const gradients = tfjs.grads((...x: tfjs.Tensor[]) => {
      const y = run(...x);
      return tfjs.sum(tfjs.mul(y, tfjs.tensor(Float32Array.from(weights), y.shape)));
    })(tensors);
    gradients.forEach((it, i) => {
      const data = Float32Array.from(expected[i]!);
      assertAllClose(it, { shape: shapes[i]!, dtype: "float32", data }, tolerance("gradient"));
    });
    assertEquals(engineStats().fallbacks, before, "every kernel is mapped");
  });
}

const conv = (it: Partial<Convolution> & Pick<Convolution, "image" | "window">): Convolution => ({
  strides: it.window.map(() => 1),
  dilations: it.window.map(() => 1),
  pad: "valid",
  outChannels: 2,
  depthwise: false,
  ...it,
});
const shapesOf = (it: Convolution) => [it.image, filterShape(it)];
const four = (x: tfjs.Tensor) => x as tfjs.Tensor4D;
const five = (x: tfjs.Tensor) => x as tfjs.Tensor5D;

for (
  const it of [
    conv({ image: [2, 5, 6, 2], window: [3, 2], pad: "same" }),
    conv({ image: [1, 6, 5, 3], window: [2, 3], strides: [2, 2] }),
    conv({ image: [2, 5, 5, 1], window: [3, 3], strides: [2, 1], pad: "same", outChannels: 3 }),
  ]
) {
  const strides = it.strides as [number, number];
  const pad = it.pad as "same";
  check(`conv2d() with strides ${strides} and padding ${pad}`, {
    shapes: shapesOf(it),
    run: (x, w) => tfjs.conv2d(four(x!), four(w!), strides, pad),
    loop: (x, w) => convolve(it, x!, w!),
  });
  check(`conv2dTranspose() with strides ${strides} and padding ${pad}`, {
    shapes: [outputShape(it), filterShape(it)],
    run: (dy, w) =>
      tfjs.conv2dTranspose(
        four(dy!),
        four(w!),
        it.image as [number, number, number, number],
        strides,
        pad,
      ),
    loop: (dy, w) => convolveInput(it, dy!, w!),
  });
  const apart = { ...it, depthwise: true, strides: [strides[0], strides[0]] };
  check(`depthwiseConv2d() with stride ${strides[0]} and padding ${pad}`, {
    shapes: shapesOf(apart),
    run: (x, w) => tfjs.depthwiseConv2d(four(x!), four(w!), strides[0], pad),
    loop: (x, w) => convolve(apart, x!, w!),
  });
}
for (const pad of ["same", "valid"] as const) {
  const it = conv({ image: [1, 3, 4, 4, 2], window: [2, 3, 2], strides: [1, 2, 1], pad });
  check(`conv3d() with padding ${pad}`, {
    shapes: shapesOf(it),
    run: (x, w) => tfjs.conv3d(five(x!), five(w!), it.strides as [number, number, number], pad),
    loop: (x, w) => convolve(it, x!, w!),
  });
  const line = conv({ image: [2, 7, 1, 3], window: [3, 1], strides: [2, 1], pad });
  check(`conv1d() with padding ${pad}`, {
    shapes: [[2, 7, 3], [3, 3, 2]],
    run: (x, w) => tfjs.conv1d(x as tfjs.Tensor3D, w as tfjs.Tensor3D, 2, pad),
    loop: (x, w) => convolve(line, x!, w!),
  });
  for (const [size, stride] of [[2, 2], [3, 2], [2, 1]] as const) {
    const flat: Windows = {
      image: [1, 5, 7, 2],
      window: [size, size],
      strides: [stride, stride],
      dilations: [1, 1],
      pad,
    };
    const deep: Windows = {
      image: [1, 3, 4, 5, 2],
      window: [size, size, size],
      strides: [stride, stride, stride],
      dilations: [1, 1, 1],
      pad,
    };
    const named = `of ${size} with stride ${stride} and padding ${pad}`;
    check(`maxPool() ${named}`, {
      shapes: [flat.image],
      run: (x) => tfjs.maxPool(four(x!), size, stride, pad),
      loop: (x) => pool(flat, x!, "max"),
    });
    check(`avgPool() ${named}`, {
      shapes: [flat.image],
      run: (x) => tfjs.avgPool(four(x!), size, stride, pad),
      loop: (x) => pool(flat, x!, "avg"),
    });
    check(`maxPool3d() ${named}`, {
      shapes: [deep.image],
      run: (x) => tfjs.maxPool3d(five(x!), size, stride, pad),
      loop: (x) => pool(deep, x!, "max"),
    });
    check(`avgPool3d() ${named}`, {
      shapes: [deep.image],
      run: (x) => tfjs.avgPool3d(five(x!), size, stride, pad),
      loop: (x) => pool(deep, x!, "avg"),
    });
  }
}
for (
  const [alignCorners, halfPixelCenters] of [[false, false], [true, false], [false, true]] as const
) {
  for (const nearest of [false, true]) {
    const it = {
      image: [1, 3, 4, 2],
      size: [5, 7] as const,
      alignCorners,
      halfPixelCenters,
      nearest,
    };
    const run = nearest ? tfjs.image.resizeNearestNeighbor : tfjs.image.resizeBilinear;
    check(`${run.name} with corners ${alignCorners} and centres ${halfPixelCenters}`, {
      shapes: [it.image],
      run: (x) => run(four(x!), [...it.size], alignCorners, halfPixelCenters),
      loop: (x) => resize(it, x!),
    });
  }
}

check("batchNorm()", {
  shapes: [[2, 2, 2, 3], [3], [3], [3], [3]],
  range: [0.2, 1.5],
  run: (x, mean, variance, offset, scale) =>
    tfjs.batchNorm(
      x!,
      mean as tfjs.Tensor1D,
      variance as tfjs.Tensor1D,
      offset as tfjs.Tensor1D,
      scale as tfjs.Tensor1D,
    ),
  loop: (x, mean, variance, offset, scale) =>
    x!.map((it, i) => {
      const c = i % 3;
      return (it - mean![c]!) / Math.sqrt(variance![c]! + 1e-3) * scale![c]! + offset![c]!;
    }),
});

const ROWS = [2, 0, 2, 4];
check("gather() of rows, some of them twice", {
  shapes: [[5, 3]],
  run: (x) => tfjs.gather(x!, tfjs.tensor1d(ROWS, "int32")),
  loop: (x) => Float64Array.from(ROWS.flatMap((row) => [...x!.slice(row * 3, row * 3 + 3)])),
});
check("gather() along the second axis", {
  shapes: [[2, 5]],
  run: (x) => tfjs.gather(x!, tfjs.tensor1d(ROWS, "int32"), 1),
  loop: (x) =>
    Float64Array.from([0, 5].flatMap((start) => ROWS.map((column) => x![start + column]!))),
});
for (const [exclusive, reverse] of [[false, false], [true, false], [false, true]] as const) {
  check(`cumsum() ${exclusive ? "without" : "with"} itself${reverse ? " from the end" : ""}`, {
    shapes: [[2, 4]],
    run: (x) => tfjs.cumsum(x!, 1, exclusive, reverse),
    loop: (x) =>
      x!.map((it, i) => {
        const row = [...x!.slice(i - i % 4, i - i % 4 + 4)];
        const part = reverse ? row.slice(i % 4) : row.slice(0, i % 4 + 1);
        return part.reduce((sum, value) => sum + value, 0) - (exclusive ? it : 0);
      }),
  });
}
for (const [ta, tb] of [[false, false], [true, false], [false, true], [true, true]] as const) {
  check(`matMul() with transposes ${ta} and ${tb}`, {
    shapes: [[2, ...(ta ? [3, 4] : [4, 3])], [2, ...(tb ? [5, 3] : [3, 5])]],
    run: (a, b) => tfjs.matMul(a!, b!, ta, tb),
    loop: (a, b) =>
      Float64Array.from({ length: 40 }, (_, i) => {
        const [p, r, c] = [Math.floor(i / 20), Math.floor(i / 5) % 4, i % 5];
        let sum = 0;
        for (let k = 0; k < 3; k++) {
          sum += a![p * 12 + (ta ? k * 4 + r : r * 3 + k)]! *
            b![p * 15 + (tb ? c * 3 + k : k * 5 + c)]!;
        }
        return sum;
      }),
  });
}
const softmax = (x: Numbers) => {
  const exps = x.map(Math.exp);
  return exps.map((it, i) => it / exps.slice(i - i % 3, i - i % 3 + 3).reduce((a, b) => a + b));
};
check("softmax()", { shapes: [[4, 3]], run: (x) => tfjs.softmax(x!), loop: (x) => softmax(x!) });
check("logSoftmax()", {
  shapes: [[4, 3]],
  run: (x) => tfjs.logSoftmax(x!),
  loop: (x) => softmax(x!).map(Math.log),
});
const rows = (x: Numbers, f: (row: Numbers) => number) =>
  Float64Array.from([0, 4, 8], (start) => f(x.slice(start, start + 4)));
check("mean()", {
  shapes: [[3, 4]],
  run: (x) => tfjs.mean(x!, 1),
  loop: (x) => rows(x!, (row) => row.reduce((a, b) => a + b) / 4),
});
check("max()", {
  shapes: [[3, 4]],
  run: (x) => tfjs.max(x!, 1),
  loop: (x) => rows(x!, (row) => Math.max(...row)),
});
check("prod()", {
  shapes: [[3, 4]],
  run: (x) => tfjs.prod(x!, 1),
  loop: (x) => rows(x!, (row) => row.reduce((a, b) => a * b)),
});
const elementwise: readonly [string, (x: tfjs.Tensor) => tfjs.Tensor, (x: number) => number][] = [
  ["elu", tfjs.elu, (x) => x > 0 ? x : Math.expm1(x)],
  ["selu", tfjs.selu, (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x))],
  ["sigmoid", tfjs.sigmoid, (x) => 1 / (1 + Math.exp(-x))],
  ["tanh", tfjs.tanh, Math.tanh],
  ["softplus", tfjs.softplus, (x) => Math.log1p(Math.exp(x))],
  ["leakyRelu", (x) => tfjs.leakyRelu(x, 0.3), (x) => x > 0 ? x : 0.3 * x],
  ["log1p", tfjs.log1p, Math.log1p],
  ["expm1", tfjs.expm1, Math.expm1],
];
for (const [name, run, f] of elementwise) {
  check(`${name}()`, {
    shapes: [[3, 5]],
    range: [-0.9, 0.9],
    run: (x) => run(x!),
    loop: (x) => x!.map(f),
  });
}
