/**
 * Resizing of images, height and width one after the other: each is a weighted sum of few pixels, so
 * that what gives the gradient is one too.
 *
 * @module
 */
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { type Aval, aval, sameShape, type Shape, sizeOf } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import {
  defineFamily,
  type TensorFlowAttributes,
  type TensorFlowInput,
} from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { requireDType } from "../support/infer.ts";
import { matrixOf, resizedBack } from "./matrix.ts";
import { sample } from "../support/samples.ts";
import {
  type Alignment,
  area,
  bicubic,
  bilinear,
  curved,
  CURVES,
  nearest,
  type Taps,
  transposed,
} from "./taps.ts";

/** Height and width. */
export type Size = readonly [height: number, width: number];

/** Attributes of a resizing to a size. */
interface Sized {
  readonly size: Size;
}

/** What a way to resize is made of. */
interface Method<A extends object> {
  readonly name: string;
  readonly kernel: string;
  /** TensorFlow's kernel for the gradient; undefined where there is none. */
  readonly gradientKernel?: string;
  readonly takes: (dtype: DType) => boolean;
  readonly what: string;
  readonly taps: (input: number, output: number, attrs: A) => Taps;
  readonly attributes: (attrs: A) => TensorFlowAttributes;
  /** Inputs of the kernel behind the image. */
  readonly inputs: (input: Size, attrs: A & Sized) => readonly TensorFlowInput[];
  /** Inputs of the gradient's kernel behind the gradient. */
  readonly gradientInputs: (shape: Shape, attrs: A & Sized) => readonly TensorFlowInput[];
  readonly samples: readonly A[];
  readonly dtypes?: readonly DType[];
}

/** The pixels at places along an axis. */
function picked(to: Lowering, x: Value, axis: number, places: Int32Array): Value {
  const index = to.constant(places, "int32", [places.length]);
  return to.op("Gather", [x, index], x.type, x.shape.with(axis, places.length), { axis });
}

/** The weights of one axis as a matrix `[result, source]`. */
function matrix(to: Lowering, type: Value["type"], source: number, taps: Taps): Value {
  const { count, values: wide } = matrixOf(taps, source);
  if (type === "float64") return to.constant(wide, type, [count, source]);
  return to.cast(to.constant(Float32Array.from(wide), "float32", [count, source]), type);
}

/**
 * An axis of an image made of others' pixels, by a product with all weights: much faster than adding
 * up the few that are not zero. (Something that is no number thereby reaches its whole line.)
 */
function resampled(to: Lowering, x: Value, axis: number, taps: Taps): Value {
  const { members, index, weight } = taps;
  const count = index.length / members;
  if (members === 1 && weight.every((it) => it === 1)) {
    const isSame = count === x.shape[axis] && index.every((it, i) => it === i);
    return isSame ? x : picked(to, x, axis, index);
  }
  if (x.shape.includes(0)) return to.fill(0, x.type, x.shape.with(axis, count));
  const source = x.shape[axis]!;
  const weights = matrix(to, x.type, source, taps);
  const shape = x.shape.with(axis, count);
  if (axis === 1) {
    const width = x.shape[2]! * x.shape[3]!;
    const rows = to.reshape(x, [x.shape[0]!, source, width]);
    const sums = to.op("MatMul", [weights, rows], x.type, [x.shape[0]!, count, width]);
    return to.reshape(sums, shape);
  }
  const order = [2, 0, 1, 3];
  const columns = to.transpose(x, order);
  const others = columns.shape.slice(1);
  const flat = to.reshape(columns, [source, sizeOf(others)]);
  const sums = to.op("MatMul", [weights, flat], x.type, [count, sizeOf(others)]);
  return to.transpose(to.reshape(sums, [count, ...others]), [1, 2, 0, 3]);
}

/** Between two pixels: the first and a part of the difference, as TensorFlow adds them up. */
function between(to: Lowering, x: Value, axis: number, { index, weight }: Taps): Value {
  const count = index.length / 2;
  const every = (offset: number) =>
    Int32Array.from({ length: count }, (_, i) => index[2 * i + offset]!);
  const parts = Float32Array.from({ length: count }, (_, i) => weight[2 * i + 1]!);
  if (parts.every((it) => it === 0)) return picked(to, x, axis, every(0));
  const first = picked(to, x, axis, every(0));
  const place = x.shape.map((_, it) => it === axis ? count : 1);
  const difference = to.binary("Sub", picked(to, x, axis, every(1)), first);
  return to.binary(
    "Add",
    first,
    to.binary("Mul", difference, to.constant(parts, "float32", place)),
  );
}

