/**
 * Cross entropies of logits: composites with gradients in closed form. The gradient for logits is
 * `softmax(logits) - labels`, as TensorFlow has it also for labels that do not sum to one.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import { formatShape } from "../../errors/format.ts";
import { type Aval, aval, sameShape } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { define, type Many, type Sample } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { reshape } from "../array/reshape.ts";
import { multiply, negative, subtract } from "../math/arithmetic.ts";
import { logSoftmax, softmax } from "../math/softmax.ts";
import { reduceSum } from "../reduction/reduce_sum.ts";
import { withinAxis } from "../support/indices.ts";
import { requireFloat, requireIndices, requireSameDType } from "../support/infer.ts";
import { given, sample, SPECIAL } from "../support/samples.ts";

const DENSE = "nn.softmaxCrossEntropyWithLogits";
const SPARSE = "nn.sparseSoftmaxCrossEntropyWithLogits";

/** Logits and labels of one shape, `[batch, classes]`. */
function requireDense(name: string, logits: Aval, labels: Aval): void {
  requireFloat(name, logits);
  requireSameDType(name, logits, labels);
  if (logits.shape.length === 2 && sameShape(logits.shape, labels.shape)) return;
  throw new TypeError(
    `tf.${name}: expected logits and labels of one shape (batch, classes), received ${
      formatShape(logits.shape)
    } and ${formatShape(labels.shape)}`,
  );
}

/** Logits `[batch, classes]` and labels `[batch]` of whole numbers. */
function requireSparse(name: string, logits: Aval, labels: Aval): void {
  requireFloat(name, logits);
  requireIndices(name, "labels", labels);
  const [batch, classes] = logits.shape;
  if (logits.shape.length === 2 && labels.shape.length === 1 && labels.shape[0] === batch) {
    if (batch === 0 || classes! > 0) return;
  }
  throw new TypeError(
    `tf.${name}: expected logits of shape (batch, classes) and labels of shape (batch,), received ${
      formatShape(logits.shape)
    } and ${formatShape(labels.shape)}`,
  );
}

/** Computed in float32 where floats are narrower, and rounded once. */
function widely(to: Lowering, x: Value, compute: (wide: Value) => Value): Value {
  const narrow = x.type === "float16" || x.type === "bfloat16";
  return narrow ? to.cast(compute(to.cast(x, "float32")), x.type) : compute(x);
}

const logsOf = (to: Lowering, logits: Value): Value =>
  to.unary("LogSoftmax", logits, logits.type, { axis: -1 });

/** A weight for each row, as a column. */
const column = (g: Tensor): Tensor => reshape(g, [g.size, 1]);

/** The gradient of `softmax(logits)` from its result's, which is that of the closed form too. */
function throughSoftmax(h: Tensor, logits: Tensor): Tensor {
  const y = softmax(logits);
  const weighted = multiply(h, y);
  return subtract(weighted, multiply(y, reduceSum(weighted, [1], true)));
}

function* denseSamples(): Iterable<Sample<undefined>> {
  const attrs = undefined;
  for (const dtype of ["float32", "float64", "float16"] as const) {
    for (const [batch, classes] of [[1, 1], [3, 2], [2, 7], [0, 3]] as const) {
      const logits = sample([batch, classes], { dtype, min: -4, max: 4 });
      // Rows that sum to one: only for them the gradient is the derivative.
      const odds = Array.from({ length: batch * classes }, (_, i) => 1 + i * 7 % 5);
      const sums = odds.map((_, i) => {
        const row = odds.slice(i - i % classes, i - i % classes + classes);
        return row.reduce((sum, it) => sum + it, 0);
      });
      const labels = given(odds.map((it, i) => it / sums[i]!), [batch, classes], dtype);
      yield { inputs: [logits, labels], attrs };
    }
    const any = sample([3, 4], { dtype, seed: 2 });
    yield { inputs: [sample([3, 4], { dtype }), any], attrs, kink: true };
  }
  const rows = SPECIAL.map((x) => [x, 1, -0.5]);
  const labels = given(rows.flatMap((_, i) => [i % 2, 1 - i % 2, 0]), [rows.length, 3]);
  yield { inputs: [given(rows.flat(), [rows.length, 3]), labels], attrs, kink: true };
}

