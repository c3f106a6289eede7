/**
 * Which kernels are none after all: ONNX Runtime's functions use all lanes of a processor, up to four
 * times as many as WebAssembly has, so that a function with little around it is faster there, though
 * each operator makes a pass over memory of its own.
 *
 * @module
 */
import { sizeOf } from "../cpu/plan_editor.ts";
import type { Value } from "../plan/graph_types.ts";
import { KERNELS_ONLY } from "./kernels_only.ts";
import type { KernelPart, Memory } from "./parts.ts";
import { operatorOf } from "./operators.ts";

/** Nanoseconds an element that a pass over memory takes one thread, between its caches. */
const PASS = 0.2;

/** Nanoseconds of one thread that have to be won, as a session more may have to be run. */
const SESSION = 10_000;

/** Whether ONNX Runtime computes a kernel's nodes faster, one by one. */
export function isFasterApart(
  { nodes, shape, folds }: KernelPart,
  { sources, windows }: Memory,
): boolean {
  if (folds !== undefined) return false;
  const own = new Set(nodes.flatMap((node) => node.outputs));
  let won = PASS;
  for (const node of nodes) {
    if (node.domain === KERNELS_ONLY) return false;
    // Parts of values are left where they are for kernels alone.
    const isInPlace = (it: Value | undefined) =>
      it !== undefined && windows.isInside(sources.get(it) ?? it);
    if ([...node.inputs, ...node.outputs].some(isInPlace)) return false;
    // Sessions would have to show themselves what they made in another shape.
    if (node.inputs.some((it) => it && sources.has(it) && own.has(sources.get(it)!))) return false;
    if (sizeOf(node.outputs[0]!) < sizeOf({ shape })) continue;
    const { cost = 0, apart = cost } = operatorOf(node)!;
    won += cost - PASS - apart;
  }
  return won * sizeOf({ shape }) > SESSION;
}
