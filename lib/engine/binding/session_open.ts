/**
 * Opens ONNX Runtime sessions: starts the runtime once, compiles plans for a list of execution
 * providers, and estimates what a session takes.
 *
 * @module
 */
import { DTYPES } from "../../arrays/dtypes.ts";
import type { Held, Plan, Value } from "../plan/graph_types.ts";
import type { OnnxType } from "../onnx/onnx_types.ts";
import { encodeModel, valueName } from "../onnx/onnx_model.ts";
import { type NativeSession, onnxRuntime, type OnnxValue, type Tensor } from "./package.ts";

export type { NativeSession } from "./package.ts";

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
export function wrongOptimizers({ nodes }: Pick<Plan, "nodes">): string {
  const isWide = nodes.some(({ outputs }) => outputs.some(({ type }) => type === "float64"));
  return isWide ? "DivMulFusion;MatMulScaleFusion;FuseReluClip" : "DivMulFusion";
}

/** Memory of a session that holds nothing. */
const SESSION_BYTES = 150_000;

/**
 * What a worker thread counts for. It takes less, but a machine with many processors has as many
 * threads for each session, and systems limit threads.
 */
const THREAD_BYTES = 2 ** 18;

const SPINNING = { session: { intra_op: { spin_duration_us: SPIN_MICROSECONDS } } };

/** Opens a session on the bytes of a model. */
export function openSession(
  model: Uint8Array,
  options: Readonly<Record<string, unknown>>,
): NativeSession {
  const session = new (onnxRuntime().binding.InferenceSession)();
  const merged = {
    graphOptimizationLevel: "all",
    extra: SPINNING,
    ...options,
  };
  session.loadModel(
    model.buffer as ArrayBuffer,
    model.byteOffset,
    model.byteLength,
    merged as Parameters<NativeSession["loadModel"]>[3],
  );
  return session;
}

/** A plan as a session, with what a run needs. */
export interface PlanSession {
  readonly session: NativeSession;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Every output, allocated by the run. */
  readonly fetches: Readonly<Record<string, OnnxValue | null>>;
  /** Memory it takes, by estimate: its threads, its constants, every value it computes at once. */
  readonly bytes: number;
}

/**
 * Refuses floats of 16 bits: the binding takes none, and what it gives for them is not defined.
 *
 * @throws {TypeError} if one of the values has them.
 */
export function refuseNarrow(values: readonly { readonly type: OnnxType }[]): void {
  const type = values.map((it) => it.type).find((it) => it === "float16" || it === "bfloat16");
  if (type === undefined) return;
  throw new TypeError(`expected no ${type} values, which its binding lacks; use tf.cast`);
}

/** Compiles a plan; `onDevice` says which outputs stay in buffers of the device. */
export function openPlan(
  plan: Plan,
  options: Readonly<Record<string, unknown>>,
  onDevice: (value: Value) => boolean = () => false,
): PlanSession {
  refuseNarrow([...plan.inputs, ...plan.outputs]);
  const model = encodeModel(plan);
  const outputNames = plan.outputs.map(valueName);
  const resident = plan.outputs.filter(onDevice).map((value) => [valueName(value), "gpu-buffer"]);
  // Zeros around an image that a plan has as elements are there because paddings would be forgotten.
  const optimization = { disable_specified_optimizers: `${wrongOptimizers(plan)};Pad_Fusion` };
  const session = openSession(model, {
    extra: { ...SPINNING, optimization },
    ...options,
    ...(resident.length > 0 ? { preferredOutputLocation: Object.fromEntries(resident) } : {}),
  });
  return {
    session,
    inputNames: plan.inputs.map(valueName),
    outputNames,
    fetches: Object.fromEntries(outputNames.map((name) => [name, null])),
    bytes: estimatedBytes(plan, model, options["intraOpNumThreads"] as number | undefined),
  };
}

/** Memory of a session, by estimate. */
export function estimatedBytes(plan: Plan, model: Uint8Array, threads?: number): number {
  const workers = (threads ?? navigator.hardwareConcurrency) - 1;
  const fixed = SESSION_BYTES + workers * THREAD_BYTES + 2 * model.length;
  const values = plan.nodes.flatMap((node) => node.outputs);
  return values.reduce((sum, value) => sum + byteLength(value), fixed);
}

/** Bytes of a value's elements. */
export function byteLength(value: Pick<Value, "type" | "shape">): number {
  return value.shape.reduce((product, dim) => product * dim, DTYPES[value.type].bytes);
}

/** A value's data on the host as ONNX Runtime takes it. */
export function hostTensor(value: Held): Tensor {
  value.host ??= value.resident!.read();
  refuseNarrow([value]);
  return new (onnxRuntime().Tensor)(
    value.type as "float32",
    value.host as Float32Array,
    value.shape,
  );
}
