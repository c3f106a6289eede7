/**
 * One element of each row, taken out or added to, of values that kernels compute: a comparison of
 * each place with the one that is meant, so that rows need not be whole in memory before.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import type { PlanEditor, Rule } from "../cpu/plan_editor.ts";
import { KERNELS_ONLY } from "./kernels_only.ts";
import { hasRows, isOfLastAxis, logitsOf } from "./normalizations.ts";

/** Whether a node takes one element of each row of what a kernel computes. */
function isOneOfRow(node: GraphNode, editor: PlanEditor): boolean {
  const [x, places] = node.inputs;
  if (!x || !places || !isOfLastAxis(node) || !hasRows(x)) return false;
  const one = [...x.shape.slice(0, -1), 1];
  const logarithm = editor.producer(x, "Exp")?.inputs[0] ?? x;
  return `${places.shape}` === `${one}` && logitsOf(editor, logarithm) !== undefined;
}

/** Where each element is that a row's index means. */
class Marker {
  readonly #known = new Map<Value, Value>();
  readonly #numbers = new Map<number, Value>();

  /** The numbers of a row's elements. */
  #numbersOf(editor: PlanEditor, width: number): Value {
    let numbers = this.#numbers.get(width);
    if (numbers === undefined) {
      const host = Int32Array.from({ length: width }, (_, i) => i);
      this.#numbers.set(width, numbers = editor.constant(host, "int32", [width]));
    }
    return numbers;
  }

  mark(editor: PlanEditor, places: Value, x: Value): Value {
    const numbers = this.#numbersOf(editor, x.shape.at(-1)!);
    let found = this.#known.get(places);
    if (found === undefined) {
      // Looked up, so that an index out of range is an error as before.
      const options = { shape: places.shape, type: "int32" as const, attributes: { axis: 0 } };
      this.#known.set(places, found = editor.add("Gather", [numbers, places], options));
    }
    return editor.add("Equal", [numbers, found], { shape: x.shape, type: "bool" });
  }
}

/**
 * Rules for one element of each row.
 *
 * @param isWorth Whether kernels compute something of a value's size.
 */
export function onesOfRows(isWorth: (value: Value) => boolean): readonly Rule[] {
  const marker = new Marker();
  const gather: Rule = (node, editor) => {
    const [x, places] = node.inputs as [Value, Value];
    if (node.op !== "GatherElements" || !isOneOfRow(node, editor) || !isWorth(x)) return false;
    const zero = editor.constant(new Float32Array(1), "float32", []);
    const marked = marker.mark(editor, places, x);
    const only = editor.add("Where", [marked, x, zero], { shape: x.shape });
    editor.add("ReduceSum", [only, editor.list([x.shape.length - 1])], {
      domain: KERNELS_ONLY,
      attributes: { keepdims: 1 },
      output: node.outputs[0]!,
    });
    return true;
  };
  const scatter: Rule = (node, editor) => {
    const [x, places, update] = node.inputs as [Value, Value, Value];
    if (node.op !== "ScatterElements" || node.attributes["reduction"] !== "add") return false;
    if (!isOneOfRow(node, editor) || !isWorth(x)) return false;
    const sum = editor.add("Add", [x, update], { shape: x.shape });
    const marked = marker.mark(editor, places, x);
    editor.add("Where", [marked, sum, x], { output: node.outputs[0]! });
    return true;
  };
  return [gather, scatter];
}
