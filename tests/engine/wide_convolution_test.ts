/**
 * Convolutions with so many channels, or of so many images, that the cpu device runs them in other
 * ways: in blocks of channels, and gradients of filters by rows. The truth is a loop over all
 * products, in doubles.
 */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { blockSize } from "../../lib/engine/cpu/block_size.ts";
import { sigmoid } from "../../lib/primitives/math/exponential.ts";
import { relu } from "../../lib/primitives/math/rectifiers.ts";
import { add, multiply } from "../../lib/primitives/math/arithmetic.ts";
import { conv2d, convolutionShape } from "../../lib/primitives/nn/convolution.ts";
import type { Padding } from "../../lib/primitives/nn/windows.ts";
import { aval, type Shape, sizeOf } from "../../lib/tensor/aval.ts";
import { read } from "../../lib/tensor/graph.ts";
import { scalar } from "../../lib/tensor/scalar.ts";
import { leaf, type Tensor } from "../../lib/tensor/tensor.ts";
import { convolutionReferences } from "../primitives/nn/convolution_reference.ts";
import { assertAllClose } from "../support/compare.ts";
import { TEST_BACKENDS, using } from "../support/backends.ts";
import { operatorsOf } from "./operators.ts";

/** A convolution with its sizes. */
interface Convolution {
  readonly image: Shape;
  readonly filters: Shape;
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
}

const REFERENCES = convolutionReferences("nn.conv2d");
const KERNELS = {
  forward: REFERENCES["nn.conv2d"]!,
  image: REFERENCES["nn.conv2dBackpropInput"]!,
  filters: REFERENCES["nn.conv2dBackpropFilter"]!,
};

const outputOf = ({ image, filters, strides, dilations, padding }: Convolution): Shape =>
  convolutionShape("conv", { rank: 2, depthwise: false }, image, filters, {
    strides,
    dilations,
    padding,
  });

/** A convolution of one to two million terms. */
const wide: fc.Arbitrary<Convolution> = fc.record({
  batch: fc.constantFrom(3, 8, 16, 32, 48),
  height: fc.constantFrom(5, 8, 11),
  width: fc.constantFrom(6, 9, 12),
  channels: fc.constantFrom(1, 2, 6, 8, 16, 32),
  window: fc.tuple(fc.constantFrom(1, 3, 5), fc.constantFrom(1, 2, 3, 5)),
  out: fc.constantFrom(3, 6, 8, 12, 16, 16, 24, 32),
  dilation: fc.constantFrom(1, 1, 1, 2),
  stride: fc.constantFrom(1, 1, 1, 2),
  padding: fc.constantFrom<Padding>("SAME", "VALID", [[1, 0], [2, 1]]),
}).map(({ batch, height, width, channels, window, out, dilation, stride, padding }) => ({
  image: [batch, height, width, channels],
  filters: [...window, channels, out],
  strides: dilation === 1 ? [stride, stride] : [1, 1],
  dilations: [dilation, dilation],
  padding,
})).filter((it) => {
  const before = it.padding === "VALID" ? [0, 0] : it.padding === "SAME" ? [9, 9] : [1, 3];
  const fits = before.every((more, i) =>
    (it.filters[i]! - 1) * it.dilations[i]! + 1 <= it.image[i + 1]! + more
  );
  if (!fits) return false;
  const terms = sizeOf(outputOf(it)) * sizeOf(it.filters.slice(0, -1));
  return terms > 1e6 && terms < 2e6;
});

/** The convolutions of LeNet for few images, and one by rows with uneven padding. */
const NAMED: readonly Convolution[] = [
  { image: [48, 28, 28, 1], filters: [5, 5, 1, 6], padding: "SAME" as const },
  { image: [16, 14, 14, 6], filters: [5, 5, 6, 16], padding: "VALID" as const },
  { image: [160, 13, 17, 2], filters: [3, 4, 2, 5], padding: "SAME" as const },
].map((it) => ({ ...it, strides: [1, 1], dilations: [1, 1] }));

/** Numbers between -0.1 and 0.1 from a seed. */
function numbers(shape: Shape, seed: number): Tensor {
  const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => {
    const x = Math.sin(12.9898 * (i + 1) + 78.233 * seed) * 43758.5453;
    return 0.2 * (x - Math.floor(x)) - 0.1;
  });
  return leaf(values, aval("float32", shape));
}

type Role = keyof typeof KERNELS;

/** The shapes of what a role of a convolution takes and gives. */
function shapesOf(it: Convolution, role: Role) {
  const y = outputOf(it);
  if (role === "forward") return { inputs: [it.image, it.filters], out: y };
  return role === "image"
    ? { inputs: [y, it.filters], out: it.image }
    : { inputs: [it.image, y], out: it.filters };
}

function run(it: Convolution, role: Role, [a, b]: readonly Tensor[], out: Shape): Tensor {
  if (role === "forward") return conv2d.forward(a!, b!, it);
  return (role === "image" ? conv2d.backToImage : conv2d.backToFilters)(a!, b!, it, out);
}

const CASES = fc.tuple(
  fc.oneof({ weight: 3, arbitrary: wide }, fc.constantFrom(...NAMED)),
  fc.nat(1000),
);

