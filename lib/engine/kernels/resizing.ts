/**
 * Resizing of images by the nearest pixel or between the four nearest, with gradients. Height and
 * width are treated one after the other: the forward pass gathers rows, the gradient multiplies by
 * the transposed matrix of weights, which is right in every mode and for every size.
 *
 * @module
 */
import type { Value } from "../graph_types.ts";
import type { KernelCall, Mapping, Mappings } from "./mapping.ts";
import { sizeOf } from "./shapes.ts";

/** Where the pixels of one axis come from: two sources each, and the weight of the second. */
interface Sources {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weight: Float32Array;
}

/** How positions map: by the centres of pixels, or so that the corners fall together. */
interface Modes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** The position in the input of each position of the output. */
function positions(input: number, output: number, { alignCorners, halfPixelCenters }: Modes) {
  const aligned = alignCorners && output > 1;
  const scale = aligned ? (input - 1) / (output - 1) : input / output;
  return Array.from(
    { length: output },
    (_, index) =>
      halfPixelCenters
        ? { centre: scale * (index + 0.5), scale }
        : { centre: scale * index, scale },
  );
}

/** The sources of one axis between pixels. */
function between(input: number, output: number, modes: Modes): Sources {
  const at = positions(input, output, modes).map(({ centre }) =>
    Math.max(0, modes.halfPixelCenters ? centre - 0.5 : centre)
  );
  return {
    first: Int32Array.from(at, (it) => Math.min(input - 1, Math.floor(it))),
    second: Int32Array.from(at, (it) => Math.min(input - 1, Math.ceil(it))),
    weight: Float32Array.from(at, (it) => it - Math.floor(it)),
  };
}

/** The sources of one axis by the nearest pixel. */
function nearest(input: number, output: number, modes: Modes): Sources {
  const first = Int32Array.from(positions(input, output, modes), ({ centre }) => {
    const pixel = modes.alignCorners ? Math.round(centre) : Math.floor(centre);
    return Math.min(input - 1, pixel);
  });
  return { first, second: first, weight: new Float32Array(output) };
}

/** The modes of a call. */
function modesOf(call: KernelCall): Modes {
  return {
    alignCorners: Boolean(call.attrs["alignCorners"]),
    halfPixelCenters: Boolean(call.attrs["halfPixelCenters"]),
  };
}

/** One axis of an image resized. */
function resized(call: KernelCall, x: Value, axis: number, sources: Sources): Value {
  const count = sources.first.length;
  const shape = x.shape.with(axis, count);
  const pick = (rows: Int32Array) => {
    const same = count === x.shape[axis] && rows.every((row, index) => row === index);
    const table = () => call.table(rows, "int32", [count]);
    return same ? x : call.node("Gather", [x, table()], x.type, shape, { axis });
  };
  const first = pick(sources.first);
  if (sources.weight.every((it) => it === 0)) return first;
  const difference = call.binary("Sub", pick(sources.second), first);
  const place = x.shape.map((_, it) => it === axis ? count : 1);
  const weight = call.table(sources.weight, "float32", place);
  return call.binary("Add", first, call.binary("Mul", difference, weight));
}

/** A resizing whose sources `find` gives. */
function forward(find: typeof between): Mapping {
  return (call) => {
    const x = call.value("images");
    if (x.type !== "float32") return undefined;
    const [height, width] = call.attr<[number, number]>("size");
    if (height === 0 || width === 0) return undefined;
    const modes = modesOf(call);
    const wide = resized(call, x, 2, find(x.shape[2]!, width, modes));
    return call.output(resized(call, wide, 1, find(x.shape[1]!, height, modes)));
  };
}

/** The weights of one axis as a matrix `[input, output]`. */
function weights(call: KernelCall, input: number, { first, second, weight }: Sources): Value {
  const count = first.length;
  const matrix = new Float32Array(input * count);
  for (let column = 0; column < count; column++) {
    matrix[first[column]! * count + column]! += 1 - weight[column]!;
    matrix[second[column]! * count + column]! += weight[column]!;
  }
  return call.table(matrix, "float32", [input, count]);
}

/** The gradient of a resizing: each weight taken back to the pixel it came from. */
function gradient(find: typeof between): Mapping {
  return (call) => {
    const dy = call.value("dy");
    const [batch, height, width, channels] = call.info("images").shape as [
      number,
      number,
      number,
      number,
    ];
    if (dy.type !== "float32" || call.info("images").dtype !== "float32") return undefined;
    const [, tall, wide] = dy.shape as [number, number, number, number];
    const modes = modesOf(call);
    const rows = [batch, tall, wide * channels];
    const columns = [batch * height, wide, channels];
    const short = call.node(
      "MatMul",
      [weights(call, height, find(height, tall, modes)), call.reshape(dy, rows)],
      "float32",
      [batch, height, wide * channels],
    );
    const narrow = call.node(
      "MatMul",
      [weights(call, width, find(width, wide, modes)), call.reshape(short, columns)],
      "float32",
      [batch * height, width, channels],
    );
    const shape = [batch, height, width, channels];
    return sizeOf(shape) === 0 ? undefined : call.output(call.reshape(narrow, shape));
  };
}

/** Resizings by name. */
export const resizings: Mappings = {
  ResizeBilinear: forward(between),
  ResizeBilinearGrad: gradient(between),
  ResizeNearestNeighbor: forward(nearest),
  ResizeNearestNeighborGrad: gradient(nearest),
};