const dense = define({
  name: DENSE,
  infer([logits, labels]) {
    requireDense(DENSE, logits, labels);
    return aval(logits.dtype, [logits.shape[0]!]);
  },
  lower(to, [logits, labels], [out]) {
    if (logits.shape.includes(0)) return to.fill(0, logits.type, out.shape);
    return widely(to, logits, (x) => {
      const terms = to.binary("Mul", to.cast(labels, x.type), logsOf(to, x));
      return to.binary("Sub", to.number(0, x.type), to.reduce("ReduceSum", terms, [1]));
    });
  },
  vjp: ([g], { inputs: [logits, labels] }, needs) => [
    needs[0] ? multiply(column(g), record(denseBack, [logits, labels])) : undefined,
    needs[1] ? negative(multiply(column(g), logSoftmax(logits))) : undefined,
  ],
  tensorflow: { name: "SoftmaxCrossEntropyWithLogits", outputs: [0] },
  samples: denseSamples,
});

const denseBack = define({
  name: `${DENSE}Grad`,
  infer([logits, labels]) {
    requireDense(`${DENSE}Grad`, logits, labels);
    return logits;
  },
  lower: (to, [logits, labels]) =>
    widely(
      to,
      logits,
      (x) => to.binary("Sub", to.unary("Exp", logsOf(to, x)), to.cast(labels, x.type)),
    ),
  vjp: ([h], { inputs: [logits] }, needs) => [
    needs[0] ? throughSoftmax(h, logits) : undefined,
    needs[1] ? negative(h) : undefined,
  ],
  tensorflow: { name: "SoftmaxCrossEntropyWithLogits", outputs: [1] },
  samples: denseSamples,
});

function* sparseSamples(): Iterable<Sample<undefined>> {
  const attrs = undefined;
  for (const dtype of ["float32", "float64", "float16"] as const) {
    for (const index of ["int32", "int64"] as const) {
      const of = (batch: number, classes: number, labels: number[]) => ({
        inputs: [
          sample([batch, classes], { dtype, min: -4, max: 4 }),
          given(labels, [batch], index),
        ],
        attrs,
      });
      yield of(1, 1, [0]);
      yield of(3, 2, [1, 0, 1]);
      yield of(2, 7, [6, 3]);
      yield of(0, 3, []);
    }
  }
  const rows = SPECIAL.map((x) => [x, 1, -0.5]);
  const labels = given(rows.map((_, i) => i % 2), [rows.length], "int32");
  yield { inputs: [given(rows.flat(), [rows.length, 3]), labels], attrs, kink: true };
  for (const wrong of [-1, 3]) {
    yield { inputs: [sample([2, 3]), given([0, wrong], [2], "int32")], attrs, kink: true };
  }
}

const sparse = define({
  name: SPARSE,
  infer([logits, labels]) {
    requireSparse(SPARSE, logits, labels);
    return aval(logits.dtype, labels.shape);
  },
  lower: (to, [logits, labels]) =>
    widely(to, logits, (x) => {
      const [batch, classes] = x.shape as readonly [number, number];
      const places = to.reshape(withinAxis(to, labels, classes), [batch, 1]);
      const found = to.op("GatherElements", [logsOf(to, x), places], x.type, [batch, 1], {
        axis: 1,
      });
      return to.binary("Sub", to.number(0, x.type), to.reshape(found, [batch]));
    }),
  vjp: ([g], { inputs: [logits, labels] }) => [
    multiply(column(g), record(sparseBack, [logits, labels])),
  ],
  tensorflow: { name: "SparseSoftmaxCrossEntropyWithLogits", outputs: [0] },
  samples: sparseSamples,
});

const sparseBack = define({
  name: `${SPARSE}Grad`,
  infer([logits, labels]) {
    requireSparse(`${SPARSE}Grad`, logits, labels);
    return logits;
  },
  lower: (to, [logits, labels]: Many<Value>) =>
    widely(to, logits, (x) => {
      const [batch, classes] = x.shape as readonly [number, number];
      const probabilities = to.unary("Exp", logsOf(to, x));
      const places = to.reshape(withinAxis(to, labels, classes), [batch, 1]);
      const ones = to.fill(-1, x.type, [batch, 1]);
      return to.op("ScatterElements", [probabilities, places, ones], x.type, x.shape, {
        axis: 1,
        reduction: "add",
      });
    }),
  vjp: ([h], { inputs: [logits] }) => [throughSoftmax(h, logits)],
  tensorflow: { name: "SparseSoftmaxCrossEntropyWithLogits", outputs: [1] },
  samples: sparseSamples,
});

/** `-sum(labels log(softmax(logits)))` for each row of `[batch, classes]`. */
export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): Tensor {
  return record(dense, [logits, labels]);
}

/** `-log(softmax(logits))[label]` for each row of `[batch, classes]`. */
export function sparseSoftmaxCrossEntropy(logits: Tensor, labels: Tensor): Tensor {
  return record(sparse, [logits, labels]);
}
