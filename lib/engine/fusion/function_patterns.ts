/**
 * Functions that ONNX has no operator for, which lowerings write in several: kernels compute them in
 * one go, with one exponential or logarithm.
 *
 * @module
 */
import type { PlanEditor, Rule } from "../cpu/plan_editor.ts";
import type { GraphNode, Value } from "../plan/graph_types.ts";
import { EXPM1, KERNELS_ONLY, LOG1P } from "./kernels_only.ts";

const isOne = (value: Value | undefined) =>
  value?.host?.length === 1 && value.shape.length === 0 && Number(value.host[0]) === 1;

/** What a node of this operator takes besides the number 1 at its end. */
function besideOne(editor: PlanEditor, value: Value | undefined, op: string): Value | undefined {
  const [x, one] = editor.producer(value, op)?.inputs ?? [];
  return isOne(one) ? x : undefined;
}

/** The values of `isFar ? far : equalsOne ? x : top / bottom`, with `|x| > 1` far. */
interface Guarded {
  readonly x: Value;
  readonly far: Value;
  /** What is compared with one. */
  readonly tested: Value | undefined;
  readonly top: GraphNode;
  readonly bottom: Value | undefined;
}

/** Looks at a node for the choice that both functions end with. */
function guarded(node: GraphNode, editor: PlanEditor): Guarded | undefined {
  const [isFar, far, rest] = node.inputs;
  const choice = node.op === "Where" ? editor.producer(rest, "Where") : undefined;
  const [isNone, x, near] = choice?.inputs ?? [];
  const [top, bottom] = editor.producer(near, "Div")?.inputs ?? [];
  const product = editor.producer(top, "Mul");
  const size = editor.producer(besideOne(editor, isFar, "Greater"), "Abs");
  if (!x || !far || !product || size?.inputs[0] !== x || x.type !== "float32") return undefined;
  if (product.inputs[1] !== x) return undefined;
  return { x, far, tested: besideOne(editor, isNone, "Equal"), top: product, bottom };
}

/** Whether a choice is `e^x - 1`: `(u - 1) x / log(u)` with `u = e^x`, and `u - 1` far. */
function isExpm1({ x, far, tested: u, top, bottom }: Guarded, editor: PlanEditor): boolean {
  return u !== undefined && editor.producer(u, "Exp")?.inputs[0] === x &&
    besideOne(editor, far, "Sub") === u && top.inputs[0] === far &&
    editor.producer(bottom, "Log")?.inputs[0] === u;
}

/** Whether a choice is `log(1 + x)`: `log(u) x / (u - 1)` with `u = x + 1`, and `log(u)` far. */
function isLog1p({ x, far, tested: u, top, bottom }: Guarded, editor: PlanEditor): boolean {
  return u !== undefined && besideOne(editor, u, "Add") === x &&
    editor.producer(far, "Log")?.inputs[0] === u && top.inputs[0] === far &&
    besideOne(editor, bottom, "Sub") === u;
}

/** Finds them. */
export function guardedFunctions(isWorth: (value: Value) => boolean): Rule {
  return (node, editor) => {
    const found = guarded(node, editor);
    if (!found || !isWorth(found.x)) return false;
    const op = isExpm1(found, editor) ? EXPM1 : isLog1p(found, editor) ? LOG1P : undefined;
    if (op === undefined) return false;
    editor.add(op, [found.x], { domain: KERNELS_ONLY, output: node.outputs[0]! });
    return true;
  };
}
