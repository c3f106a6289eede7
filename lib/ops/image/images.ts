/**
 * One image or several: functions of `tf.image` take both.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/**
 * Computes on images `[batch, height, width, channels]` for one image without a batch, too.
 *
 * @throws {TypeError} for tensors of other than 3 or 4 dimensions.
 */
export function onBatch(
  where: string,
  argument: string,
  image: Tensor,
  compute: (images: Tensor) => Tensor,
): Tensor {
  if (image.rank !== 3 && image.rank !== 4) {
    throw new TypeError(
      `${where}: expected ${argument} of 3 or 4 dimensions ([batch,] height, width, channels), received shape ${
        formatShape(image.shape)
      }`,
    );
  }
  return internally(() => {
    if (image.rank === 4) return compute(image);
    const result = compute(reshape(image, [1, ...image.shape]));
    return reshape(result, result.shape.slice(1));
  });
}

/** Height and width of images `[batch, height, width, channels]`. */
export function sizeOfImages({ shape }: Tensor): readonly [height: number, width: number] {
  return [shape[1]!, shape[2]!];
}
