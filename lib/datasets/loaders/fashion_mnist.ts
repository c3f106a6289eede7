/**
 * `tf.keras.datasets.fashionMnist`: clothes, 28 x 28.
 *
 * @module
 */
import { NdArray } from "../../display/ndarray.ts";
import { ByteReader } from "../../io/byte_reader.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { nodeModule } from "../../platform/node.ts";
import { getFile } from "../get_file.ts";
import { KERAS_FILES, readerOf, type Splits } from "./common.ts";

const WHERE = "tf.keras.datasets.fashionMnist.loadData";

/** Names of the files: labels and images for training, and for testing. */
const FILES = [
  "train-labels-idx1-ubyte.gz",
  "train-images-idx3-ubyte.gz",
  "t10k-labels-idx1-ubyte.gz",
  "t10k-images-idx3-ubyte.gz",
] as const;

/** Sides of the images. */
const SIDE = 28;

/** Bytes that a file may have once it is unpacked. */
const MOST = 2 ** 26;

/** The bytes of an IDX file, behind a head of one number for each dimension and one before. */
function idxOf(path: string, dimensions: 1 | 3): { count: number; data: Uint8Array<ArrayBuffer> } {
  const packed = readerOf(WHERE, path);
  let bytes: Uint8Array;
  try {
    bytes = nodeModule("zlib").gunzipSync(packed.bytes, { maxOutputLength: MOST });
  } catch (error) {
    throw packed.malformed(0, "gzip's bytes", (error as Error).message);
  }
  const reader = new ByteReader(packed.where, bytes);
  const start = 4 + 4 * dimensions;
  reader.check(0, start, "a head");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const sizes = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const isRight = view.getUint32(0) === 0x800 + dimensions &&
    sizes.slice(1).every((it) => it === SIDE);
  if (!isRight) throw reader.malformed(0, `a head of ${dimensions} dimensions`, "another one");
  const size = sizes.reduce((product, it) => product * it, 1);
  const content = reader.slice(start, size, "values");
  return { count: sizes[0]!, data: new Uint8Array(content) };
}

/** The dataset in four files. */
export function fashionMnistIn(paths: readonly string[]): Splits<NdArray, NdArray> {
  const pair = (at: 0 | 2): [NdArray, NdArray] => {
    const [labels, images] = [idxOf(paths[at]!, 1), idxOf(paths[at + 1]!, 3)];
    if (labels.count !== images.count) {
      throw new SyntaxError(
        `${WHERE}: expected a label for each image, received ${labels.count} labels and ${images.count} images`,
      );
    }
    const x = new NdArray(images.data, [images.count, SIDE, SIDE], "uint8");
    return [x, new NdArray(labels.data, [labels.count], "uint8")];
  };
  return [pair(0), pair(2)];
}

/**
 * 60,000 images of clothes and 10,000 for testing, uint8 `(count, 28, 28)`, with their classes from 0
 * to 9.
 *
 * @throws {Error} where the files are neither in the cache nor can be fetched.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 *
 * async function images() {
 *   const [[xTrain, yTrain]] = await tf.keras.datasets.fashionMnist.loadData();
 *   return [xTrain.shape, yTrain.shape];
 * }
 * console.assert(typeof images === "function");
 * ```
 */
export const loadData: Operation<object, [], Promise<Splits<NdArray, NdArray>>> = bind(
  WHERE,
  [],
  0,
  async () => {
    const paths: string[] = [];
    for (const name of FILES) {
      const cacheSubdir = "datasets/fashion-mnist";
      paths.push(await getFile(name, `${KERAS_FILES}${name}`, { cacheSubdir }));
    }
    return fashionMnistIn(paths);
  },
);
