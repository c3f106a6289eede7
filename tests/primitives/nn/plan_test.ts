/**
 * What the cpu device rewrites in plans of convolutions: blocked layouts, gradients of filters row by
 * row, biases as parts of convolutions. The numbers of the rewritten plans are compared elsewhere,
 * in tests of the device.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { cpuPlan } from "../../../lib/engine/cpu/plan.ts";
import { blockSize } from "../../../lib/engine/cpu/block_size.ts";
import { cpuProvider } from "../../../lib/engine/cpu/provider.ts";
import { Tape } from "../../../lib/functions/tape.ts";
import { biasAdd } from "../../../lib/ops/nn/bias_add.ts";
import { conv2d } from "../../../lib/ops/nn/convolution.ts";
import { onesLike } from "../../../lib/primitives/array/fill.ts";
import { stack } from "../../../lib/primitives/array/stack.ts";
import { sigmoid } from "../../../lib/primitives/math/exponential.ts";
import { sample } from "../../../lib/primitives/support/samples.ts";
import { aval } from "../../../lib/tensor/aval.ts";
import { read } from "../../../lib/tensor/graph.ts";
import { onnxBackend } from "../../../lib/tensor/onnx_backend.ts";
import { leaf, type Tensor } from "../../../lib/tensor/tensor.ts";
import { using } from "../../support/backends.ts";

/** The operators that the cpu device runs for what `record` gives. */
function operatorsOf(record: () => readonly Tensor[]): string[] {
  const operators: string[] = [];
  const backend = onnxBackend({
    ...cpuProvider,
    compile(plan) {
      operators.push(...cpuPlan(plan).nodes.map(({ op, domain }) => domain ? `blocked ${op}` : op));
      return cpuProvider.compile(plan);
    },
  });
  using(backend, () => record().forEach((it) => read(it)));
  return operators;
}

/** What the cpu device gives for what `record` gives. */
function valuesOf(record: () => Tensor): Float32Array {
  return using(onnxBackend(cpuProvider), () => read(record()) as Float32Array);
}

const image = () => sample([16, 12, 12, 8]);
const filters = () => sample([5, 5, 8, 16], { seed: 2 });

Deno.test("nn.conv2d() is computed in blocks of channels", () => {
  if (blockSize() < 2) return;
  const operators = operatorsOf(() => [conv2d(image(), filters(), 1, "SAME")]);
  assert(operators.includes("blocked Conv"), operators.join(" "));
  assert(!operators.includes("Conv"), operators.join(" "));
});

Deno.test("nn.conv2d()'s gradients are computed in blocks of channels", () => {
  if (blockSize() < 2) return;
  const operators = operatorsOf(() => {
    const [x, f] = [image(), filters()];
    const tape = new Tape(false);
    [x, f].forEach((it) => tape.watch(it));
    const y = tape.record(() => conv2d(x, f, 1, "VALID"));
    return tape.gradients([[y, onesLike(y)]], [x, f]) as Tensor[];
  });
  assert(operators.includes("blocked Conv"), operators.join(" "));
  assert(!operators.includes("ConvTranspose"), operators.join(" "));
  assert(!operators.includes("Conv"), operators.join(" "));
});

Deno.test("nn.conv2d()'s gradient for few filters is computed row by row", () => {
  // Five: neither blocks of 8 nor of 16 channels are full enough of them.
  const operators = operatorsOf(() => {
    const f = sample([5, 5, 1, 5], { seed: 2 });
    const tape = new Tape(false);
    tape.watch(f);
    const y = tape.record(() => conv2d(sample([64, 28, 28, 1]), f, 1, "SAME"));
    return tape.gradients([[y, onesLike(y)]], [f]) as Tensor[];
  });
  assert(operators.includes("Gemm"), operators.join(" "));
  // The result itself is one.
  assertEquals(operators.filter((it) => it === "Conv").length, 1);
});

Deno.test("nn.biasAdd() after nn.conv2d() is a part of the convolution", () => {
  const bias = sample([16], { seed: 3 });
  const operators = operatorsOf(() => [biasAdd(conv2d(image(), filters(), 1, "SAME"), bias)]);
  assertEquals(operators.filter((it) => it === "Add"), []);
});

Deno.test("sigmoid() after nn.conv2d() and a bias leaves its sign to the filters", () => {
  const bias = sample([16], { seed: 3 });
  const size = 16 * 12 * 12 * 8;
  const odd = Float32Array.from({ length: size }, (_, i) => {
    return i % 997 === 5 ? [NaN, Infinity, -Infinity, 3e38][i % 4]! : Math.sin(i * i);
  });
  for (const x of [image(), leaf(odd, aval("float32", [16, 12, 12, 8]))]) {
    const sums = () => biasAdd(conv2d(x, filters(), 1, "SAME"), bias);
    // A convolution whose result is used otherwise keeps its sign.
    const both = () => {
      const y = sums();
      return stack([sigmoid(y), y], 0);
    };
    const negations = (of: () => Tensor) => {
      return operatorsOf(() => [of()]).join(" ").split("Exp")[0]!.match(/Conv.*Neg/) !== null;
    };
    assertEquals([negations(() => sigmoid(sums())), negations(both)], [false, true]);
    const alone = valuesOf(() => sigmoid(sums()));
    assertEquals([...alone], [...valuesOf(both).subarray(0, alone.length)]);
  }
});

Deno.test("nn.conv2d() with a window of one place is a product, and its gradients are", () => {
  const operators = operatorsOf(() => {
    const [x, f] = [sample([32, 20, 20, 24]), sample([1, 1, 24, 16], { seed: 2 })];
    const tape = new Tape(false);
    [x, f].forEach((it) => tape.watch(it));
    const y = tape.record(() => conv2d(x, f, 1, "VALID"));
    return [y, ...tape.gradients([[y, onesLike(y)]], [x, f]) as Tensor[]];
  });
  const odd = operators.filter((it) => /Conv|Reorder/.test(it));
  assertEquals(odd, []);
});