function requireImages(name: string, x: Aval): void {
  const [, height, width] = x.shape;
  if (x.shape.length === 4 && height! > 0 && width! > 0) return;
  throw new TypeError(
    `tf.${name}: expected images of 4 dimensions (batch, height, width, channels) with pixels, received shape ${
      formatShape(x.shape)
    }`,
  );
}

function requireSize(name: string, size: Size): void {
  if (size.length === 2 && size.every((it) => Number.isInteger(it) && it >= 1)) return;
  throw new RangeError(
    `tf.${name}: expected size to be two whole numbers >= 1, received size=${formatValue(size)}`,
  );
}

/** Enters a way to resize. */
function resizing<A extends object>(method: Method<A>) {
  const { name, taps } = method;
  const check = (label: string, x: Aval): void => requireDType(label, x, method.takes, method.what);

  const forwards = defineFamily<A & Sized>({
    name,
    infer([x], { size }) {
      check(name, x);
      requireImages(name, x);
      requireSize(name, size);
      return aval(x.dtype, [x.shape[0]!, ...size, x.shape[3]!]);
    },
    lower(to, [x], _, attrs) {
      const [height, width] = attrs.size;
      const along = name === "image.resizeBilinear" ? between : resampled;
      const wide = along(to, x, 2, taps(x.shape[2]!, width, attrs));
      return along(to, wide, 1, taps(x.shape[1]!, height, attrs));
    },
    vjp: ([g], { inputs: [x], attrs }) => [back(g, attrs, x.shape)],
    tensorflow: {
      name: method.kernel,
      attributes: (attrs) => method.attributes(attrs),
      inputs: (attrs, [x]) => [0, ...method.inputs([x.shape[1]!, x.shape[2]!], attrs)],
    },
    *samples() {
      for (const { x, attrs } of cases(method)) yield { inputs: [x], attrs };
    },
  });

  const backName = `${name}Grad`;
  const backs = defineFamily<A & Sized & { readonly shape: Shape }>({
    name: backName,
    infer([g], { size, shape }) {
      check(backName, g);
      const expected = [shape[0]!, ...size, shape[3]!];
      if (sameShape(g.shape, expected)) return aval(g.dtype, shape);
      throw new TypeError(
        `tf.${backName}: expected a gradient of shape ${formatShape(expected)}, received shape ${
          formatShape(g.shape)
        }`,
      );
    },
    lower(to, [g], _, attrs) {
      const [, height, width] = attrs.shape;
      const [tall, wide] = attrs.size;
      const short = resampled(to, g, 1, transposed(taps(height!, tall, attrs), height!));
      return resampled(to, short, 2, transposed(taps(width!, wide, attrs), width!));
    },
    vjp: ([h], { attrs: { shape: _, ...attrs } }) => [forward(h, attrs as unknown as A & Sized)],
    ...(method.gradientKernel === undefined
      ? {
        compose: ([g], attrs) =>
          resizedBack(g, attrs.shape, attrs.size, (input, output) => taps(input, output, attrs)),
      }
      : {
        tensorflow: {
          name: method.gradientKernel,
          attributes: (attrs) => method.attributes(attrs),
          inputs: (attrs) => [0, ...method.gradientInputs(attrs.shape, attrs)],
        },
      }),
    *samples() {
      for (const { x, attrs } of cases(method)) {
        if (!isFloating(x.dtype)) continue;
        const g = sample([x.shape[0]!, ...attrs.size, x.shape[3]!], { dtype: x.dtype, seed: 5 });
        yield { inputs: [g], attrs: { ...attrs, shape: x.shape } };
      }
    },
  });

  const forward = (x: Tensor, attrs: A & Sized): Tensor => record(forwards(attrs), [x]);
  const back = (g: Tensor, attrs: A & Sized, shape: Shape): Tensor =>
    record(backs({ ...attrs, shape }), [g]);
  return forward;
}

/** Images to resize: to more and to fewer pixels, to one, from one, to the same. */
function* cases<A extends object>({ samples, dtypes = ["float32"] }: Method<A>) {
  const sizes: readonly (readonly [Size, Size])[] = [
    [[3, 4], [5, 9]],
    [[7, 6], [3, 4]],
    [[5, 5], [1, 1]],
    [[1, 2], [4, 3]],
    [[3, 5], [3, 5]],
    [[4, 4], [8, 2]],
  ];
  for (const dtype of dtypes) {
    for (const attrs of samples) {
      for (const [from, size] of dtype === "float32" ? sizes : sizes.slice(0, 2)) {
        const x = sample([2, ...from, 3], { dtype, max: 9 });
        yield { x, attrs: { ...attrs, size } };
      }
    }
  }
}

const sizeInput = ({ size }: Sized): TensorFlowInput => ({
  dtype: "int32",
  shape: [2],
  values: size,
});

