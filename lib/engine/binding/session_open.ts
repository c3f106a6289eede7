/**
 * Opens sessions of ONNX Runtime through the npm package's binding, with what a run of a plan needs.
 *
 * @module
 */
import type { Held, Plan } from "../plan/graph_types.ts";
import type { OnnxType } from "../onnx/onnx_types.ts";
import { encodeModel, valueName } from "../onnx/onnx_model.ts";
import { estimatedBytes, SPIN_MICROSECONDS, wrongOnDevices } from "../ort/session_settings.ts";
import { byteLength } from "../plan/value.ts";
import { hostOf } from "../ort/port.ts";
import { type NativeSession, onnxRuntime, type OnnxValue, type Tensor } from "./package.ts";

/** A plan as a session, with what a run needs. */
export interface PlanSession {
  readonly session: NativeSession;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Every output, allocated by the run. */
  readonly fetches: Readonly<Record<string, OnnxValue | null>>;
  /** Memory it takes, by estimate. */
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

/** Opens a session on the bytes of a model. */
function openSession(
  model: Uint8Array,
  options: Readonly<Record<string, unknown>>,
): NativeSession {
  const session = new (onnxRuntime().binding.InferenceSession)();
  session.loadModel(
    model.buffer as ArrayBuffer,
    model.byteOffset,
    model.byteLength,
    options as Parameters<NativeSession["loadModel"]>[3],
  );
  return session;
}

/** Compiles a plan. */
export function openPlan(plan: Plan, options: Readonly<Record<string, unknown>>): PlanSession {
  refuseNarrow([...plan.inputs, ...plan.outputs]);
  const model = encodeModel(plan);
  const outputNames = plan.outputs.map(valueName);
  const session = openSession(model, {
    graphOptimizationLevel: "all",
    extra: {
      session: { intra_op: { spin_duration_us: SPIN_MICROSECONDS } },
      optimization: { disable_specified_optimizers: wrongOnDevices(plan) },
    },
    ...options,
  });
  return {
    session,
    inputNames: plan.inputs.map(valueName),
    outputNames,
    fetches: Object.fromEntries(outputNames.map((name) => [name, null])),
    bytes: estimatedBytes(plan, model, options["intraOpNumThreads"] as number | undefined),
  };
}

/**
 * A value's data on the host as ONNX Runtime takes it.
 *
 * @throws {TypeError} if its array was transferred or resized.
 */
export function hostTensor(value: Held): Tensor {
  refuseNarrow([value]);
  const host = hostOf(value, byteLength(value));
  return new (onnxRuntime().Tensor)(value.type as "float32", host as Float32Array, value.shape);
}
