/**
 * Convolutions with so many channels, or of so many images, that the cpu device runs them in other
 * ways: in blocks of channels, and gradients of filters by rows.
 */
import { assert, assertEquals } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import { blockSize } from "../../../lib/engine/cpu/block_size.ts";
import { cpuPlan } from "../../../lib/engine/cpu/plan.ts";
import { Graph } from "../../../lib/engine/graph.ts";
import type { Plan } from "../../../lib/engine/plan/graph_types.ts";
import { providers } from "../../../lib/engine/mod.ts";
import { cases, convolution as kernel, f32 } from "./convolution_cases.ts";
import {
  type Convolution,
  convolve,
  convolveFilter,
  convolveInput,
  filterShape,
  outputShape,
} from "./naive.ts";
import { conforms, sizeOf, uniform } from "./support.ts";

const choice = uniform(11);
const any = <T>(list: readonly T[]): T => list[Math.floor(choice() * list.length)]!;

/** A convolution of one to three million terms. */
function wide(): Convolution {
  for (;;) {
    const dilation = any([1, 1, 1, 2]);
    const stride = dilation === 1 ? any([1, 1, 1, 2]) : 1;
    const it: Convolution = {
      image: [any([3, 8, 16, 32, 48]), any([5, 8, 11]), any([6, 9, 12]), any([1, 2, 6, 8, 16, 32])],
      window: [any([1, 3, 5]), any([1, 2, 3, 5])],
      strides: [stride, stride],
      dilations: [dilation, dilation],
      pad: any(["same", "valid", [[0, 0], [1, 0], [2, 1], [0, 0]]] as const) as "same",
      outChannels: any([3, 6, 8, 12, 16, 16, 24, 32]),
      depthwise: false,
    };
    const terms = sizeOf(outputShape(it)) * sizeOf(filterShape(it).slice(0, -1));
    if (outputShape(it).every((size) => size > 0) && terms > 1e6 && terms < 3e6) return it;
  }
}

/** The convolutions of LeNet for few images, and one by rows with uneven padding. */
const NAMED: Convolution[] = [
  { image: [48, 28, 28, 1], window: [5, 5], outChannels: 6, pad: "same" as const },
  { image: [16, 14, 14, 6], window: [5, 5], outChannels: 16, pad: "valid" as const },
  { image: [160, 13, 17, 2], window: [3, 4], outChannels: 5, pad: "same" as const },
].map((it) => ({ ...it, strides: [1, 1], dilations: [1, 1], depthwise: false }));

const CONVOLUTIONS = [...NAMED, ...Array.from({ length: 20 }, wide)];

type Shapes = (it: Convolution) => readonly (readonly number[])[];
const wideCases = (shapes: Shapes) => cases(CONVOLUTIONS, shapes, 0.1);

/** Those whose gradients every device has, and those with dilation or explicit padding. */
const isPlain = ({ pad, dilations }: Convolution) =>
  typeof pad === "string" && dilations.every((it) => it === 1);
const plainCases = (shapes: Shapes) => cases(CONVOLUTIONS.filter(isPlain), shapes, 0.1);
const oddCases = (shapes: Shapes) => cases(CONVOLUTIONS.filter((it) => !isPlain(it)), shapes, 0.1);

const forward = ([x, w]: tfjs.Tensor[], it: Convolution) =>
  kernel("Conv2D", { x: x!, filter: w! }, it);
const forInput = ([dy, w]: tfjs.Tensor[], it: Convolution) =>
  kernel("Conv2DBackpropInput", { dy: dy!, filter: w! }, it, { inputShape: it.image });
const forFilter = ([x, dy]: tfjs.Tensor[], it: Convolution) =>
  kernel("Conv2DBackpropFilter", { x: x!, dy: dy! }, it, { filterShape: filterShape(it) });

