import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import { resize, resizeInput, type Resizing } from "./naive.ts";
import { type Case, conforms, type Data, draw, SEEDS, tensor } from "./support.ts";

const f32 = (shape: readonly number[], data: Float64Array): Data => ({
  shape,
  dtype: "float32",
  data: Float32Array.from(data),
});

const MODES = [[false, false], [true, false], [false, true]] as const;
const IMAGES = [[1, 3, 5, 2], [2, 4, 4, 1], [1, 1, 7, 3]] as const;
const SIZES = [[6, 10], [2, 3], [4, 4], [1, 1], [7, 5]] as const;

/** Random images and ways to resize them; the values have the shape that `shape` gives. */
function cases(
  nearest: boolean,
  shape: (it: Resizing) => readonly number[],
): fc.Arbitrary<Case<Resizing>> {
  return fc.tuple(
    fc.constantFrom(...IMAGES),
    fc.constantFrom(...SIZES),
    fc.constantFrom(...MODES),
    SEEDS,
  ).map(([image, size, [alignCorners, halfPixelCenters], seed]) => {
    const params = { image, size, alignCorners, halfPixelCenters, nearest };
    return { inputs: [tensor(shape(params), seed, draw.plain, "float32")], params };
  });
}
const outputShape = ({ image, size }: Resizing) => [image[0]!, ...size, image[3]!];

for (
  const [name, nearest] of [["ResizeBilinear", false], ["ResizeNearestNeighbor", true]] as const
) {
  conforms(name, {
    cases: cases(nearest, ({ image }) => image),
    run: ([images], { size, alignCorners, halfPixelCenters }) => {
      const run = nearest ? tfjs.image.resizeNearestNeighbor : tfjs.image.resizeBilinear;
      return run(images as tfjs.Tensor4D, [...size], alignCorners, halfPixelCenters);
    },
    truth: ([images], it) => f32(outputShape(it), resize(it, images!.data)),
    kind: "product",
  });
  // tfjs's gradients take pixels by their corners always, and exchange height and width
  const gradient = `${name}Grad`;
  conforms(gradient, {
    cases: cases(nearest, outputShape),
    run: ([dy], { image, alignCorners, halfPixelCenters, size }) => {
      const images = tfjs.zeros([...image]);
      const attrs = { alignCorners, halfPixelCenters, size: [...size] };
      return tfjs.engine().runKernel(gradient, { images, dy: dy! }, attrs) as tfjs.Tensor;
    },
    truth: ([dy], it) => f32(it.image, resizeInput(it, dy!.data)),
    kind: "product",
  });
}
