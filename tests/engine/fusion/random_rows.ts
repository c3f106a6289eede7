/**
 * What random plans do with rows: chains of folds over last axes and of what needs them again, and the
 * operators that consist of those.
 */
import type { Value } from "../../../lib/engine/plan/graph_types.ts";
import type { Maker } from "./random_plan.ts";

const FOLDS = ["ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin"];

/** One number for each row over the last axes: folded, kept small, perhaps in other ways besides. */
function numberOfRow(to: Maker, x: Value, axes: readonly number[], rows: readonly Value[]): Value {
  const keepdims = to.draw(3) > 0 ? 1 : 0;
  const kept = x.shape.map((dim, axis) => axes.includes(axis) ? 1 : dim);
  const shape = keepdims ? kept : x.shape.slice(0, axes[0]);
  const folded = to.node(to.pick(FOLDS), [x, to.list(axes)], shape, { keepdims });
  let value = to.node("Tanh", [folded], shape);
  if (to.draw(2) === 0) value = to.node("Mul", [value, to.scalar(0.75)], shape);
  if (!keepdims) value = to.node("Reshape", [value, to.list(kept)], kept);
  if (rows.length > 0 && to.draw(2) === 0) value = to.node("Sub", [value, to.pick(rows)], kept);
  return value;
}

/** Values of which each next one needs a number of the rows of the one before. */
export function rowChain(to: Maker, x: Value): void {
  const rank = x.shape.length;
  if (rank === 0) return;
  const count = 1 + to.draw(Math.min(2, rank));
  const axes = Array.from({ length: count }, (_, i) => rank - count + i);
  const [rows, values]: [Value[], Value[]] = [[], [x]];
  for (let i = 1 + to.draw(3); i > 0; i--) {
    rows.push(numberOfRow(to, to.pick(values), axes, rows));
    const number = to.draw(4) === 0 ? to.pick(rows) : rows.at(-1)!;
    const moved = to.node(
      to.pick(["Add", "Sub", "Mul", "Max"]),
      [to.pick(values), number],
      x.shape,
    );
    values.push(to.node(to.pick(["Tanh", "Sigmoid", "Neg", "Erf"]), [moved], x.shape));
  }
  to.values.push(values.at(-1)!);
  if (to.draw(2) === 0) to.values.push(to.pick([...values, ...rows]));
}

/** A layer normalization, or the softmax and its logarithm of a loss, with what takes one of a row. */
export function normalization(to: Maker, x: Value): void {
  const { shape } = x;
  const width = shape.at(-1);
  if (width === undefined) return;
  const rows = [...shape.slice(0, -1), 1];
  if (to.draw(2) === 0) {
    const weights = (first: number) =>
      to.constant(Float32Array.from({ length: width }, (_, i) => first + i % 3), "float32", [
        width,
      ]);
    const results = to.nodes.length;
    const y = to.node("LayerNormalization", [x, weights(1), weights(0)], shape, {
      axis: -1,
      epsilon: { float: 0.1 },
    });
    const [mean, inverse] = [to.output(rows), to.output(rows)];
    to.nodes[results]!.outputs.push(mean, inverse);
    // Away from zero, where another rounding would have another sign.
    const size = to.node("Abs", [to.node("Tanh", [y], shape)], shape);
    to.values.push(to.node("Add", [size, to.scalar(0.1)], shape));
    to.values.push(to.node("Tanh", [to.pick([mean, inverse])], rows));
    return;
  }
  const logarithm = to.node("LogSoftmax", [x], shape, { axis: -1 });
  const power = to.node("Exp", [logarithm], shape);
  const size = rows.reduce((product, dim) => product * dim, 1);
  const places = to.constant(
    BigInt64Array.from({ length: size }, () => BigInt(to.draw(width))),
    "int64",
    rows,
  );
  const minus = to.constant(new Float32Array(size).fill(-1), "float32", rows);
  const attributes = { axis: shape.length - 1 };
  const taken = to.node("GatherElements", [logarithm, places], rows, attributes);
  to.values.push(to.node("Tanh", [taken], rows));
  to.values.push(
    to.node("ScatterElements", [power, places, minus], shape, { ...attributes, reduction: "add" }),
  );
}
