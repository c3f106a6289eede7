/**
 * Every mapped kernel against tfjs's own cpu kernel on random inputs: the truth is another
 * implementation of the same operation. Shapes hold 0, 1 and primes; values hold NaN, infinities
 * and signed zeros where the operation defines what becomes of them.
 */
import { assert, assertEquals } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import { CPU_BACKEND, engineStats, startEngine } from "../../lib/engine/mod.ts";
import { mappings } from "../../lib/engine/kernels/mod.ts";
import { assertAllClose } from "../support/compare.ts";
import { type OperationKind, tolerance } from "../support/tolerances.ts";

startEngine();

type Inputs = readonly { shape: number[]; values: number[]; dtype: "float32" | "int32" | "bool" }[];

/** Result of an operation on a backend, as plain data. */
function evaluate(backend: string, inputs: Inputs, run: (...x: tfjs.Tensor[]) => tfjs.Tensor) {
  const before = tfjs.getBackend();
  if (backend === "cpu") {
    (tfjs.engine().findBackend("cpu") as unknown as { firstUse: boolean }).firstUse = false;
  }
  tfjs.setBackend(backend);
  try {
    return tfjs.tidy(() => {
      const result = run(...inputs.map((it) => tfjs.tensor(it.values, it.shape, it.dtype)));
      const data = result.dataSync();
      return [{ shape: result.shape, dtype: result.dtype, data: data.slice() }] as never;
    })[0] as { shape: number[]; dtype: string; data: Float32Array };
  } finally {
    tfjs.setBackend(before);
  }
}

const DIMS = fc.constantFrom(0, 1, 2, 3, 5, 7);
const FILLED_DIMS = fc.constantFrom(1, 2, 3, 5, 7);
const shapes = (dims = DIMS, { minLength = 0, maxLength = 3 } = {}) =>
  fc.array(dims, { minLength, maxLength });
const plain = fc.float({ min: -8, max: 8, noNaN: true });
const extreme = fc.oneof(
  { weight: 5, arbitrary: plain },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 1e-30, 3e38) },
);
const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
const floats = (shape: number[], values: fc.Arbitrary<number> = plain) =>
  fc.array(values, { minLength: sizeOf(shape), maxLength: sizeOf(shape) }).map((it) => ({
    shape,
    values: it,
    dtype: "float32" as const,
  }));
const ints = (shape: number[]) =>
  fc.array(fc.integer({ min: -100, max: 100 }), {
    minLength: sizeOf(shape),
    maxLength: sizeOf(shape),
  })
    .map((values) => ({ shape, values, dtype: "int32" as const }));
const bools = (shape: number[]) =>
  fc.array(fc.constantFrom(0, 1), { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
    .map((values) => ({ shape, values, dtype: "bool" as const }));

/** Two shapes that broadcast: some dimensions of one side are 1, or missing at the front. */
const broadcastable = shapes().chain((shape) =>
  fc.tuple(
    fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }),
    fc.nat(shape.length),
    fc.boolean(),
  ).map(([ones, dropped, flip]) => {
    const other = shape.map((dim, i) => ones[i] ? 1 : dim).slice(dropped);
    return flip ? [other, shape] as const : [shape, other] as const;
  })
);

const RUNS = { numRuns: 40, seed: 20 };

function check(
  kernel: string,
  inputs: fc.Arbitrary<Inputs>,
  kind: OperationKind,
  run: (...x: tfjs.Tensor[]) => tfjs.Tensor,
) {
  covered.add(kernel);
  Deno.test(`kernel ${kernel} equals tfjs's cpu kernel`, () => {
    const before = engineStats().fallbacks;
    let calls = 0;
    fc.assert(
      fc.property(inputs, (it) => {
        calls++;
        const actual = evaluate(CPU_BACKEND, it, run);
        assertAllClose(actual, evaluate("cpu", it, run), tolerance(kind), JSON.stringify(it));
      }),
      RUNS,
    );
    assert(engineStats().fallbacks - before < calls, "the mapping ran at all");
  });
}

const covered = new Set<string>();
const unaryInputs = (values = extreme) => shapes().chain((s) => fc.tuple(floats(s, values)));
const binaryInputs = (values = extreme) =>
  broadcastable.chain(([a, b]) => fc.tuple(floats(a, values), floats(b, values)));
const intPairs = broadcastable.chain(([a, b]) => fc.tuple(ints(a), ints(b)));