const zeros = (shape: Shape): TensorFlowInput => ({
  dtype: "float32",
  shape,
  values: new Array<number>(sizeOf(shape)).fill(0),
});

const isFloat32 = (dtype: DType): boolean => dtype === "float32";

const ALIGNMENTS: readonly Alignment[] = [
  { alignCorners: false, halfPixelCenters: true },
  { alignCorners: false, halfPixelCenters: false },
  { alignCorners: true, halfPixelCenters: false },
];

const alignmentAttributes = ({ alignCorners, halfPixelCenters }: Alignment) => ({
  align_corners: alignCorners,
  half_pixel_centers: halfPixelCenters,
});

/** A resizing of images `[batch, height, width, channels]`. */
export type Resize<A extends object> = (x: Tensor, attrs: A & Sized) => Tensor;

/** Between the two nearest pixels of each axis; float32. */
export const resizeBilinear: Resize<Alignment> = resizing({
  name: "image.resizeBilinear",
  kernel: "ResizeBilinear",
  gradientKernel: "ResizeBilinearGrad",
  takes: isFloat32,
  what: "float32",
  taps: bilinear,
  attributes: alignmentAttributes,
  inputs: (_, attrs) => [sizeInput(attrs)],
  gradientInputs: (shape) => [zeros(shape)],
  samples: ALIGNMENTS,
});

/** The nearest pixel; of any numbers. */
export const resizeNearestNeighbor: Resize<Alignment> = resizing({
  name: "image.resizeNearestNeighbor",
  kernel: "ResizeNearestNeighbor",
  gradientKernel: "ResizeNearestNeighborGrad",
  takes: (dtype) => dtype !== "string" && dtype !== "complex64" && dtype !== "bool",
  what: "real numbers",
  taps: nearest,
  attributes: alignmentAttributes,
  inputs: (_, attrs) => [sizeInput(attrs)],
  gradientInputs: ([, height, width]) => [
    { dtype: "int32", shape: [2], values: [height!, width!] },
  ],
  samples: ALIGNMENTS,
  dtypes: ["float32", "float64", "float16", "uint8", "int32", "int64", "int16"],
});

/** Between the four nearest pixels of each axis; float32. */
export const resizeBicubic: Resize<Alignment> = resizing({
  name: "image.resizeBicubic",
  kernel: "ResizeBicubic",
  gradientKernel: "ResizeBicubicGrad",
  takes: isFloat32,
  what: "float32",
  taps: bicubic,
  attributes: alignmentAttributes,
  inputs: (_, attrs) => [sizeInput(attrs)],
  gradientInputs: (shape) => [zeros(shape)],
  samples: ALIGNMENTS,
});

/** The mean of all pixels under one of the result; float32. */
export const resizeArea: Resize<{ readonly alignCorners: boolean }> = resizing<
  { readonly alignCorners: boolean }
>({
  name: "image.resizeArea",
  kernel: "ResizeArea",
  takes: isFloat32,
  what: "float32",
  taps: (input, output, { alignCorners }) =>
    area(input, output, { alignCorners, halfPixelCenters: false }),
  attributes: ({ alignCorners }) => ({ align_corners: alignCorners }),
  inputs: (_, attrs) => [sizeInput(attrs)],
  gradientInputs: () => [],
  samples: [{ alignCorners: false }],
});

/** Which curve weighs pixels. */
export interface CurveAttributes {
  readonly curve: keyof typeof CURVES;
  readonly antialias: boolean;
}

const scales = ([height, width]: Size, { size }: Sized): TensorFlowInput[] => [
  {
    dtype: "float32",
    shape: [2],
    values: [Math.fround(size[0] / height), Math.fround(size[1] / width)],
  },
  zeros([2]),
];

/** All pixels that a curve reaches; float32. */
export const scaleAndTranslate: Resize<CurveAttributes> = resizing({
  name: "image.scaleAndTranslate",
  kernel: "ScaleAndTranslate",
  gradientKernel: "ScaleAndTranslateGrad",
  takes: isFloat32,
  what: "float32",
  taps: (input, output, { curve, antialias }) => curved(input, output, CURVES[curve], antialias),
  attributes: ({ curve, antialias }) => ({ kernel_type: curve, antialias }),
  inputs: (input, attrs) => [sizeInput(attrs), ...scales(input, attrs)],
  gradientInputs: (shape, attrs) => [zeros(shape), ...scales([shape[1]!, shape[2]!], attrs)],
  samples: Object.keys(CURVES).flatMap((curve) =>
    [false, true].map((antialias) => ({ curve: curve as keyof typeof CURVES, antialias }))
  ),
});
