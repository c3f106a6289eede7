/**
 * Convolutions in ONNX Runtime's blocked layout, whose kernels are several times as fast as those
 * for channels one by one. ONNX Runtime itself uses it for filters that never change; in training
 * they do, so the plan reorders them in each run, which costs little beside the convolution.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import { BLOCKED, blockSize } from "./block_size.ts";
import { blockedFilter, blockedInput, type Convolution, source } from "./blocked_layout.ts";
import { byHalvesOfWindow } from "./blocked_window_halves.ts";
import { byRowsOfWindow } from "./blocked_window_rows.ts";
import { listOf, type PlanEditor, type Rule } from "./plan_editor.ts";

/** Multiply-adds from which the reordering pays. */
const MIN_WORK = 500_000;

/** How many times the output's channels a convolution may compute to fill the last block. */
const MAX_FILL = 1.5;

/** The same for a transposed convolution, whose own kernel is slower. */
const MAX_FILL_TRANSPOSED = 4;

/** A convolution, and how much more of it may be computed. */
interface Fitted extends Convolution {
  readonly maxFill: number;
}

/** A node's convolution, if it has one of two dimensions with ungrouped channels. */
function convolutionOf(node: GraphNode, editor: PlanEditor): Fitted | undefined {
  const [input, filter, bias] = node.inputs;
  const [output] = node.outputs;
  if (node.op !== "Conv" && node.op !== "ConvTranspose") return undefined;
  if (output!.shape.length !== 4 || (node.attributes["group"] ?? 1) !== 1) return undefined;
  const strides = listOf(node, "strides", [1, 1]);
  const dilations = listOf(node, "dilations", [1, 1]);
  const pads = listOf(node, "pads", [0, 0, 0, 0]);
  const { value, perm } = source(editor, filter!);
  const [first, second, rows, columns] = perm as readonly [number, number, number, number];
  const common = { input: input!, bias, output: output!, dilations };
  if (node.op === "Conv") {
    const axes = [first, second, rows, columns] as const;
    return { ...common, filter: value, axes, strides, pads, maxFill: MAX_FILL };
  }
  // The gradient of a convolution without strides is one with the filter turned around.
  if (strides.some((it) => it !== 1)) return undefined;
  const window = [value.shape[rows]!, value.shape[columns]!] as const;
  const spare = listOf(node, "output_padding", [0, 0]);
  const turned = window.map((it, axis) => (it - 1) * dilations[axis]!);
  const full = [0, 1, 2, 3].map((side) => {
    return turned[side % 2]! - pads[side]! + (side < 2 ? 0 : spare[side - 2]!);
  });
  if (full.some((it) => it < 0)) return undefined;
  const axes = [second, first, rows, columns] as const;
  const around = {
    ...common,
    axes,
    strides: [1, 1],
    pads: full,
    maxFill: MAX_FILL_TRANSPOSED,
  };
  const work = multiplications({ ...around, filter: value });
  if (work < MIN_WORK) return undefined;
  return { ...around, filter: turnedAround(editor, value, [rows, columns]) };
}

function turnedAround(editor: PlanEditor, filter: Value, axes: readonly number[]): Value {
  const [last, end, back] = [-1, -(2 ** 31), -1].map((it) => editor.list(axes.map(() => it)));
  return editor.add("Slice", [filter, last, end, editor.list(axes), back], { shape: filter.shape });
}

/** Multiplications of a convolution. */
function multiplications({ filter, output, axes }: Convolution): number {
  const inner = axes.slice(1).reduce((product, axis) => product * filter.shape[axis]!, 1);
  return output.shape.reduce((product, dim) => product * dim, inner);
}

/** Makes convolutions blocked ones, and the move of their channels to the end a part of them. */
export function blockedConvolutions(): Rule {
  /** Blocked results by the values they stand for. */
  const blocked = new Map<Value, Value>();

  function channelsLast(node: GraphNode, editor: PlanEditor, block: number): boolean {
    const [x] = node.inputs;
    const result = x && blocked.get(x);
    const [output] = node.outputs;
    if (!result || listOf(node, "perm", []).join() !== "0,2,3,1") return false;
    const channels = output!.shape[3]!;
    if (channels === block) {
      editor.reshape(result, output!.shape, output);
    } else {
      const attributes = { channels, channels_last: 1 };
      editor.add("ReorderOutput", [result], { domain: BLOCKED, attributes, output: output! });
    }
    return true;
  }

  return (node, editor) => {
    if (node.op !== "Conv" && node.op !== "ConvTranspose" && node.op !== "Transpose") return false;
    const block = blockSize();
    if (block < 2) return false;
    if (node.op === "Transpose") return channelsLast(node, editor, block);
    const convolution = convolutionOf(node, editor);
    if (!convolution || multiplications(convolution) < MIN_WORK) return false;
    if (node.op === "ConvTranspose" && byRowsOfWindow(editor, convolution, block)) return true;
    const { input, bias, output, axes, filter, strides, dilations, pads, maxFill } = convolution;
    const [batch, channels, rows, columns] = output.shape as readonly number[];
    const out = Math.ceil(channels! / block) * block;
    const inner = filter.shape[axes[1]]!;
    if (out > maxFill * channels! || (inner >= block && inner % block !== 0)) return false;
    if (byHalvesOfWindow(editor, convolution, block)) return true;
    const inputs = [
      blockedInput(editor, input, block),
      blockedFilter(editor, convolution, out, block),
      bias && editor.pad(bias, [0], [out - channels!]),
    ];
    const result = editor.add("Conv", bias ? inputs : inputs.slice(0, 2), {
      domain: BLOCKED,
      shape: [batch!, out, rows!, columns!],
      attributes: {
        kernel_shape: [filter.shape[axes[2]]!, filter.shape[axes[3]]!],
        strides,
        dilations,
        pads,
        group: 1,
      },
    });
    blocked.set(output, result);
    const attributes = { channels: channels! };
    editor.add("ReorderOutput", [result], { domain: BLOCKED, attributes, output });
    return true;
  };
}
