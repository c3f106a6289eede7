/**
 * What is measured on a graphics card: models of the benchmark of models, and products of matrices.
 *
 * @module
 */
import { MODEL_CASES, type ModelCase } from "../bench/models/cases.ts";

const MODELS: readonly string[] = ["mlp_sgd", "mlp_adam", "lenet", "transformer"];

/** Sizes of products, unless others are asked for. */
export const SIZES: readonly number[] = [512, 1024, 2048, 4096, 8192];

/** What names of products begin with. */
const PRODUCT = "gemm_";

function product(size: number): ModelCase {
  const shape = [size, size];
  return {
    name: `${PRODUCT}${size}`,
    title: `${size} x ${size} times ${size} x ${size}, and the mean of the squares`,
    work: { kind: "read", model: "product", weights: [], inputs: [{ shape }, { shape }] },
  };
}

/** All cases, with products of these sizes. */
export function gpuCases(sizes: readonly number[]): readonly ModelCase[] {
  return [...MODEL_CASES.filter(({ name }) => MODELS.includes(name)), ...sizes.map(product)];
}

/** Multiplications and additions of a case's product; `undefined` where it is a model. */
export function productWork(name: string): number | undefined {
  return name.startsWith(PRODUCT) ? 2 * Number(name.slice(PRODUCT.length)) ** 3 : undefined;
}
