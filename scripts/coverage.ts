/**
 * Writes docs/COVERAGE.md: which of tfjs's kernels the engine maps to ONNX operators, for which
 * element types, and which are left to tfjs's own cpu kernel.
 *
 *     deno run -A scripts/coverage.ts
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { mappings } from "../lib/engine/kernels/mod.ts";

/** Element types of mapped kernels that take others than float32. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  "float32, int32, bool": [
    "All",
    "Any",
    "ArgMax",
    "ArgMin",
    "Cast",
    "Concat",
    "Cumprod",
    "Cumsum",
    "Equal",
    "ExpandDims",
    "Fill",
    "GatherNd",
    "GatherV2",
    "Greater",
    "GreaterEqual",
    "Identity",
    "Less",
    "LessEqual",
    "Max",
    "Maximum",
    "Mean",
    "Min",
    "Minimum",
    "MirrorPad",
    "NotEqual",
    "OnesLike",
    "Pack",
    "PadV2",
    "Prod",
    "Reshape",
    "Reverse",
    "Select",
    "Slice",
    "SparseToDense",
    "SplitV",
    "StridedSlice",
    "Sum",
    "TensorScatterUpdate",
    "Tile",
    "Transpose",
    "Unpack",
    "ZerosLike",
  ],
  "float32, int32": [
    "Abs",
    "Add",
    "AddN",
    "BatchMatMul",
    "ClipByValue",
    "Einsum",
    "FloorDiv",
    "Mod",
    "Multiply",
    "Neg",
    "Range",
    "Relu",
    "ScatterNd",
    "Sign",
    "Square",
    "SquaredDifference",
    "Sub",
    "TopK",
  ],
  int32: ["BitwiseAnd", "OneHot"],
  bool: ["LogicalAnd", "LogicalNot", "LogicalOr"],
};

/** What is special about a kernel: where it differs from tfjs's, and what it declines. */
const NOTES: Readonly<Record<string, string>> = {
  Add: "int32 wraps",
  ArgMax: "NaN is never the largest, as in TensorFlow; tfjs: depends on its place",
  ArgMin: "NaN is never the smallest, as in TensorFlow; tfjs: depends on its place",
  AvgPool3DGrad: "padding does not count, as in TensorFlow; tfjs divides by the whole window",
  AvgPoolGrad: "padding does not count, as in TensorFlow; tfjs divides by the whole window",
  BatchMatMul: "batches broadcast on both sides; tfjs takes the wrong matrices there",
  Cast: "a float that int32 cannot hold becomes -2147483648, as in TensorFlow; tfjs: modulo 2^32",
  Conv2DBackpropFilter: "dilations too",
  Conv2DBackpropInput: "dilations too; also the transposed convolution",
  Cumprod: "in log2(n) steps; int32 wraps",
  DepthwiseConv2dNativeBackpropFilter: "dilations too, which tfjs's kernel ignores",
  DepthwiseConv2dNativeBackpropInput: "dilations too, which tfjs's kernel ignores",
  Einsum: "up to two tensors, no letter twice in one",
  FloorDiv:
    "float32 stays float32, as in TensorFlow; tfjs: always int32. A whole number by 0 is 0; TensorFlow: error",
  FusedConv2D: "bias of one number per channel; not prelu, not NCHW with a bias",
  FusedDepthwiseConv2D: "bias of one number per channel; not prelu",
  GatherV2: "batch dimensions where they equal the axis",
  LinSpace: "ends exactly at its end, as in TensorFlow; on the host",
  Max: "NaN where one is among the numbers",
  MaxPool: "a window with a NaN may give the largest of the others, as in TensorFlow",
  MaxPoolGrad: "to the first of equal elements; a window of -Infinity alone has none",
  Min: "NaN where one is among the numbers",
  Mod:
    "sign of the divisor; finite by infinite as in TensorFlow, tfjs: NaN. A whole number by 0 is 0",
  Multiply: "int32 wraps; tfjs loses digits past 2^53",
  Pow: "1 to any power is 1, as in IEEE; tfjs: 1 to NaN is NaN",
  Prod: "int32 wraps; tfjs loses digits past 2^53",
  Range: "on the host",
  Fill: "on the host",
  ResizeBilinearGrad: "any mode and any size; tfjs: corners only, height and width exchanged",
  ResizeNearestNeighborGrad: "any mode; tfjs: not half-pixel centres",
  Sign: "NaN stays NaN, as in TensorFlow; tfjs: 0",
  Sum: "int32 wraps",
  TopK: "of equal elements the first; NaN comes last",
  UnsortedSegmentSum: "rows of segments outside the range count for none",
};

/** The element types of a mapped kernel. */
function typesOf(kernel: string): string {
  return Object.entries(TYPES).find(([, kernels]) => kernels.includes(kernel))?.[0] ?? "float32";
}

/** A Markdown table with its columns aligned. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const [head, ...body] = rows.map((row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [head, rule, ...body].join("\n");
}

/** The text of docs/COVERAGE.md. */
export function coverage(): string {
  const names = tfjs.getKernelsForBackend("cpu").map(({ kernelName }) => kernelName).sort();
  const mapped = names.filter((name) => name in mappings);
  const rows = names.map((name) => {
    const types = name in mappings ? `mapped: ${typesOf(name)}` : "fall-back";
    return [name, types, NOTES[name] ?? ""];
  });
  return `# Kernels of the engine

Made by \`deno run -A scripts/coverage.ts\`.

- tfjs ${tfjs.version_core} has ${names.length} kernels on its cpu backend.
- ${mapped.length} of them are mapped to ONNX operators for the element types named here.
- All others take the fall-back: tfjs's own cpu kernel on the host.
- So do other element types, strings, complex numbers and empty tensors.

${table([["Kernel", "Engine", "Notes"], ...rows])}
`;
}

if (import.meta.main) {
  Deno.writeTextFileSync(new URL("../docs/COVERAGE.md", import.meta.url), coverage());
}
