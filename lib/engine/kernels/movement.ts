/**
 * Kernels that move elements without computing: reshape, transpose, join, cut, repeat, turn round.
 *
 * @module
 */
import { backend_util, slice_util, type Tensor } from "@tensorflow/tfjs";
import type { Value } from "../graph_types.ts";
import type { KernelCall, Mapping, Mappings } from "./mapping.ts";
import { axesOf, frontAxis, sizeOf } from "./shapes.ts";

/** Tensors joined along an axis. */
function joined(call: KernelCall, values: readonly Value[], axis: number) {
  const [first] = values as [Value, ...Value[]];
  if (values.some(({ type }) => type !== first.type)) return undefined;
  const total = values.reduce((sum, { shape }) => sum + shape[axis]!, 0);
  const shape = first.shape.with(axis, total);
  return call.output(call.node("Concat", values, first.type, shape, { axis }));
}

/** Pieces of the given sizes along an axis. */
function pieces(call: KernelCall, x: Value, axis: number, sizes: readonly number[]): Value[] {
  if (sizes.length === 1) return [x];
  const outputs = sizes.map((size) => ({ type: x.type, shape: x.shape.with(axis, size) }));
  return call.nodes("Split", [x, call.list(sizes)], outputs, { axis });
}

/** A tensor with borders that repeat its elements in the other direction. */
const mirrorPad: Mapping = (call) => {
  let x = call.value("x");
  // the element at the border is repeated where the mode is "symmetric"
  const repeated = call.attr<string>("mode") === "reflect" ? 0 : 1;
  for (const [axis, [before, after]] of call.attr<[number, number][]>("paddings").entries()) {
    if (before === 0 && after === 0) continue;
    const count = x.shape[axis]!;
    const rows = Int32Array.from({ length: before + count + after }, (_, index) => {
      const place = index - before;
      if (place < 0) return -place - repeated;
      return place < count ? place : 2 * (count - 1) - place + repeated;
    });
    const shape = x.shape.with(axis, rows.length);
    x = call.node("Gather", [x, call.table(rows, "int32", [rows.length])], x.type, shape, { axis });
  }
  return call.output(x);
};

/** A slice with steps, by TensorFlow's masks. */
const stridedSlice: Mapping = (call) => {
  const x = call.value("x");
  const list = (name: string) => call.attr<number[]>(name);
  const mask = (name: string) => call.attr<number>(name);
  const { finalShape, isIdentity, begin, end, strides } = slice_util.sliceInfo(
    [...x.shape],
    list("begin"),
    list("end"),
    list("strides"),
    mask("beginMask"),
    mask("endMask"),
    mask("ellipsisMask"),
    mask("newAxisMask"),
    mask("shrinkAxisMask"),
  );
  const size = slice_util.computeOutShape(begin, end, strides);
  if (finalShape.includes(0) || size.includes(0)) return undefined;
  if (isIdentity) return call.alias(call.info("x"), finalShape);
  return call.output(call.reshape(call.slice(x, begin, size, strides), finalShape));
};

/** Kernels that move elements, by name. */
export const movements: Mappings = {
  Identity: (call) => call.alias(call.info("x")),
  Reshape: (call) => {
    const info = call.info("x");
    const shape = call.attr<number[]>("shape");
    const known = sizeOf(shape.filter((dim) => dim !== -1));
    return call.alias(info, shape.map((dim) => dim === -1 ? sizeOf(info.shape) / known : dim));
  },
  ExpandDims: (call) => {
    const info = call.info("input");
    const axis = frontAxis(call.attr<number>("dim"), info.shape.length + 1);
    return call.alias(info, info.shape.toSpliced(axis, 0, 1));
  },
  Transpose: (call) => call.output(call.transpose(call.value("x"), call.attr<number[]>("perm"))),
  Tile: (call) => {
    const x = call.value("x");
    const reps = call.attr<number[]>("reps");
    const shape = x.shape.map((dim, axis) => dim * reps[axis]!);
    if (reps.length !== x.shape.length || shape.includes(0)) return undefined;
    return call.output(call.node("Tile", [x, call.list(reps)], x.type, shape));
  },
  Concat: (call) => {
    const values = call.infos().map((info) => call.value(info));
    return joined(call, values, frontAxis(call.attr<number>("axis"), values[0]!.shape.length));
  },
  Pack: (call) => {
    const values = call.infos().map((info) => call.value(info));
    const axis = frontAxis(call.attr<number>("axis"), values[0]!.shape.length + 1);
    return joined(
      call,
      values.map((value) => call.reshape(value, value.shape.toSpliced(axis, 0, 1))),
      axis,
    );
  },
  SplitV: (call) => {
    const x = call.value("x");
    const axis = frontAxis(call.attr<number>("axis"), x.shape.length);
    const splits = call.attr<number[] | number>("numOrSizeSplits");
    const sizes = backend_util.prepareSplitSize(call.info("x") as Tensor, splits, axis);
    if (sizes.includes(0)) return undefined;
    return pieces(call, x, axis, sizes).map((it) => call.output(it));
  },
  Unpack: (call) => {
    const x = call.value("value");
    const axis = frontAxis(call.attr<number>("axis"), x.shape.length);
    const shape = x.shape.toSpliced(axis, 1);
    const ones = Array<number>(x.shape[axis]!).fill(1);
    return pieces(call, x, axis, ones).map((it) => call.output(call.reshape(it, shape)));
  },
  Slice: (call) => {
    const info = call.info("x");
    const [begin, size] = slice_util.parseSliceParams(
      info as Tensor,
      call.attr<number[]>("begin"),
      call.attr<number[]>("size"),
    ) as [number[], number[]];
    if (size.includes(0)) return undefined;
    if (size.every((dim, axis) => dim === info.shape[axis])) return call.alias(info);
    return call.output(call.slice(call.value(info), begin, size));
  },
  StridedSlice: stridedSlice,
  Reverse: (call) => {
    const info = call.info("x");
    const axes = axesOf(call.attr<number | number[]>("dims"), info.shape.length);
    if (info.shape.length === 0 || axes.length === 0) return call.alias(info);
    const turned = info.shape.map((_, axis) => axes.includes(axis));
    return call.output(call.slice(
      call.value(info),
      info.shape.map((dim, axis) => turned[axis] ? dim - 1 : 0),
      info.shape,
      turned.map((it) => it ? -1 : 1),
    ));
  },
  PadV2: (call) => {
    const x = call.value("x");
    const paddings = call.attr<[number, number][]>("paddings");
    if (paddings.flat().some((count) => count < 0)) return undefined;
    const shape = x.shape.map((dim, axis) => dim + paddings[axis]![0] + paddings[axis]![1]);
    if (x.shape.length === 0) return call.alias(call.info("x"));
    const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
    const fill = call.scalar(call.attr<number>("constantValue"), x.type);
    return call.output(call.node("Pad", [x, call.list(pads), fill], x.type, shape));
  },
  MirrorPad: mirrorPad,
};
