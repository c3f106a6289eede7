/**
 * How many channels ONNX Runtime's blocked layout holds together on this processor: 16 with
 * AVX-512, 8 with AVX2. Nothing tells, so a copy of numbered channels into that layout is looked at.
 *
 * @module
 */
import type { Plan } from "../plan/graph_types.ts";
import { encodeModel, valueName } from "../onnx/onnx_model.ts";
import { newValue } from "../plan/value.ts";
import { OrtSession } from "../ort/ort_session.ts";
import { createHandle, releaseHandle } from "../ort/ort_tensors.ts";

/** The operator set of the blocked layout. */
export const BLOCKED = "com.microsoft.nchwc";

/** Channels of the image that is looked at: more than a block has, and a multiple of it. */
const CHANNELS = 64;

/** Pixels of an image whose elements are numbered, channel by channel, in the blocked layout. */
function reordered(): Float32Array {
  const shape = [1, CHANNELS, 1, 2];
  const x = newValue("float32", shape, { slot: 0 });
  const y = newValue("float32", shape, { slot: 1 });
  const plan: Plan = {
    nodes: [{
      op: "ReorderInput",
      domain: BLOCKED,
      kernel: "block_size",
      inputs: [x],
      attributes: {},
      outputs: [y],
    }],
    inputs: [x],
    constants: [],
    outputs: [y],
  };
  const session = new OrtSession(encodeModel(plan), [valueName(x)], [valueName(y)], { threads: 1 });
  const [from, to] = [new Float32Array(2 * CHANNELS), new Float32Array(2 * CHANNELS)];
  from.forEach((_, index) => from[index] = index);
  const handles = BigUint64Array.of(createHandle(from, x), createHandle(to, y));
  try {
    session.run(handles.slice(0, 1), handles.slice(1));
    return to;
  } finally {
    handles.forEach(releaseHandle);
    session.release();
  }
}

let size: number | undefined;

/** Channels of a block; 1 where there is no blocked layout. */
export function blockSize(): number {
  if (size === undefined) {
    try {
      // The second pixel of the first channel comes after the first pixels of a block of channels.
      size = reordered().indexOf(1);
    } catch {
      size = 1;
    }
  }
  return size;
}
