/**
 * The softmax of a loss and layer normalization as the steps they consist of, which become one kernel
 * that goes over each row several times, together with what stands before and after.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import type { PlanEditor, Rule } from "../cpu/plan_editor.ts";
import { sizeOf } from "../kernels/kernel.ts";
import { EXP_BELOW, KERNELS_ONLY } from "./kernels_only.ts";
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
  const folded = Array.from({ length: rank }, (_, i) => i === rank - 1);
  return isRowwise({ shape, folds: { folded, isSums: false } });
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
    return this.#editor.add(op, inputs, {
      ...(op === EXP_BELOW ? { domain: KERNELS_ONLY } : {}),
      ...(output ? { output } : { shape: this.#x.shape }),
    });
  }
}

/**
 * The values of which a value is the logarithm of the softmax, where kernels compute it: only those
 * with their gradients, for which the softmax itself is wanted as well. ONNX Runtime computes either
 * of them alone in half the time, since it has wider vectors.
 */
export function logitsOf(editor: PlanEditor, value: Value | undefined): Value | undefined {
  const node = editor.producer(value, "LogSoftmax");
  const x = node?.inputs[0];
  if (!node || node.domain !== undefined || !x || !isOfLastAxis(node) || !hasRows(x)) {
    return undefined;
  }
  const logarithms = editor.users(x, "LogSoftmax").flatMap(({ outputs }) => outputs);
  return logarithms.some((it) => editor.users(it, "Exp").length > 0) ? x : undefined;
}

/** `x - m - log(sum(e^(x - m)))` with the largest `m` of each row, and the same without logarithm. */
function softmaxes(isWorth: (value: Value) => boolean): Rule {
  /** What both have in common, by `x`. */
  const known = new Map<Value, { shifted: Value; powers: Value; sum: Value }>();
  return (node, editor) => {
    const [output] = node.outputs;
    const isPower = node.op === "Exp";
    const x = logitsOf(editor, isPower ? node.inputs[0] : output);
    if (!x || !isWorth(x)) return false;
    const to = new RowWriter(editor, x);
    let steps = known.get(x);
    if (steps === undefined) {
      const shifted = to.all("Sub", [x, to.fold("ReduceMax", x)]);
      const powers = to.all(EXP_BELOW, [shifted]);
      known.set(x, steps = { shifted, powers, sum: to.fold("ReduceSum", powers) });
    }
    const { shifted, powers, sum } = steps;
    if (isPower) to.all("Mul", [powers, to.row("Reciprocal", [sum])], output);
    else to.all("Sub", [shifted, to.row("Log", [sum])], output);
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