for (const { name, backend, cases, coarse, tolerance } of TEST_BACKENDS) {
  const attributesOf = ({ strides, dilations, padding }: Convolution, shape: Shape) => ({
    strides,
    dilations,
    padding,
    shape,
  });
  const check = (title: string, role: Role, factor: number, count: number) =>
    Deno.test(`${title} of wide convolutions equals a loop, on ${name}`, () => {
      fc.assert(
        fc.property(CASES, ([it, seed]) => {
          const { inputs, out } = shapesOf(it, role);
          const given = inputs.map((shape, i) => numbers(shape, seed + i));
          const actual = using(backend, () => {
            const taken = factor === 1
              ? given
              : given.map((x) => multiply(x, scalar(factor, "float32")));
            return read(run(it, role, taken, out));
          });
          const [sums] = KERNELS[role](
            given.map(({ dtype, shape, host }) => ({ dtype, shape, host: host! })),
            attributesOf(it, out),
          )!;
          const expected = (sums as Float32Array).map((sum) => factor ** 2 * sum);
          // A graphics card adds one product after the other, and each sum is rounded.
          const terms = sizeOf(outputOf(it)) / it.filters.at(-1)!;
          const walk = coarse && role === "filters" ? 2 * 2 ** -24 * Math.sqrt(terms) : 0;
          assertAllClose(
            { shape: out, dtype: "float32", data: actual },
            { shape: out, dtype: "float32", data: expected },
            {
              atol: factor ** 2 * Math.max(walk, tolerance("product").atol),
              rtol: tolerance("product").rtol,
            },
          );
        }),
        { numRuns: cases(count), seed: 11, endOnFailure: true },
      );
    });
  check("the result", "forward", 1, 6);
  check("the gradient for the image", "image", 1, 6);
  check("the gradient for the filters", "filters", 1, 6);
  check("the gradient for the filters, of results,", "filters", 2, 6);

  Deno.test(`infinities and NaN reach what lies under their windows alone, on ${name}`, () => {
    for (const it of NAMED) {
      // TensorFlow multiplies the zeros around an image, by infinite filters and gradients too.
      const isPadded = it.padding !== "VALID";
      for (const role of ["forward", "image", "filters"] as const) {
        if (isPadded && role === "filters") continue;
        for (const odd of isPadded ? [[0]] : [[0], [0, 1]]) {
          const { inputs, out } = shapesOf(it, role);
          const given = inputs.map((shape, i) => {
            const x = numbers(shape, i + 1);
            const data = (x.host as Float32Array).slice();
            const places = odd.includes(i) ? [0, 0.31, 0.77] : [];
            places.forEach((at, k) => {
              data[Math.floor(at * data.length)] = [Infinity, NaN, -Infinity][k]!;
            });
            return leaf(data, aval("float32", shape));
          });
          const actual = using(backend, () => read(run(it, role, given, out)));
          const [expected] = KERNELS[role](
            given.map(({ dtype, shape, host }) => ({ dtype, shape, host: host! })),
            attributesOf(it, out),
          )!;
          assertAllClose(
            { shape: out, dtype: "float32", data: actual },
            { shape: out, dtype: "float32", data: expected },
            tolerance("product"),
          );
        }
      }
    }
  });

  const after = (
    title: string,
    activation: (x: Tensor) => Tensor,
    truth: (x: number) => number,
  ) =>
    Deno.test(`a bias and ${title} after wide convolutions equal a loop, on ${name}`, () => {
      fc.assert(
        fc.property(CASES, ([it, seed]) => {
          const { inputs, out } = shapesOf(it, "forward");
          const given = inputs.map((shape, i) => numbers(shape, seed + i));
          const bias = numbers([out.at(-1)!], seed + 9);
          const actual = using(
            backend,
            () => read(activation(add(run(it, "forward", given, out), bias))),
          );
          const [sums] = KERNELS.forward(
            given.map(({ dtype, shape, host }) => ({ dtype, shape, host: host! })),
            attributesOf(it, out),
          )!;
          const expected = (sums as Float32Array).map((sum, i) =>
            truth(sum + (bias.host as Float32Array)[i % bias.size]!)
          );
          assertAllClose(
            { shape: out, dtype: "float32", data: actual },
            { shape: out, dtype: "float32", data: expected },
            tolerance("product"),
          );
        }),
        { numRuns: cases(5), seed: 12, endOnFailure: true },
      );
    });
  after("relu", relu, (x) => Math.max(0, x));
  after("sigmoid", sigmoid, (x) => 1 / (1 + Math.exp(-x)));
}

Deno.test({
  name: "the convolutions of LeNet run in blocks and by rows",
  ignore: blockSize() < 2,
  fn() {
    const [first, second] = NAMED as [Convolution, Convolution];
    const blocked = (it: string) => it === "blocked Conv";
    const of = (role: Role, it: Convolution) => {
      const { inputs, out } = shapesOf(it, role);
      return operatorsOf(() => run(it, role, inputs.map((shape) => numbers(shape, 1)), out));
    };
    assert(of("forward", second).some(blocked));
    assert(of("image", second).some(blocked));
    assert(of("filters", second).some(blocked));
    // Blocks of 8 channels, on processors without AVX-512, are full enough to be left as they are.
    if (blockSize() === 16) {
      assert(of("image", second).includes("Sum"), "a row of the window after the other");
      const rows = of("filters", first);
      assert(rows.includes("Gemm") && !rows.includes("Conv"), `${rows}`);
    }
    assertEquals(of("forward", { ...second, image: [1, 6, 6, 6] }).some(blocked), false);
  },
});
