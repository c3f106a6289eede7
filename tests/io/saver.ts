/**
 * Saves arrays without end, each of one number repeated, in the three formats in turn; killed by
 * {@linkcode killDuringSave} in the middle of it.
 *
 * @module
 */
import { NdArray } from "../../lib/display/ndarray.ts";

import { encodeKerasH5 } from "../../lib/io/keras_h5.ts";
import { encodeNpy } from "../../lib/io/npy.ts";
import { encodeNpz } from "../../lib/io/npz.ts";
import { saveFile } from "../../lib/io/save_file.ts";

/** Elements of an array: large enough that writing it takes a while. */
const SIZE = 500_000;

const folder = Deno.args[0]!;
for (let value = 0;; value++) {
  const array = new NdArray(new Float32Array(SIZE).fill(value), [SIZE], "float32");
  const layers = [{ name: "dense", weights: [{ name: "w", array }] }];
  saveFile("save", `${folder}/x.npy`, encodeNpy("save", array));
  saveFile("save", `${folder}/x.npz`, encodeNpz("save", [["x", array]]));
  saveFile("save", `${folder}/x.h5`, encodeKerasH5("save", { layers, own: [] }));
  if (value === 0) Deno.stdout.writeSync(new Uint8Array([1]));
}
