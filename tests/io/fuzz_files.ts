/**
 * The sound files from which damaged ones are made: of NumPy, h5py and Keras, images, and those of Kerasaur.
 *
 * @module
 */
import { NdArray } from "../../lib/display/ndarray.ts";
import { encodeKerasH5 } from "../../lib/io/keras_h5.ts";
import { encodeNpy } from "../../lib/io/npy.ts";
import { encodeNpz } from "../../lib/io/npz.ts";
import {
  fromBase64,
  type ImagesGolden,
  type NpyGolden,
  readGolden,
  type WeightsGolden,
} from "./goldens.ts";

/** Sound files by suffix. */
export async function seedFiles(): Promise<
  Record<"npy" | "npz" | "h5" | "png" | "bmp" | "jpeg" | "gif", Uint8Array[]>
> {
  const numpy = await readGolden<NpyGolden>("npy.json.gz");
  const weights = await readGolden<WeightsGolden>("weights_h5.json.gz");
  const images = await readGolden<ImagesGolden>("images.json.gz");
  const pictures = await readGolden<Record<"jpeg" | "gif", Record<string, { file: string }>>>(
    "jpeg_gif.json.gz",
  );
  const { files } = await readGolden<{ files: Record<string, { file: string }> }>(
    "odd_files.json.gz",
  );
  const keras3 = await readGolden<{ files: Record<string, string> }>("weights_keras3.json.gz");
  const odd = (suffix: string) =>
    Object.entries(files).filter(([name]) => name.endsWith(suffix)).map(([, it]) =>
      fromBase64(it.file)
    )
      .filter(({ length }) => length < 10_000);
  const array = NdArray.from([[1, 2], [3, 4]], "float32");
  const zeros = new NdArray(new Uint8Array(20_000), [20_000], "uint8");
  const saved = [{ name: "net/dense/kernel:0", array }, { name: "net/dense/bias:0", array }];
  return {
    png: Object.values(images.png).map(({ file }) => fromBase64(file)),
    jpeg: Object.values(pictures.jpeg).map(({ file }) => fromBase64(file)),
    gif: Object.values(pictures.gif).map(({ file }) => fromBase64(file)),
    bmp: Object.values(images.bmp).map(({ file }) => fromBase64(file)),
    npy: [
      ...odd(".npy"),
      ...Object.values(numpy.files).map(({ file }) => fromBase64(file)),
      ...Object.values(numpy.refused).map(fromBase64),
      encodeNpy("seed", array),
    ],
    npz: [
      ...odd(".npz"),
      ...Object.values(numpy.archives).map(({ file }) => fromBase64(file)),
      encodeNpz("seed", [["x", array], ["zeros", zeros]], 6),
      encodeNpz("seed", [["x", array], ["y", array]]),
    ],
    h5: [
      ...Object.values(keras3.files).map(fromBase64).filter(({ length }) => length < 20_000),
      ...odd(".h5"),
      ...Object.values(weights.small).map(fromBase64),
      ...Object.entries(weights.others).filter(([name]) => name !== "many_layers")
        .map(([, file]) => fromBase64(file)),
      encodeKerasH5("seed", { layers: [{ name: "dense", weights: saved }], own: saved }),
    ],
  };
}