check("Add", binaryInputs(), "exact", tfjs.add);
check("Sub", intPairs, "exact", tfjs.sub);
check("Multiply", binaryInputs(), "exact", tfjs.mul);
check("RealDiv", binaryInputs(), "elementwise", tfjs.div);
check("Maximum", binaryInputs(), "exact", tfjs.maximum);
check("Minimum", binaryInputs(), "exact", tfjs.minimum);
check(
  "Pow",
  broadcastable.chain(([a, b]) =>
    fc.tuple(floats(a, fc.float({ min: Math.fround(0.1), max: 4, noNaN: true })), floats(b))
  ),
  "transcendental",
  tfjs.pow,
);
check("SquaredDifference", binaryInputs(plain), "elementwise", tfjs.squaredDifference);
check("Equal", binaryInputs(), "exact", tfjs.equal);
check("NotEqual", binaryInputs(), "exact", tfjs.notEqual);
check("Greater", intPairs, "exact", tfjs.greater);
check("GreaterEqual", binaryInputs(), "exact", tfjs.greaterEqual);
check("Less", binaryInputs(), "exact", tfjs.less);
check("LessEqual", binaryInputs(), "exact", tfjs.lessEqual);
const boolPairs = broadcastable.chain(([a, b]) => fc.tuple(bools(a), bools(b)));
check("LogicalAnd", boolPairs, "exact", tfjs.logicalAnd);
check("LogicalOr", boolPairs, "exact", tfjs.logicalOr);
check("LogicalNot", shapes().chain((s) => fc.tuple(bools(s))), "exact", tfjs.logicalNot);

for (
  const [kernel, run, kind, values] of [
    ["IsNan", tfjs.isNaN, "exact", extreme],
    ["IsInf", tfjs.isInf, "exact", extreme],
    ["Abs", tfjs.abs, "exact", extreme],
    ["Neg", tfjs.neg, "exact", extreme],
    ["Sign", tfjs.sign, "exact", plain],
    ["Ceil", tfjs.ceil, "exact", extreme],
    ["Floor", tfjs.floor, "exact", extreme],
    ["Round", tfjs.round, "exact", extreme],
    ["Exp", tfjs.exp, "transcendental", plain],
    [
      "Log",
      tfjs.log,
      "transcendental",
      fc.float({ min: Math.fround(1e-6), max: 1e6, noNaN: true }),
    ],
    ["Sqrt", tfjs.sqrt, "elementwise", extreme],
    [
      "Rsqrt",
      tfjs.rsqrt,
      "transcendental",
      fc.float({ min: Math.fround(1e-6), max: 1e6, noNaN: true }),
    ],
    ["Reciprocal", tfjs.reciprocal, "elementwise", extreme],
    ["Square", tfjs.square, "elementwise", plain],
    ["Sin", tfjs.sin, "transcendental", plain],
    ["Cos", tfjs.cos, "transcendental", plain],
    ["Tanh", tfjs.tanh, "transcendental", plain],
    ["Sigmoid", tfjs.sigmoid, "transcendental", plain],
    ["Softplus", tfjs.softplus, "transcendental", plain],
    ["Elu", tfjs.elu, "transcendental", plain],
    ["Selu", tfjs.selu, "transcendental", plain],
    ["Relu", tfjs.relu, "exact", extreme],
    ["Relu6", tfjs.relu6, "exact", plain],
    ["LeakyRelu", (x: tfjs.Tensor) => tfjs.leakyRelu(x, 0.3), "elementwise", plain],
    ["ClipByValue", (x: tfjs.Tensor) => tfjs.clipByValue(x, -1, 2), "exact", plain],
    ["Step", (x: tfjs.Tensor) => tfjs.step(x, 0.5), "exact", extreme],
    ["ZerosLike", tfjs.zerosLike, "exact", plain],
    ["OnesLike", tfjs.onesLike, "exact", plain],
    ["Identity", (x: tfjs.Tensor) => x.clone(), "exact", extreme],
    ["Reshape", (x: tfjs.Tensor) => tfjs.reshape(x, [x.size]), "exact", extreme],
    ["ExpandDims", (x: tfjs.Tensor) => tfjs.expandDims(x, -1), "exact", extreme],
  ] as [string, (x: tfjs.Tensor) => tfjs.Tensor, OperationKind, fc.Arbitrary<number>][]
) check(kernel, unaryInputs(values), kind, run);

check(
  "Cast",
  shapes().chain((s) => fc.tuple(floats(s))),
  "exact",
  (x) => tfjs.cast(tfjs.cast(x, "int32"), "bool"),
);
check(
  "Select",
  shapes().chain((s) => fc.tuple(bools(s), floats(s, extreme), floats(s, extreme))),
  "exact",
  (c, t, e) => tfjs.where(c!, t!, e!),
);
check(
  "AddN",
  shapes().chain((s) => fc.tuple(floats(s), floats(s), floats(s))),
  "reduction",
  (...x) => tfjs.addN(x),
);

const matrices = fc.tuple(
  FILLED_DIMS,
  FILLED_DIMS,
  FILLED_DIMS,
  fc.boolean(),
  fc.boolean(),
  fc.constantFrom([], [1], [3]),
)
  .chain(([n, k, m, ta, tb, batch]) =>
    fc.tuple(
      floats([...batch, ...(ta ? [k, n] : [n, k])]),
      floats([...batch, ...(tb ? [m, k] : [k, m])]),
    )
      .map((it) => ({ it, ta, tb }))
  );
