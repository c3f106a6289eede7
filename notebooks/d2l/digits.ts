/**
 * Images that stand for those of Fashion-MNIST, which do not come with this repository: handwritten
 * digits of 8 by 8 pixels, drawn larger to 28 by 28
 * ([where they come from](../../tests/goldens/datasets/README.md)).
 *
 * @module
 */
import * as tf from "kerasaur";
import { readDataset, type Rows, splitRows } from "../../tests/support/datasets.ts";

/** Images from 0 to 255, and what each shows. */
export type Examples = readonly [images: tf.Tensor, labels: tf.Tensor];

/** Images of 28 by 28 from 0 to 255. */
function examples({ x, y }: Rows): Examples {
  const small = tf.reshape(tf.cast(tf.constant(x.data), "float32"), [-1, 8, 8, 1]);
  const large = tf.image.resize(tf.multiply(small, 255 / 16), [28, 28]);
  return [tf.squeeze(large, [-1]), tf.constant(Int32Array.from(y.data), "int32")];
}

/** 1,437 images to learn from, and 360 others. */
export async function loadDigits(): Promise<[train: Examples, test: Examples]> {
  const { train, test } = splitRows(await readDataset("digits"));
  return [examples(train), examples(test)];
}