const common = { when: "it is wide", kind: "product", runs: 60 } as const;
conforms("Conv2D", {
  ...common,
  cases: wideCases((it) => [it.image, filterShape(it)]),
  run: forward,
  truth: ([x, w], it) => f32(outputShape(it), convolve(it, x!.data, w!.data)),
});
for (
  const [when, some] of [
    [common.when, plainCases],
    ["it is wide, and dilated or padded by hand", oddCases],
  ] as const
) {
  conforms("Conv2DBackpropInput", {
    ...common,
    when,
    cases: some((it) => [outputShape(it), filterShape(it)]),
    run: forInput,
    truth: ([dy, w], it) => f32(it.image, convolveInput(it, dy!.data, w!.data)),
  });
  conforms("Conv2DBackpropFilter", {
    ...common,
    when,
    cases: some((it) => [it.image, outputShape(it)]),
    run: forFilter,
    truth: ([x, dy], it) => f32(filterShape(it), convolveFilter(it, x!.data, dy!.data)),
  });
}
conforms("Conv2DBackpropFilter", {
  ...common,
  when: "it is wide and its inputs are results",
  runs: 30,
  cases: plainCases((it) => [it.image, outputShape(it)]),
  run: (inputs, it) => forFilter(inputs.map((input) => tfjs.mul(input, 2)), it),
  truth: ([x, dy], it) => {
    return f32(filterShape(it), convolveFilter(it, x!.data, dy!.data).map((sum) => 4 * sum));
  },
});
conforms("Conv2D", {
  ...common,
  when: "it is wide and a bias follows",
  cases: wideCases((it) => [it.image, filterShape(it), [it.outChannels]]),
  run: ([x, w, b], it) => tfjs.relu(tfjs.add(forward([x!, w!], it), b!)),
  truth: ([x, w, b], it) => {
    const sums = convolve(it, x!.data, w!.data);
    return f32(
      outputShape(it),
      sums.map((sum, i) => Math.max(0, sum + b!.data[i % b!.data.length]!)),
    );
  },
});

/** The operators that the cpu device runs for what `record` computes. */
function operators(record: () => tfjs.Tensor): string[] {
  const plans: Plan[] = [];
  const { compile } = providers.cpu;
  const provider = providers.cpu as { compile: typeof compile };
  provider.compile = (plan) => {
    plans.push(cpuPlan(plan));
    return compile(plan);
  };
  try {
    tfjs.tidy(() => void record().dataSync());
  } finally {
    provider.compile = compile;
  }
  return plans.flatMap(({ nodes }) => nodes.map(({ op, domain }) => domain ? `blocked ${op}` : op));
}

Deno.test({
  name: "the convolutions of LeNet run in blocks and by rows",
  ignore: blockSize() < 2,
  fn() {
    const [first, second] = NAMED as [Convolution, Convolution];
    const zeros = (shape: readonly number[]) => tfjs.zeros([...shape]);
    const blocked = (it: string) => it === "blocked Conv";
    const of = (run: typeof forward, it: Convolution, ...shapes: (readonly number[])[]) =>
      // a number more than other tests have, so that the graph is a new one
      operators(() => tfjs.add(run(shapes.map(zeros), it), 0.123));
    assert(of(forward, second, second.image, filterShape(second)).some(blocked));
    assert(of(forInput, second, outputShape(second), filterShape(second)).some(blocked));
    assert(of(forFilter, second, second.image, outputShape(second)).some(blocked));
    const rows = of(forFilter, first, first.image, outputShape(first));
    assert(rows.includes("Gemm") && !rows.includes("Conv"), `${rows}`);
  },
});

Deno.test("a plan for processors leaves what it is given as it is", () => {
  const graph = new Graph({
    name: "none",
    compile: (plan) => {
      const before = plan.nodes.map(({ op }) => op);
      const constants = plan.constants.length;
      cpuPlan(plan);
      assertEquals(plan.nodes.map(({ op }) => op), before);
      assertEquals(plan.constants.length, constants);
      return {
        bytes: 0,
        run: (_, outputs) => outputs.forEach((it) => it.host = x.host),
        release() {},
      };
    },
    download: () => new Float32Array(),
  });
  const x = graph.leaf(new Float32Array(64 * 64), "float32", [64, 64]);
  const axes = graph.constant(BigInt64Array.of(0n), "int64", [1]);
  const sums = graph.node("ReduceSum", [x, axes], "float32", [64], { keepdims: 0 });
  sums.live = true;
  graph.read(sums);
});
