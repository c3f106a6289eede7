/**
 * A model in event files: its layers, the spread of its weights, its weights as pictures.
 *
 * @module
 */
import { convertStorage } from "../../arrays/dtypes.ts";
import type { NdArray } from "../../display/ndarray.ts";
import { warnOnce } from "../../errors/warn.ts";
import type { CallbackModel } from "../model.ts";
import type { EventFile } from "./event_file.ts";
import { histogramValue, imageValue, modelValue } from "./summaries.ts";

/** Writes the configuration of a model of layers; of others there is nothing to draw. */
export function writeModel(file: EventFile, model: CallbackModel): void {
  let json: string | undefined;
  try {
    json = model.toJson?.();
  } catch (error) {
    warnOnce(
      `TensorBoard: the layers of ${model.label} are not written: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
  if (json === undefined) return;
  const { config } = JSON.parse(json) as { config?: { layers?: unknown } };
  if (Array.isArray(config?.layers)) file.add(0, modelValue("keras", json));
}

/** Numbers of a weight, or `undefined` for one that has none. */
function numbersOf({ dtype, data }: NdArray): ArrayLike<number> | undefined {
  if (dtype === "bfloat16") {
    return convertStorage(data as Uint16Array<ArrayBuffer>, dtype, "float32");
  }
  return /^(u?int|float)\d+$/.test(dtype)
    ? Array.from(data as ArrayLike<number | bigint>, Number)
    : undefined;
}

/** Writes the spread of each weight, and each as a picture. */
export function writeWeights(
  file: EventFile,
  model: CallbackModel,
  epoch: number,
  withImages: boolean,
): void {
  for (const weight of model.weights) {
    const array = weight.numpy();
    const numbers = numbersOf(array);
    if (numbers === undefined) continue;
    const name = weight.path.replaceAll(":", "_");
    file.add(epoch, histogramValue(`${name}/histogram`, numbers));
    if (!withImages) continue;
    const picture = pictureOf(numbers, array.shape);
    if (picture) file.add(epoch, imageValue(`${name}/image`, picture.numbers, picture.shape));
  }
}

type PictureShape = readonly [number, number, number, number];

/** A weight as pictures: a row for a bias, a kernel lying on its side, one for each channel. */
function pictureOf(
  numbers: ArrayLike<number>,
  given: readonly number[],
): { numbers: ArrayLike<number>; shape: PictureShape } | undefined {
  const shape = given.filter((size) => size !== 1);
  const [a = 1, b = 1, c = 1, d = 1] = shape;
  switch (shape.length) {
    case 1:
      return { numbers, shape: [1, a, 1, 1] };
    case 2:
      return a > b
        ? { numbers: transposed(numbers, a, b), shape: [1, b, a, 1] }
        : { numbers, shape: [1, a, b, 1] };
    case 3:
      return { numbers: transposed(numbers, a * b, c), shape: [c, a, b, 1] };
    case 4:
      return [1, 3, 4].includes(d) ? { numbers, shape: [a, b, c, d] } : undefined;
    default:
      return undefined;
  }
}

/** Rows as columns. */
function transposed(numbers: ArrayLike<number>, rows: number, columns: number): number[] {
  const result = new Array<number>(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j * rows + i] = numbers[i * columns + j]!;
  }
  return result;
}
