/**
 * Recurrent layers as ONNX's operators, which are faster than a scan where the batch is small. They
 * take kernels with other orders of gates, transposed, which costs as much as many steps do.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Aval } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";

/** Batch up to which the operator is at least as fast as a scan (docs/measurements/recurrent.md). */
const LARGEST_BATCH = 32;

/** Units for each row of all steps, up to which turning the kernels pays. */
const UNITS_A_ROW = 8;

/** Whether a sequence and its kernels are better given to the operator; it has float32 alone. */
export function takesOperator(
  { lacks }: Lowering,
  op: "LSTM" | "GRU",
  [x, kernel, recurrent]: readonly Value[],
): boolean {
  const [batch, length] = x!.shape as readonly [number, number];
  const [units] = recurrent!.shape as readonly [number];
  return !lacks.has(op) && x!.type === "float32" && kernel!.shape[0]! > 0 && length > 0 &&
    batch <= LARGEST_BATCH && UNITS_A_ROW * batch * length >= units;
}

/** Gates of a matrix `(rows, gates units)` in another order, as `(1, gates units, rows)`. */
function kernelOf(to: Lowering, kernel: Value, order: readonly number[]): Value {
  const [rows] = kernel.shape as readonly [number];
  const gates = gatesOf(to, kernel, order);
  return to.reshape(to.transpose(gates, [1, 0]), [1, gates.shape[1]!, rows]);
}

/** Gates of a matrix in another order. */
function gatesOf(to: Lowering, x: Value, order: readonly number[]): Value {
  const [rows, columns] = x.shape as readonly [number, number];
  const units = columns / order.length;
  return to.concat(order.map((gate) => to.slice(x, [0, gate * units], [rows, units])), 1);
}

/** `(batch, length, size)` and `(length, 1, batch, size)`. */
function stepsFirst(to: Lowering, x: Value): Value {
  return to.transpose(x, [1, 0, 2]);
}

function batchFirst(to: Lowering, y: Value): Value {
  const [length, , batch, units] = y.shape as readonly [number, number, number, number];
  return to.transpose(to.reshape(y, [length, batch, units]), [1, 0, 2]);
}

/** Runs an operator for one direction; gives the sequence and the last states. */
function run(
  to: Lowering,
  op: "LSTM" | "GRU",
  inputs: readonly [x: Value, kernel: Value, recurrent: Value, bias: Value],
  states: readonly Value[],
  attributes: Readonly<Record<string, number>>,
): Value[] {
  const [x, kernel, recurrent, bias] = inputs;
  const [batch, length] = x.shape as readonly [number, number];
  const units = recurrent.shape[2]!;
  const last = { type: "float32", shape: [1, batch, units] } as const;
  const given = [stepsFirst(to, x), kernel, recurrent, bias, undefined];
  const [y, ...ends] = to.ops(
    op,
    [...given, ...states.map((it) => to.reshape(it, [1, batch, units]))],
    [{ type: "float32", shape: [length, 1, batch, units] }, ...states.map(() => last)],
    { hidden_size: units, ...attributes },
  );
  return [batchFirst(to, y!), ...ends.map((it) => to.reshape(it, [batch, units]))];
}

/** Places of ONNX's gates (input, output, forget, cell) among Keras's (input, forget, cell, output). */
const LSTM_ORDER = [0, 3, 1, 2];

/** Long short-term memory: sequence, last output, last state of the cell. */
export function lowerLstm(
  to: Lowering,
  [x, kernel, recurrent, bias, h, c]: readonly Value[],
  outputs: readonly Aval[],
): readonly (Value | undefined)[] {
  const row = gatesOf(to, to.reshape(bias!, [1, bias!.shape[0]!]), LSTM_ORDER);
  const made = run(
    to,
    "LSTM",
    [
      x!,
      kernelOf(to, kernel!, LSTM_ORDER),
      kernelOf(to, recurrent!, LSTM_ORDER),
      to.concat([row, to.fill(0, "float32", row.shape)], 1),
    ],
    [h!, c!],
    {},
  );
  return outputs.map((_, i) => made[i]);
}

/** Gated recurrent units, whose gates ONNX has in Keras's order: sequence, last output. */
export function lowerGru(
  to: Lowering,
  [x, kernel, recurrent, bias, h]: readonly Value[],
  outputs: readonly Aval[],
  resetAfter: boolean,
): readonly (Value | undefined)[] {
  const order = [0, 1, 2];
  const columns = kernel!.shape[1]!;
  const rows = resetAfter
    ? to.reshape(bias!, [1, 2 * columns])
    : to.concat([to.reshape(bias!, [1, columns]), to.fill(0, "float32", [1, columns])], 1);
  const made = run(
    to,
    "GRU",
    [x!, kernelOf(to, kernel!, order), kernelOf(to, recurrent!, order), rows],
    [h!],
    { linear_before_reset: resetAfter ? 1 : 0 },
  );
  return outputs.map((_, i) => made[i]);
}
