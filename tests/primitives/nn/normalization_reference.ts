/**
 * Normalizations and dropout as loops, where TensorFlow has no kernel.
 *
 * @module
 */
import { convertStorage } from "../../../lib/arrays/dtypes.ts";
import type { Given, Reference } from "../references.ts";

const floats = ({ host, dtype }: Given): Float64Array => convertStorage(host, dtype, "float64");

/** Mean and variance of numbers. */
function momentsOf(numbers: readonly number[]): readonly [mean: number, variance: number] {
  const mean = numbers.reduce((sum, it) => sum + it, 0) / numbers.length;
  return [mean, numbers.reduce((sum, it) => sum + (it - mean) ** 2, 0) / numbers.length];
}

/** References by the names of primitives. */
export const NORMALIZATION_REFERENCES: Readonly<Record<string, Reference>> = {
  "nn.batchNorm": ([x, scale, offset], { epsilon }) => {
    const [from, factor, shift] = [floats(x!), floats(scale!), floats(offset!)];
    const channels = factor.length;
    const result = new Float64Array(from.length);
    const moments = Array.from(factor, (_, channel) => {
      const own = Array.from(from).filter((_, i) => i % channels === channel);
      return momentsOf(own);
    });
    from.forEach((it, i) => {
      const [mean, variance] = moments[i % channels]!;
      const unit = (it - mean) / Math.sqrt(variance + epsilon);
      result[i] = unit * factor[i % channels]! + shift[i % channels]!;
    });
    const means = Float64Array.from(moments, ([mean]) => mean);
    const variances = Float64Array.from(moments, ([, variance]) => variance);
    return [result, means, variances].map((it) => convertStorage(it, "float64", x!.dtype));
  },
  "nn.layerNorm": ([x, gamma, beta], { epsilon }) => {
    const [from, factor, shift] = [floats(x!), floats(gamma!), floats(beta!)];
    const width = factor.length;
    const rows = from.length / width;
    const result = new Float64Array(from.length);
    const [means, inverses] = [new Float64Array(rows), new Float64Array(rows)];
    for (let row = 0; row < rows; row++) {
      const [mean, variance] = momentsOf(Array.from(from.subarray(row * width, (row + 1) * width)));
      means[row] = mean;
      inverses[row] = 1 / Math.sqrt(variance + epsilon);
      for (let i = 0; i < width; i++) {
        const unit = (from[row * width + i]! - mean) * inverses[row]!;
        result[row * width + i] = unit * factor[i]! + shift[i]!;
      }
    }
    return [result, means, inverses].map((it) => convertStorage(it, "float64", x!.dtype));
  },
  "nn.localResponseNormalization": ([x], { radius, bias, alpha, beta }) => {
    const from = floats(x!);
    const channels = x!.shape.at(-1)!;
    const result = from.map((it, i) => {
      const channel = i % channels;
      let sum = 0;
      for (let other = channel - radius; other <= channel + radius; other++) {
        if (other >= 0 && other < channels) sum += from[i - channel + other]! ** 2;
      }
      return it * (bias + alpha * sum) ** -beta;
    });
    return [convertStorage(result, "float64", x!.dtype)];
  },
  "nn.dropout": ([x, noise, scale, rate]) => {
    const [from, random] = [floats(x!), floats(noise!)];
    const [factor, least] = [floats(scale!)[0]!, floats(rate!)[0]!];
    // Columns of noise for rows of x, or one number of noise for each.
    const repeat = random.length === 0 ? 1 : Math.max(1, from.length / random.length);
    const result = from.map((it, i) => random[Math.floor(i / repeat)]! >= least ? it * factor : 0);
    return [convertStorage(result, "float64", x!.dtype)];
  },
};
