/**
 * Images as loops over pixels, where TensorFlow has no kernel.
 *
 * @module
 */
import { convertStorage } from "../../../lib/arrays/dtypes.ts";
import type { Given, Reference } from "../references.ts";

const floats = ({ host, dtype }: Given): Float64Array => convertStorage(host, dtype, "float64");

/** How much of each pixel of the source lies under one of the result, along one axis. */
function overlap(input: number, output: number, at: number, pixel: number): number {
  const scale = input / output;
  const part = Math.min(pixel + 1, (at + 1) * scale) - Math.max(pixel, at * scale);
  return Math.max(0, part) / scale;
}

/** References by the names of primitives. */
export const IMAGE_REFERENCES: Readonly<Record<string, Reference>> = {
  "image.resizeAreaGrad": ([g], { size, shape }) => {
    const gradient = floats(g!);
    const [batch, height, width, channels] = shape as [number, number, number, number];
    const [tall, wide] = size as [number, number];
    const result = new Float64Array(batch * height * width * channels);
    for (let n = 0; n < batch; n++) {
      for (let y = 0; y < tall; y++) {
        for (let x = 0; x < wide; x++) {
          for (let row = 0; row < height; row++) {
            for (let column = 0; column < width; column++) {
              const part = overlap(height, tall, y, row) * overlap(width, wide, x, column);
              for (let c = 0; c < channels; c++) {
                result[((n * height + row) * width + column) * channels + c]! += part *
                  gradient[((n * tall + y) * wide + x) * channels + c]!;
              }
            }
          }
        }
      }
    }
    return [convertStorage(result, "float64", g!.dtype)];
  },
};
