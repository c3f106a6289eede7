/**
 * Kernels that move elements without computing: reshape, transpose, join, cut, repeat, pick.
 *
 * @module
 */
import { slice_util, type Tensor } from "@tensorflow/tfjs";
import { type KernelCall, type Mappings, sizeOf } from "./mapping.ts";

/** A tensor of the input's shape and type filled with one number. */
function filledLike(call: KernelCall, number: number) {
  const info = call.info("x");
  const size = sizeOf(info.shape);
  const dtype = info.dtype as "float32" | "int32" | "bool";
  const host = dtype === "float32"
    ? new Float32Array(size)
    : dtype === "int32"
    ? new Int32Array(size)
    : new Uint8Array(size);
  return call.hostOutput(host.fill(number), info.shape, dtype);
}

/** Kernels on shapes by name. */
export const shapes: Mappings = {
  Identity: (call) => call.alias(call.info("x")),
  Reshape: (call) => {
    const info = call.info("x");
    const shape = call.attr<number[]>("shape");
    const known = sizeOf(shape.filter((dim) => dim !== -1));
    return call.alias(info, shape.map((dim) => dim === -1 ? sizeOf(info.shape) / known : dim));
  },
  ExpandDims: (call) => {
    const info = call.info("input");
    const dim = call.attr<number>("dim");
    const axis = dim < 0 ? info.shape.length + dim + 1 : dim;
    return call.alias(info, info.shape.toSpliced(axis, 0, 1));
  },
  ZerosLike: (call) => filledLike(call, 0),
  OnesLike: (call) => filledLike(call, 1),

  Transpose: (call) => {
    const x = call.value("x");
    const perm = call.attr<number[]>("perm");
    const shape = perm.map((axis) => x.shape[axis]!);
    return call.output(call.node("Transpose", [x], x.type, shape, { perm }));
  },
  BroadcastTo: (call) => {
    const x = call.value("x");
    const shape = call.attr<number[]>("shape");
    return call.output(call.node("Expand", [x, call.list(shape)], x.type, shape));
  },
  Tile: (call) => {
    const x = call.value("x");
    const reps = call.attr<number[]>("reps");
    const shape = x.shape.map((dim, axis) => dim * reps[axis]!);
    if (reps.length !== x.shape.length || shape.includes(0)) return undefined;
    return call.output(call.node("Tile", [x, call.list(reps)], x.type, shape));
  },
  Concat: (call) => {
    const values = call.infos().map((info) => call.value(info));
    const first = values[0]!;
    const dim = call.attr<number>("axis");
    const axis = dim < 0 ? dim + first.shape.length : dim;
    if (values.some(({ type }) => type !== first.type)) return undefined;
    const total = values.reduce((sum, { shape }) => sum + shape[axis]!, 0);
    const shape = first.shape.with(axis, total);
    return call.output(call.node("Concat", values, first.type, shape, { axis }));
  },
  Pack: (call) => {
    const values = call.infos().map((info) => call.value(info));
    const first = values[0]!;
    const dim = call.attr<number>("axis");
    const axis = dim < 0 ? dim + first.shape.length + 1 : dim;
    if (values.some(({ type }) => type !== first.type)) return undefined;
    const parts = values.map((value) => call.reshape(value, value.shape.toSpliced(axis, 0, 1)));
    const shape = first.shape.toSpliced(axis, 0, values.length);
    return call.output(call.node("Concat", parts, first.type, shape, { axis }));
  },
  Slice: (call) => {
    const x = call.value("x");
    const [begin, shape] = slice_util.parseSliceParams(
      call.info("x") as Tensor,
      call.attr<number[]>("begin"),
      call.attr<number[]>("size"),
    ) as [number[], number[]];
    if (shape.length === 0) return call.alias(call.info("x"));
    if (shape.includes(0)) return undefined;
    const ends = shape.map((dim, axis) => begin[axis]! + dim);
    return call.output(
      call.node("Slice", [x, call.list(begin), call.list(ends)], x.type, shape),
    );
  },
  PadV2: (call) => {
    const x = call.value("x");
    const paddings = call.attr<[number, number][]>("paddings");
    if (x.type === "bool") return undefined;
    const shape = x.shape.map((dim, axis) => dim + paddings[axis]![0] + paddings[axis]![1]);
    const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
    const fill = call.scalar(call.attr<number>("constantValue"), x.type as "float32" | "int32");
    return call.output(call.node("Pad", [x, call.list(pads), fill], x.type, shape));
  },
};