covered.add("BatchMatMul").add("_FusedMatMul");
Deno.test("kernel BatchMatMul equals tfjs's cpu kernel", () => {
  fc.assert(
    fc.property(matrices, ({ it, ta, tb }) => {
      const run = (a: tfjs.Tensor, b: tfjs.Tensor) => tfjs.matMul(a, b, ta, tb);
      const [actual, expected] = [CPU_BACKEND, "cpu"].map((name) =>
        evaluate(name, it, run as never)
      );
      assertAllClose(actual!, expected!, tolerance("product"));
    }),
    { numRuns: 200, seed: 21 },
  );
});
Deno.test("kernel _FusedMatMul equals the product, the bias and the activation one by one", () => {
  fc.assert(
    fc.property(
      matrices,
      fc.constantFrom("linear", "relu", "sigmoid", "elu"),
      ({ it, ta, tb }, activation) => {
        const columns = it[1].shape.at(tb ? -2 : -1)!;
        const run = (fused: boolean) => (a: tfjs.Tensor, b: tfjs.Tensor) => {
          const bias = tfjs.range(0, columns);
          if (fused) {
            return tfjs.fused.matMul({
              a,
              b,
              bias,
              activation: activation as "relu",
              transposeA: ta,
              transposeB: tb,
            });
          }
          const y = tfjs.add(tfjs.matMul(a, b, ta, tb), bias);
          const f = {
            linear: (x: tfjs.Tensor) => x,
            relu: tfjs.relu,
            sigmoid: tfjs.sigmoid,
            elu: tfjs.elu,
          };
          return f[activation](y);
        };
        const actual = evaluate(CPU_BACKEND, it, run(true) as never);
        assertAllClose(actual, evaluate("cpu", it, run(false) as never), tolerance("product"));
      },
    ),
    { numRuns: 100, seed: 22 },
  );
});

const reducible = shapes(FILLED_DIMS, { minLength: 1, maxLength: 4 }).chain((shape) =>
  fc.tuple(floats(shape), fc.subarray(shape.map((_, axis) => axis)), fc.boolean())
);
for (
  const [kernel, run] of [
    ["Sum", tfjs.sum],
    ["Mean", tfjs.mean],
    ["Max", tfjs.max],
    ["Min", tfjs.min],
    ["Prod", tfjs.prod],
  ] as [string, (x: tfjs.Tensor, axis: number[], keep: boolean) => tfjs.Tensor][]
) {
  covered.add(kernel);
  Deno.test(`kernel ${kernel} equals tfjs's cpu kernel`, () => {
    fc.assert(
      fc.property(reducible, ([x, axes, keep]) => {
        const [actual, expected] = [CPU_BACKEND, "cpu"].map((name) =>
          evaluate(name, [x], (it) => run(it!, axes, keep))
        );
        assertAllClose(actual!, expected!, tolerance("reduction"), `${x.shape} over ${axes}`);
      }),
      RUNS,
    );
  });
}
const vectors = shapes(FILLED_DIMS, { minLength: 1, maxLength: 3 }).chain((s) =>
  fc.tuple(floats(s))
);
check("ArgMax", vectors, "exact", (x) => tfjs.argMax(x!, -1));
check("ArgMin", vectors, "exact", (x) => tfjs.argMin(x!, 0));
check("Softmax", vectors, "transcendental", (x) => tfjs.softmax(x!));
check("LogSoftmax", vectors, "transcendental", (x) => tfjs.logSoftmax(x!));
check("Transpose", shapes().chain((s) => fc.tuple(floats(s))), "exact", (x) => tfjs.transpose(x!));
check("BroadcastTo", vectors, "exact", (x) => tfjs.broadcastTo(x!, [3, ...x!.shape]));
check("Tile", vectors, "exact", (x) => tfjs.tile(x!, x!.shape.map((_, i) => i + 1)));
check(
  "Concat",
  shapes(DIMS, { minLength: 1 }).chain((s) => fc.tuple(floats(s), floats(s))),
  "exact",
  (a, b) => tfjs.concat([a!, b!], -1),
);
check(
  "Pack",
  shapes(DIMS, { maxLength: 2 }).chain((s) => fc.tuple(ints(s), ints(s))),
  "exact",
  (a, b) => tfjs.stack([a!, b!], 0),
);
check("Slice", vectors, "exact", (x) => tfjs.slice(x!, x!.shape.map((dim) => dim > 1 ? 1 : 0)));
check(
  "PadV2",
  vectors,
  "exact",
  (x) => tfjs.pad(x!, x!.shape.map((_, i) => [i, 1] as [number, number]), 7),
);

Deno.test("every mapping has a conformance test", () => {
  assertEquals(Object.keys(mappings).filter((name) => !covered.has(name)), []);
});
