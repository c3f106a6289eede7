/**
 * Writes a plan as an ONNX model. Field numbers are those of `onnx.proto` (ONNX 1.15, IR version
 * 9); values are called `v0`, `v1`, ... after their slots, nodes after the primitive behind them.
 *
 * @module
 */
import type { Attribute, GraphNode, Plan, Value } from "../plan/graph_types.ts";
import { onnxCode, type OnnxType } from "./onnx_types.ts";
import { MessageWriter } from "./protobuf.ts";

const IR_VERSION = 9;
/** The operator set: the first in which every reduction takes its axes as an input. */
const OPSET = 18;

/** Name of a value inside the model. */
export function valueName(value: Value): string {
  return `v${value.slot}`;
}

/** What a value is called, by its slot. */
type Namer = (value: Value) => string;

/**
 * The bytes of the model of a plan.
 *
 * @param names Names of values by slot, where others than `v0`, `v1`, ... are wanted.
 */
export function encodeModel(
  plan: Plan,
  names: ReadonlyMap<number, string> = new Map(),
): Uint8Array<ArrayBuffer> {
  const nameOf: Namer = (value) => names.get(value.slot) ?? valueName(value);
  const model = new MessageWriter()
    .int(1, IR_VERSION)
    .string(2, "kerasaur")
    .message(7, (graph) => {
      plan.nodes.forEach((node, index) =>
        graph.message(1, (it) => encodeNode(it, node, index, nameOf))
      );
      graph.string(2, "step");
      for (const value of plan.constants) graph.message(5, (it) => encodeTensor(it, value, nameOf));
      for (const value of plan.inputs) {
        graph.message(11, (it) => encodeValueInfo(it, value, nameOf));
      }
      for (const value of plan.outputs) {
        graph.message(12, (it) => encodeValueInfo(it, value, nameOf));
      }
    })
    .message(8, (opset) => opset.string(1, "").int(2, OPSET));
  for (const domain of new Set(plan.nodes.flatMap((node) => node.domain ?? []))) {
    model.message(8, (opset) => opset.string(1, domain).int(2, 1));
  }
  return model.finish();
}

function encodeNode(
  message: MessageWriter,
  node: GraphNode,
  index: number,
  nameOf: Namer,
): void {
  for (const input of node.inputs) message.string(1, input ? nameOf(input) : "");
  for (const output of node.outputs) message.string(2, nameOf(output));
  message.string(3, `${node.kernel}_${index}`).string(4, node.op);
  if (node.domain !== undefined) message.string(7, node.domain);
  for (const [name, value] of Object.entries(node.attributes)) {
    message.message(5, (it) => encodeAttribute(it, name, value));
  }
}

function encodeAttribute(message: MessageWriter, name: string, value: Attribute): void {
  message.string(1, name);
  if (typeof value === "number") message.int(3, value).int(20, 2);
  else if (typeof value === "string") message.string(4, value).int(20, 3);
  else if ("float" in value) message.float(2, value.float).int(20, 1);
  else {
    for (const item of value) message.int(8, item);
    message.int(20, 7);
  }
}

function encodeTensor(message: MessageWriter, value: Value, nameOf: Namer): void {
  const data = value.host!;
  for (const dim of value.shape) message.int(1, dim);
  message.int(2, onnxCode(value.type)).string(8, nameOf(value));
  message.bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function encodeValueInfo(message: MessageWriter, value: Value, nameOf: Namer): void {
  message.string(1, nameOf(value)).message(
    2,
    (type) =>
      type.message(1, (tensor) =>
        tensor.int(1, onnxCode(value.type)).message(2, (shape) => {
          for (const dim of value.shape) shape.message(1, (it) => it.int(1, dim));
        })),
  );
}

/** A model that gives back its input `x`, of any shape, as `y`. */
export function identityModel(type: OnnxType): Uint8Array<ArrayBuffer> {
  const info = (message: MessageWriter, name: string) =>
    message.string(1, name).message(
      2,
      (it) => it.message(1, (tensor) => tensor.int(1, onnxCode(type))),
    );
  return new MessageWriter().int(1, IR_VERSION).message(7, (graph) => {
    graph.message(1, (node) => node.string(1, "x").string(2, "y").string(4, "Identity"));
    graph.string(2, "copy");
    graph.message(11, (it) => info(it, "x")).message(12, (it) => info(it, "y"));
  }).message(8, (opset) => opset.string(1, "").int(2, OPSET)).finish();
}
