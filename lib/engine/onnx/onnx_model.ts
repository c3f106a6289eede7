/**
 * Writes a plan as an ONNX model. Field numbers are those of `onnx.proto` (ONNX 1.15, IR version
 * 9); values are called `v0`, `v1`, ... after their slots, nodes after the primitive behind them.
 *
 * @module
 */
import type { Attribute, Body, GraphNode, Plan, Value } from "../plan/graph_types.ts";
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
    .message(7, (graph) => encodeGraph(graph, plan, plan.inputs, "step", nameOf))
    .message(8, (opset) => opset.string(1, "").int(2, OPSET));
  for (const domain of new Set(allNodes(plan).flatMap((node) => node.domain ?? []))) {
    model.message(8, (opset) => opset.string(1, domain).int(2, 1));
  }
  return model.finish();
}

/** The nodes of a plan and of the bodies in it. */
export function allNodes({ nodes }: Pick<Plan, "nodes">): readonly GraphNode[] {
  return nodes.flatMap((node) => node.body ? [node, ...allNodes(node.body.plan)] : [node]);
}

function encodeGraph(
  message: MessageWriter,
  { nodes, constants, outputs }: Plan,
  inputs: readonly Value[],
  name: string,
  nameOf: Namer,
): void {
  nodes.forEach((node, index) => message.message(1, (it) => encodeNode(it, node, index, nameOf)));
  message.string(2, name);
  for (const value of constants) message.message(5, (it) => encodeTensor(it, value, nameOf));
  for (const value of inputs) message.message(11, (it) => encodeValueInfo(it, value, nameOf));
  for (const value of outputs) message.message(12, (it) => encodeValueInfo(it, value, nameOf));
}

function encodeNode(
  message: MessageWriter,
  node: GraphNode,
  index: number,
  nameOf: Namer,
): void {
  const { body } = node;
  const listed = body ? node.inputs.slice(0, body.states + body.sequences) : node.inputs;
  for (const input of listed) message.string(1, input ? nameOf(input) : "");
  for (const output of node.outputs) message.string(2, nameOf(output));
  message.string(3, `${node.kernel}_${index}`).string(4, node.op);
  if (node.domain !== undefined) message.string(7, node.domain);
  for (const [name, value] of Object.entries(node.attributes)) {
    message.message(5, (it) => encodeAttribute(it, name, value));
  }
  if (body) encodeBody(message, node, body, nameOf);
}

/** Writes the body of a scan, in which captures have the names that they have outside. */
function encodeBody(
  message: MessageWriter,
  { inputs, outputs }: GraphNode,
  { plan, states, sequences, reverse }: Body,
  nameOf: Namer,
): void {
  const count = states + sequences;
  const captures = new Map(plan.inputs.slice(count).map((it, i) => [it, inputs[count + i]!]));
  const prefix = nameOf(outputs[0]!);
  const inner: Namer = (value) => {
    const outside = captures.get(value);
    return outside === undefined ? `${prefix}|${value.slot}` : nameOf(outside);
  };
  const directions = (length: number) => new Array<number>(length).fill(reverse ? 1 : 0);
  const attributes = {
    num_scan_inputs: sequences,
    scan_input_directions: directions(sequences),
    scan_output_directions: directions(plan.outputs.length - states),
  };
  for (const [name, value] of Object.entries(attributes)) {
    message.message(5, (it) => encodeAttribute(it, name, value));
  }
  message.message(5, (it) => {
    it.string(1, "body");
    it.message(
      6,
      (graph) => encodeGraph(graph, plan, plan.inputs.slice(0, count), `${prefix}|body`, inner),
    );
    it.int(20, 5);
  });
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
