/**
 * The numbers every contestant computes with: a hash of the index, so that any language makes the
 * same ones; and the numbers by which results are compared.
 *
 * @module
 */

/** Streams of {@linkcode numbers}, one for each role. */
export const SEED = { left: 1, right: 2, images: 3, weights: 10, check: 99 } as const;

/** `count` numbers from `-scale` to `scale`; `seed` chooses the stream. */
export function numbers(seed: number, count: number, scale = 1): Float32Array<ArrayBuffer> {
  const start = Math.imul(seed, 0x9e3779b9);
  const result = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let bits = (i + start) >>> 0;
    bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
    bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
    bits ^= bits >>> 16;
    result[i] = ((bits >>> 0) / 2 ** 31 - 1) * scale;
  }
  return result;
}

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

/** A result as one number that depends on every element and its place. */
export function project(values: ArrayLike<number>): number {
  const weights = numbers(SEED.check, values.length);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * weights[i]!;
  return sum / Math.sqrt(values.length);
}

/** A weight of a model: shape in Keras's layout; biases have rank 1. */
const LAYERS = {
  mlp: [[784, 256], [256], [256, 10], [10]],
  lenet: [
    ...[[5, 5, 1, 6], [6], [5, 5, 6, 16], [16]],
    ...[[400, 120], [120], [120, 84], [84], [84, 10], [10]],
  ],
  digits: [[3, 3, 1, 16], [16], [3, 3, 16, 32], [32], [128, 10], [10]],
  lstm: [[32, 256], [64, 256], [256], [64, 10], [10]],
} as const;

/** Models with weights of their own. */
export type ModelName = keyof typeof LAYERS;

/** Initial weights of a model in Keras's layout: Glorot's range for kernels, zeros for biases. */
export function initialWeights(model: ModelName) {
  return LAYERS[model].map((shape, index) => {
    const [inputs = 0, outputs = 0] = shape.slice(-2);
    const field = sizeOf(shape.slice(0, -2));
    const range = shape.length === 1 ? 0 : Math.sqrt(6 / (field * (inputs + outputs)));
    return {
      shape: [...shape] as number[],
      values: numbers(SEED.weights + index, sizeOf(shape), range),
    };
  });
}

/** A batch: numbers from 0 to 1 with the model's shape, and the classes as one-hot rows. */
export function trainingBatch(model: "mlp" | "lenet", batch: number) {
  const shape = model === "mlp" ? [batch, 784] : [batch, 28, 28, 1];
  const images = numbers(SEED.images, sizeOf(shape)).map((it) => (it + 1) / 2);
  const labels = new Float32Array(batch * 10);
  for (let row = 0; row < batch; row++) labels[row * 10 + (row * row + row) % 10] = 1;
  return { shape, images, labels };
}
