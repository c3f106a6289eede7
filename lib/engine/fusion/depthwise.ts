/**
 * Convolutions with filters of each channel's own, as plans have them for ONNX: with the channels
 * moved first before, and last again after. Kernels take images as they are, with their channels last.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import { listOf, type PlanEditor, type Rule, sizeOf } from "../cpu/plan_editor.ts";
import { DEPTHWISE, DEPTHWISE_FILTER, DEPTHWISE_IMAGE, KERNELS_ONLY } from "./kernels_only.ts";

/** What of a window is written out, column by column: no more than this. */
const MOST_COLUMNS = 16;
const MOST_REACH = 64;
const MOST_STRIDE = 8;

/** What is before a move of axes, if a value comes from that one. */
function beforeMove(editor: PlanEditor, value: Value | undefined, perm: string) {
  const moved = editor.producer(value, "Transpose");
  return moved && listOf(moved, "perm", []).join() === perm ? moved.inputs[0] : undefined;
}

/** The only user of a value, if it moves the axes in this way. */
function moveAfter(editor: PlanEditor, value: Value, perm: string): GraphNode | undefined {
  const user = editor.onlyUser(value);
  const isMove = user?.op === "Transpose" && listOf(user, "perm", []).join() === perm;
  return isMove ? user : undefined;
}

/** How a window of some columns moves; its padding in front. */
interface Moves {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
}

function movesOf(node: GraphNode): Moves {
  return {
    strides: listOf(node, "strides", [1, 1]),
    dilations: listOf(node, "dilations", [1, 1]),
    pads: listOf(node, "pads", [0, 0, 0, 0]).slice(0, 2),
  };
}

/** Whether kernels have code for a window. */
function isWritten({ strides, dilations }: Moves, columns: number): boolean {
  return columns <= MOST_COLUMNS && (columns - 1) * dilations[1]! <= MOST_REACH &&
    strides[1]! <= MOST_STRIDE;
}

/** Rewrites the convolutions of a plan. */
class Depthwise {
  /** The same images with their channels last, by those with them first. */
  readonly #last = new Map<Value, Value>();
  /** Nodes whose result a kernel gives. */
  readonly #done = new Set<GraphNode>();
  readonly #isWorth: (value: Value) => boolean;

  constructor(isWorth: (value: Value) => boolean) {
    this.#isWorth = isWorth;
  }

  readonly rule: Rule = (node, editor) => {
    if (this.#done.has(node)) return true;
    if (node.op !== "Conv" && node.op !== "ConvTranspose") return false;
    const [image, filters] = node.inputs as [Value, Value];
    const isPlain = image.type === "float32" && image.shape.length === 4;
    const group = (node.attributes["group"] ?? 1) as number;
    if (!isPlain || group === 1 || filters.shape[0] !== group) return false;
    if (sizeOf(node.outputs[0]!) === 0 || sizeOf(image) === 0) return false;
    return this.#filters(node, editor, group) || this.#image(node, editor, group);
  };

  #channelsLast(value: Value, editor: PlanEditor): Value {
    let last = this.#last.get(value) ?? beforeMove(editor, value, "0,3,1,2");
    if (last === undefined) {
      last = editor.transpose(value, [0, 2, 3, 1]);
      this.#last.set(value, last);
    }
    return last;
  }

  /** A convolution of an image, or the gradient for it. */
  #image(node: GraphNode, editor: PlanEditor, group: number): boolean {
    const [image, filters, bias] = node.inputs as [Value, Value, Value?];
    const [output] = node.outputs as [Value];
    const isForward = node.op === "Conv";
    const moves = movesOf(node);
    const [, inner, , columns] = filters.shape as [number, number, number, number];
    if (image.shape[1] !== group || output.shape[1] !== group || inner !== 1) return false;
    if (!isWritten(moves, columns) || (bias && !isForward)) return false;
    if (!this.#isWorth(image) && !this.#isWorth(output)) return false;
    const factors = beforeMove(editor, filters, "3,2,0,1") ??
      editor.transpose(filters, [2, 3, 1, 0]);
    const taken = [this.#channelsLast(image, editor), factors, ...(bias ? [bias] : [])];
    const after = moveAfter(editor, output, "0,2,3,1");
    const [batch, channels, down, across] = output.shape as [number, number, number, number];
    const result = editor.add(isForward ? DEPTHWISE : DEPTHWISE_IMAGE, taken, {
      domain: KERNELS_ONLY,
      attributes: { ...moves },
      shape: [batch, down, across, channels],
      ...(after ? { output: after.outputs[0]! } : {}),
    });
    if (after) this.#done.add(after);
    this.#last.set(output, result);
    editor.add("Transpose", [result], { attributes: { perm: [0, 3, 1, 2] }, output });
    return true;
  }

  /** The image of a gradient for filters, where its channels are groups of a batch of one. */
  #grouped(editor: PlanEditor, value: Value): Value | undefined {
    const joined = editor.producer(value, "Reshape")?.inputs[0];
    const split = editor.producer(beforeMove(editor, joined, "4,3,0,1,2"), "Reshape");
    const image = split?.inputs[0];
    return image?.shape.length === 4 && split!.outputs[0]!.shape[4] === 1 ? image : undefined;
  }

  /** The gradient for filters: a convolution by the gradient of a result. */
  #filters(node: GraphNode, editor: PlanEditor, group: number): boolean {
    const [grouped, window, bias] = node.inputs as [Value, Value, Value?];
    const [output] = node.outputs as [Value];
    const image = node.op === "Conv" && !bias ? this.#grouped(editor, grouped) : undefined;
    const [channels, batch, down, across] = window.shape as [number, number, number, number];
    if (image?.shape[3] !== group || image.shape[0] !== batch || output.shape[1] !== channels) {
      return false;
    }
    // What windows find on elements left over at the end is cut off.
    const cut = editor.onlyUser(output);
    const starts = cut?.op === "Slice" && cut.inputs.length === 4 ? cut.inputs[1]?.host : undefined;
    const isCut = starts !== undefined && Array.from(starts, Number).every((it) => it === 0);
    const given = isCut ? cut!.outputs[0]! : output;
    const after = moveAfter(editor, given, "2,3,0,1");
    const { strides, dilations, pads } = movesOf(node);
    const moves = { strides: dilations, dilations: strides, pads };
    const [, , rows, columns] = (after ? given : output).shape as [number, number, number, number];
    if (!isWritten(moves, columns) || (!this.#isWorth(image) && !this.#isWorth(window))) {
      return false;
    }
    const first = beforeMove(editor, window, "1,0,2,3");
    const gradient = beforeMove(editor, window, "3,0,1,2") ??
      (first ? this.#channelsLast(first, editor) : editor.transpose(window, [1, 2, 3, 0]));
    if (`${gradient.shape}` !== `${[batch, down, across, channels]}`) return false;
    const result = editor.add(DEPTHWISE_FILTER, [image, gradient], {
      domain: KERNELS_ONLY,
      attributes: moves,
      shape: [rows, columns, 1, channels],
      ...(after ? { output: after.outputs[0]! } : {}),
    });
    if (after) {
      this.#done.add(after);
      if (isCut) this.#done.add(cut!);
    } else editor.add("Transpose", [result], { attributes: { perm: [2, 3, 0, 1] }, output });
    return true;
  }
}

/**
 * The rule.
 *
 * @param isWorth Whether kernels compute it.
 */
export function depthwiseConvolutions(isWorth: (value: Value) => boolean): Rule {
  return new Depthwise(isWorth).rule;
}
