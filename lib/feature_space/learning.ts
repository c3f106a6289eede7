/**
 * What the layers of columns learn from tables, and how many numbers they give.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import type { Layer } from "../layers/base/layer.ts";
import { Discretization } from "../layers/preprocessing/discretization.ts";
import { Normalization } from "../layers/preprocessing/normalization.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { isOptions } from "../ops/bind.ts";
import { reshape } from "../primitives/array/reshape.ts";
import type { KerasTensor } from "../tensor/keras_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Columns } from "./settings.ts";

/** A tensor of values or a symbolic one. */
export type Value = Tensor | KerasTensor;

/** What learns from data before it can be used. */
export type Adaptable = Layer & { adapt(data: unknown): void };

/** What configurations of the layers of columns say of their numbers. */
interface LayerConfig {
  readonly mean?: unknown;
  readonly num_bins?: unknown;
  readonly num_tokens?: unknown;
  readonly bin_boundaries?: unknown;
}

/** Whether a column's layer has to learn from data. */
export function isAdaptable(layer: Layer): layer is Adaptable {
  if (!("adapt" in layer)) return false;
  const config: LayerConfig = layer.getConfig();
  if (layer instanceof Normalization) return config.mean === null;
  if (layer instanceof Discretization) return config.num_bins !== null;
  return true;
}

/** How many numbers a layer gives, where it is known. */
export function cardinality(layer: Layer): number | undefined {
  if ("vocabularySize" in layer && typeof layer.vocabularySize === "function") {
    return layer.vocabularySize();
  }
  const config: LayerConfig = layer.getConfig();
  if (Array.isArray(config.bin_boundaries)) return config.bin_boundaries.length + 1;
  const known = config.num_bins ?? config.num_tokens;
  return typeof known === "number" ? known : undefined;
}

/** Calls a layer with what its types do not know. */
export const called = (layer: Layer, inputs: unknown): Value =>
  (layer as unknown as (inputs: unknown) => Value)(inputs);

/** Whether a value is one number or text. */
export function isScalar(value: unknown): boolean {
  if (value instanceof Tensor) return value.rank === 0;
  return typeof value !== "object" || value === null;
}

/** The column of each element of a dataset, as batches of `(batch, 1)`. */
export function* batches(where: string, data: Iterable<Columns>, name: string): Generator<Tensor> {
  for (const element of data) {
    if (!isOptions(element) || !Object.hasOwn(element, name)) {
      throw new TypeError(
        `${where}: expected elements with a column called "${name}", received ${
          formatValue(element)
        }`,
      );
    }
    const x = asTensor(where, element[name] as TensorLike);
    yield x.rank === 0 ? reshape(x, [1, 1]) : x.rank === 1 ? reshape(x, [x.shape[0]!, 1]) : x;
  }
}
