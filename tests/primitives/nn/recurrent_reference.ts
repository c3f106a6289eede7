/**
 * Recurrent layers as loops over plain numbers.
 *
 * @module
 */
import { convertStorage } from "../../../lib/arrays/dtypes.ts";
import type { Given, Reference } from "../references.ts";

type Row = Float64Array;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** A matrix as rows. */
function rows({ host, dtype, shape }: Given): Row[] {
  const all = convertStorage(host, dtype, "float64") as Float64Array;
  const size = shape.at(-1)!;
  const count = shape.slice(0, -1).reduce((product, dim) => product * dim, 1);
  return Array.from({ length: count }, (_, i) => all.slice(i * size, (i + 1) * size));
}

/** `x matrix`. */
function product(x: Row, matrix: readonly Row[], columns: number): Row {
  const sum = new Float64Array(columns);
  x.forEach((it, i) => sum.forEach((_, k) => sum[k]! += it * matrix[i]![k]!));
  return sum;
}

interface Step {
  /** Next states, the output first. */
  readonly states: readonly Row[];
  /** What else is given, `(length, batch, units)`. */
  readonly gates: readonly Row[];
}

/** Runs steps; gives the sequence, the last states, and the gates. */
function run(
  given: readonly Given[],
  gateCount: number,
  step: (x: Row, states: readonly Row[], weights: readonly (readonly Row[])[]) => Step,
) {
  const [x, ...rest] = given as [Given, ...Given[]];
  const [batch, length] = x.shape as readonly [number, number];
  const units = rest[1]!.shape[0]!;
  const inputs = rows(x);
  const weights = rest.slice(0, 3).map(rows);
  const states = rest.slice(3).map(rows);
  const y = new Float64Array(batch * length * units);
  const gates = Array.from({ length: gateCount }, () => new Float64Array(length * batch * units));
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < length; t++) {
      const made = step(inputs[b * length + t]!, states.map((it) => it[b]!), weights);
      made.states.forEach((it, i) => states[i]![b] = it);
      y.set(made.states[0]!, (b * length + t) * units);
      made.gates.forEach((it, i) => gates[i]!.set(it, (t * batch + b) * units));
    }
  }
  const last = states.map((it) => Float64Array.from(it.flatMap((row) => [...row])));
  return [y, ...last, ...gates].map((it) => convertStorage(it, "float64", x.dtype));
}

/** References by the names of primitives. */
export const RECURRENT_REFERENCES: Readonly<Record<string, Reference>> = {
  "nn.lstm": (given) =>
    run(given, 5, (x, [h, c], [kernel, recurrent, bias]) => {
      const units = h!.length;
      const own = product(x, kernel!, 4 * units);
      const before = product(h!, recurrent!, 4 * units);
      const sums = own.map((it, i) => it + before[i]! + bias![0]![i]!);
      const gate = (k: number) => sums.slice(k * units, (k + 1) * units);
      const [i, f, o] = [0, 1, 3].map((k) => gate(k).map(sigmoid));
      const g = gate(2).map(Math.tanh);
      const cell = c!.map((it, k) => f![k]! * it + i![k]! * g[k]!);
      const output = cell.map((it, k) => o![k]! * Math.tanh(it));
      return { states: [output, cell], gates: [i!, f!, g, o!, cell] };
    }),
  "nn.gru": (given, { resetAfter }) =>
    run(given, resetAfter ? 4 : 3, (x, [h], [kernel, recurrent, bias]) => {
      const units = h!.length;
      const own = product(x, kernel!, 3 * units).map((it, i) => it + bias![0]![i]!);
      const before = product(h!, recurrent!, 3 * units)
        .map((it, i) => it + (resetAfter ? bias![1]![i]! : 0));
      const [z, r] = [0, 1].map((k) =>
        h!.map((_, i) => sigmoid(own[k * units + i]! + before[k * units + i]!))
      ) as [Row, Row];
      const reset = resetAfter
        ? h!.map((_, i) => r[i]! * before[2 * units + i]!)
        : product(h!.map((it, i) => r[i]! * it), recurrent!, 3 * units).slice(2 * units);
      const n = h!.map((_, i) => Math.tanh(own[2 * units + i]! + reset[i]!));
      const next = h!.map((it, i) => z[i]! * it + (1 - z[i]!) * n[i]!);
      const gates = [z, r, n];
      return {
        states: [next],
        gates: resetAfter ? [...gates, before.slice(2 * units)] : gates,
      };
    }),
};
