/**
 * What every session of ONNX Runtime is told, whichever way it is opened, and an estimate of what one
 * takes.
 *
 * @module
 */
import { host } from "../../platform/host.ts";
import type { Plan } from "../plan/graph_types.ts";
import { allNodes } from "../onnx/onnx_model.ts";
import { byteLength } from "../plan/value.ts";

/**
 * How long an idle worker thread of a session looks for work before it sleeps, in microseconds.
 * ONNX Runtime's default is so long that 50 cached sessions in turn keep a core busy and slow each
 * other eightfold; 200 us is as fast within one run and costs nothing between runs.
 */
export const SPIN_MICROSECONDS = "200";

/**
 * Rewritings that ONNX Runtime must not make, by its names:
 *
 * - of `1 / x * c`, where `c` is computed from constants by an operator that changes nothing, such as
 *   a product with 1, it leaves a graph without `c`, and refuses it;
 * - in a product of matrices of float64 it includes constant factors rounded to float32;
 * - a rectified float64 that is held between bounds it refuses.
 */
export function wrongOptimizers(plan: Pick<Plan, "nodes">): string {
  const isWide = allNodes(plan).some(({ outputs }) =>
    outputs.some(({ type }) => type === "float64")
  );
  return isWide ? "DivMulFusion;MatMulScaleFusion;FuseReluClip" : "DivMulFusion";
}

/**
 * The same for the providers of graphics cards, and for the binding: where it folds zeros around an
 * image, which a plan has as elements, into an operator's paddings, those would be forgotten.
 */
export function wrongOnDevices(plan: Pick<Plan, "nodes">): string {
  return `${wrongOptimizers(plan)};Pad_Fusion`;
}

/** Memory of a session that holds nothing. */
const SESSION_BYTES = 150_000;

/**
 * What a worker thread counts for. It takes less, but a machine with many processors has as many
 * threads for each session, and systems limit threads.
 */
const THREAD_BYTES = 2 ** 18;

/** Memory of a session, by estimate: its threads, its constants, every value it computes at once. */
export function estimatedBytes(plan: Plan, model: Uint8Array, threads?: number): number {
  const workers = (threads ?? host.processors) - 1;
  const fixed = SESSION_BYTES + workers * THREAD_BYTES + 2 * model.length;
  const values = allNodes(plan).flatMap((node) => node.outputs);
  return values.reduce((sum, value) => sum + byteLength(value), fixed);
}
