/**
 * Floats of 16 bits for a provider that takes and gives none, as the npm package's binding: they go in
 * and out as float32, which holds each of them exactly, and the graph itself turns them back.
 *
 * @module
 */
import { convertStorage } from "../../arrays/dtypes.ts";
import { allNodes } from "../onnx/onnx_model.ts";
import { onnxCode, type OnnxType } from "../onnx/onnx_types.ts";
import type { Executable, GraphNode, Held, Plan, Provider, Value } from "../plan/graph_types.ts";
import { newValue } from "../plan/value.ts";

const isNarrow = ({ type }: { readonly type: OnnxType }): boolean =>
  type === "float16" || type === "bfloat16";

function cast(from: Value, to: Value): GraphNode {
  const attributes = { to: onnxCode(to.type) };
  return { op: "Cast", kernel: "cast", inputs: [from], attributes, outputs: [to] };
}

/** The plan with float32 in the place of narrow inputs and outputs. */
function widenedPlan(plan: Plan): Plan {
  const values = [...plan.inputs, ...plan.constants, ...allNodes(plan).flatMap((it) => it.outputs)];
  let slot = values.reduce((last, it) => Math.max(last, it.slot), -1);
  const wide = (value: Value) =>
    isNarrow(value) ? newValue("float32", value.shape, { slot: ++slot }) : value;
  const [inputs, outputs] = [plan.inputs.map(wide), plan.outputs.map(wide)];
  const before = plan.inputs.flatMap((it, i) => isNarrow(it) ? [cast(inputs[i]!, it)] : []);
  const after = plan.outputs.flatMap((it, i) => isNarrow(it) ? [cast(it, outputs[i]!)] : []);
  return { ...plan, inputs, outputs, nodes: [...before, ...plan.nodes, ...after] };
}

/** A value as its provider takes it. */
function widenedValue(value: Held): Held {
  if (!isNarrow(value)) return value;
  const host = value.host ??= value.resident!.read();
  return {
    type: "float32",
    shape: value.shape,
    host: convertStorage(host, value.type, "float32"),
  };
}

/** A provider that takes floats of 16 bits as well. */
export function withNarrow(provider: Provider): Provider {
  return {
    ...provider,
    compile(plan): Executable {
      if (![...plan.inputs, ...plan.outputs].some(isNarrow)) return provider.compile(plan);
      const inner = provider.compile(widenedPlan(plan));
      return {
        ...inner,
        run(inputs, outputs) {
          const places = outputs.map((value): Held =>
            isNarrow(value) ? { type: "float32", shape: value.shape, host: undefined } : value
          );
          inner.run(inputs.map(widenedValue), places);
          outputs.forEach((value, i) => {
            if (!isNarrow(value)) return;
            value.host = convertStorage(places[i]!.host!, "float32", value.type);
          });
        },
      };
    },
  };
}
