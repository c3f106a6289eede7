/**
 * Softmax and layer normalization as the steps they consist of, which become one kernel that goes
 * over each row several times, together with what stands before and after.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import type { PlanEditor, Rule } from "../cpu/plan_editor.ts";
import { sizeOf } from "../kernels/kernel.ts";
import { KERNELS_ONLY } from "./kernels_only.ts";
import { isRowwise, squeezed } from "./row_places.ts";

/** Whether a node works on the last axis. */
export function isOfLastAxis({ attributes, inputs: [x] }: GraphNode): boolean {
  const axis = attributes["axis"] ?? -1;
  return axis === -1 || axis === x!.shape.length - 1;
}

/** Whether kernels go over the rows of the last axis several times. */
export function hasRows({ type, shape }: Value): boolean {
  if (type !== "float32" || sizeOf(shape) === 0 || shape.at(-1) === 1) return false;
  const rank = squeezed(shape).length;
  return isRowwise({ shape, folded: Array.from({ length: rank }, (_, i) => i === rank - 1) });
}

/** Writes operators that have one number for each row, or fold rows to one. */
class RowWriter {
  readonly #editor: PlanEditor;
  readonly #x: Value;
  readonly #rows: readonly number[];

  constructor(editor: PlanEditor, x: Value) {
    this.#editor = editor;
    this.#x = x;
    this.#rows = [...x.shape.slice(0, -1), 1];
  }

  fold(op: string, x: Value, output?: Value): Value {
    return this.#editor.add(op, [x, this.#editor.list([x.shape.length - 1])], {
      domain: KERNELS_ONLY,
      attributes: { keepdims: 1 },
      ...(output ? { output } : { shape: this.#rows }),
    });
  }

  row(op: string, inputs: readonly Value[], output?: Value): Value {
    return this.#editor.add(op, inputs, output ? { output } : { shape: this.#rows });
  }

  all(op: string, inputs: readonly Value[], output?: Value): Value {
    return this.#editor.add(op, inputs, output ? { output } : { shape: this.#x.shape });
  }
}

/** `e^(x - m) / sum(e^(x - m))` with the largest `m` of each row, or its logarithm. */
function softmaxes(isWorth: (value: Value) => boolean): Rule {
  /** What both have in common, by `x`: gradients often have them once more. */
  const known = new Map<Value, { shifted: Value; powers: Value; sum: Value }>();
  return (node, editor) => {
    const [x] = node.inputs;
    const [output] = node.outputs;
    if (node.domain !== undefined || (node.op !== "Softmax" && node.op !== "LogSoftmax")) {
      return false;
    }
    if (!x || !isOfLastAxis(node) || !hasRows(x) || !isWorth(x)) return false;
    const to = new RowWriter(editor, x);
    let steps = known.get(x);
    if (steps === undefined) {
      const shifted = to.all("Sub", [x, to.fold("ReduceMax", x)]);
      const powers = to.all("Exp", [shifted]);
      known.set(x, steps = { shifted, powers, sum: to.fold("ReduceSum", powers) });
    }
    const { shifted, powers, sum } = steps;
    if (node.op === "LogSoftmax") to.all("Sub", [shifted, to.row("Log", [sum])], output);
    else to.all("Mul", [powers, to.row("Reciprocal", [sum])], output);
    return true;
  };
}

/** `(x - mean) / sqrt(variance + epsilon) * scale + shift`; the moments are further results. */
function layerNorms(isWorth: (value: Value) => boolean): Rule {
  return (node, editor) => {
    const [x, scale, shift] = node.inputs;
    const [output, mean, inverse] = node.outputs;
    if (node.domain !== undefined || node.op !== "LayerNormalization" || !x || !scale) return false;
    if (!isOfLastAxis(node) || !hasRows(x) || !isWorth(x)) return false;
    const epsilon = (node.attributes["epsilon"] as { float: number } | undefined)?.float ?? 1e-5;
    const to = new RowWriter(editor, x);
    const centred = to.all("Sub", [x, to.fold("ReduceMean", x, mean)]);
    const variance = to.fold("ReduceMean", to.all("Mul", [centred, centred]));
    const least = editor.constant(Float32Array.of(epsilon), "float32", []);
    const deviation = to.row("Sqrt", [to.row("Add", [variance, least])]);
    const normal = to.all("Mul", [centred, to.row("Reciprocal", [deviation], inverse)]);
    if (!shift) to.all("Mul", [normal, scale], output);
    else to.all("Add", [to.all("Mul", [normal, scale]), shift], output);
    return true;
  };
}

/**
 * Rules that write both in steps.
 *
 * @param isWorth Whether kernels compute something of a value's size.
 */
export function normalizations(isWorth: (value: Value) => boolean): readonly Rule[] {
  return [softmaxes(isWorth), layerNorms(isWorth)];
}
