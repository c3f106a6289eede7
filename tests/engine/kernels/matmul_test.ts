import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import {
  conforms,
  type Data,
  type Draw,
  draw,
  SEEDS,
  sizeOf,
  tensor,
  type Type,
} from "./support.ts";

interface Product {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** Batches of the two sides, which broadcast, and sizes of the matrices. */
const BATCHES = [[[], []], [[1], [3]], [[3], []], [[3], [3]], [[2, 1], [3]], [[2, 3], [
  2,
  3,
]]] as const;
const SIZES = [[3, 5, 7], [1, 7, 1], [2, 1, 3], [0, 3, 2], [2, 0, 3], [11, 13, 5]] as const;

/** Random products of matrices. */
const products = fc.tuple(
  fc.constantFrom(...BATCHES),
  fc.constantFrom(...SIZES),
  fc.boolean(),
  fc.boolean(),
).map(([[batchA, batchB], [n, k, m], transposeA, transposeB]): Product => ({
  transposeA,
  transposeB,
  a: [...batchA, ...(transposeA ? [k, n] : [n, k])],
  b: [...batchB, ...(transposeB ? [m, k] : [k, m])],
}));

const cases = (how: Draw, dtype: Type) =>
  fc.tuple(products, SEEDS).map(([params, seed]) => ({
    inputs: [tensor(params.a, seed, how, dtype), tensor(params.b, seed + 1, how, dtype)],
    params,
  }));

/** The product of matrices by loops; `sum` adds a product to a sum. */
function multiply(
  a: Data,
  b: Data,
  it: Product,
  sum: (s: number, x: number, y: number) => number,
): Data {
  const [n, k] = it.transposeA
    ? [a.shape.at(-1)!, a.shape.at(-2)!]
    : a.shape.slice(-2) as [number, number];
  const m = b.shape.at(it.transposeB ? -2 : -1)!;
  const [left, right] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const rank = Math.max(left.length, right.length);
  const dim = (list: readonly number[], axis: number) => list[axis - rank + list.length] ?? 1;
  const batch = Array.from(
    { length: rank },
    (_, axis) => Math.max(dim(left, axis), dim(right, axis)),
  );
  const data = a.dtype === "int32"
    ? new Int32Array(sizeOf(batch) * n * m)
    : new Float32Array(sizeOf(batch) * n * m);
  for (let p = 0; p < sizeOf(batch); p++) {
    let [pa, pb, strideA, strideB] = [0, 0, 1, 1];
    for (let axis = rank - 1, rest = p; axis >= 0; axis--) {
      const at = rest % batch[axis]!;
      rest = Math.floor(rest / batch[axis]!);
      if (dim(left, axis) > 1) pa += at * strideA;
      if (dim(right, axis) > 1) pb += at * strideB;
      [strideA, strideB] = [strideA * dim(left, axis), strideB * dim(right, axis)];
    }
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m; j++) {
        let total = 0;
        for (let l = 0; l < k; l++) {
          const x = a.data[pa * n * k + (it.transposeA ? l * n + i : i * k + l)]!;
          const y = b.data[pb * k * m + (it.transposeB ? j * k + l : l * m + j)]!;
          total = sum(total, x, y);
        }
        data[(p * n + i) * m + j] = total;
      }
    }
  }
  return { shape: [...batch, n, m], dtype: a.dtype, data };
}

const run = ([a, b]: tfjs.Tensor[], { transposeA, transposeB }: Product) =>
  tfjs.engine().runKernel("BatchMatMul", { a: a!, b: b! }, {
    transposeA,
    transposeB,
  }) as tfjs.Tensor;
const filled = ({ inputs }: { inputs: readonly Data[] }) =>
  inputs.every(({ shape }) => !shape.includes(0));

conforms("BatchMatMul", {
  cases: cases(draw.within(-1, 1), "float32").filter(filled),
  run,
  truth: ([a, b], it) => multiply(a!, b!, it, (s, x, y) => s + x * y),
  kind: "product",
});
conforms("BatchMatMul", {
  when: "numbers are whole",
  cases: cases(draw.whole, "int32").filter(filled),
  run,
  truth: ([a, b], it) => multiply(a!, b!, it, (s, x, y) => s + Math.imul(x, y) | 0),
});
conforms("BatchMatMul", {
  when: "one of the sizes is zero",
  cases: cases(draw.plain, "float32").filter(({ params: { a, b } }) =>
    [...a, ...b].includes(0) && a.length === b.length && !a.includes(1)
  ),
  run: ([a, b], { transposeA, transposeB }) => tfjs.matMul(a!, b!, transposeA, transposeB),
  runs: 50,
});

const ACTIVATIONS = {
  linear: (x: tfjs.Tensor) => x,
  relu: tfjs.relu,
  relu6: tfjs.relu6,
  elu: tfjs.elu,
  sigmoid: tfjs.sigmoid,
  leakyrelu: (x: tfjs.Tensor) => tfjs.leakyRelu(x, 0.2),
  prelu: (x: tfjs.Tensor) => tfjs.prelu(x, tfjs.scalar(0.3)),
};
conforms("_FusedMatMul", {
  cases: fc.tuple(
    // tfjs takes the wrong matrices where batches of both sides broadcast
    cases(draw.within(-1, 1), "float32").filter(filled).filter(({ params }) => params.a[1] !== 1),
    fc.constantFrom(...Object.keys(ACTIVATIONS) as (keyof typeof ACTIVATIONS)[]),
    fc.boolean(),
  ).map(([it, activation, row]) => ({ ...it, params: { ...it.params, activation, row } })),
  run: ([a, b], { transposeA, transposeB, activation, row }) => {
    const columns = b!.shape.at(transposeB ? -2 : -1)!;
    const bias = tfjs.reshape(tfjs.range(0, columns), row ? [1, columns] : [columns]);
    if (tfjs.getBackend() !== "cpu") {
      const inputs = { a: a!, b: b!, bias, preluActivationWeights: tfjs.scalar(0.3) };
      const attrs = { transposeA, transposeB, activation, leakyreluAlpha: 0.2 };
      return tfjs.engine().runKernel("_FusedMatMul", inputs, attrs) as tfjs.Tensor;
    }
    const product = run([a!, b!], { transposeA, transposeB, a: [], b: [] });
    return ACTIVATIONS[activation](tfjs.add(product, bias));
  },
  kind: "product",
});

const EQUATIONS: readonly [string, readonly (readonly number[])[]][] = [
  ["ij,jk->ik", [[3, 5], [5, 2]]],
  ["bij,bkj->bik", [[2, 3, 5], [2, 7, 5]]],
  ["ij->ji", [[3, 7]]],
  ["ij->", [[3, 7]]],
  ["i,j->ij", [[3], [5]]],
  ["abcd,aecd->acbe", [[2, 3, 2, 5], [2, 3, 2, 5]]],
  ["btd,dhk->bthk", [[2, 3, 5], [5, 2, 3]]],
];
conforms("Einsum", {
  cases: fc.tuple(fc.constantFrom(...EQUATIONS), SEEDS).map(([[params, shapes], seed]) => ({
    inputs: shapes.map((shape, index) =>
      tensor(shape, seed + index, draw.within(-1, 1), "float32")
    ),
    params,
  })),
  run: (inputs, equation) => tfjs.einsum(equation, ...inputs),
  kind: "product",
});
