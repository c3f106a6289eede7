/**
 * Matrices as products of simpler ones.
 *
 * @module
 */
import * as eigen from "../../primitives/linalg/eigh.ts";
import * as orthogonal from "../../primitives/linalg/qr.ts";
import * as singular from "../../primitives/linalg/svd.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { flag } from "./matmul.ts";
import { named, type NamedPair } from "./named_results.ts";

/** Arguments of {@linkcode qr}. */
export interface QrArguments extends Named {
  /** Matrices of float16, float32 or float64, shape (.., m, n). */
  input: TensorLike;
  /** Whether Q is square, else it has min(m, n) columns; default `false`. */
  fullMatrices?: boolean | null;
}

/**
 * `input = Q R` with orthonormal columns in Q and an upper triangular R.
 *
 * @throws {TypeError} for other dtypes or less than 2 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { q, r } = tf.linalg.qr(tf.ones([3, 2]));
 * assertEquals([q.shape, r.shape], [[3, 2], [2, 2]]);
 * ```
 */
export const qr: Operation<
  QrArguments,
  ["input", "fullMatrices", "name"],
  NamedPair<"q", "r">
> = bind("tf.linalg.qr", ["input", "fullMatrices", "name"], 1, (input, fullMatrices) => {
  const where = "tf.linalg.qr";
  const full = flag(where, "fullMatrices", fullMatrices);
  return named(orthogonal.qr(asTensor(where, input), full), ["q", "r"]);
});

/** Arguments of {@linkcode svd}. */
export interface SvdArguments extends Named {
  /** Matrices of float32 or float64, shape (.., m, n). */
  tensor: TensorLike;
  /** Whether U and V are square, else they have min(m, n) columns; default `false`. */
  fullMatrices?: boolean | null;
  /** Whether the vectors are given too; default `true`. */
  computeUv?: boolean | null;
}

/** Singular values, left singular vectors, right singular vectors. */
export type Svd = readonly [s: Tensor, u: Tensor, v: Tensor];

/** How {@linkcode svd} is called: without the vectors it gives one tensor. */
export interface SvdOperation {
  (
    tensor: TensorLike,
    fullMatrices: boolean | null | undefined,
    computeUv: false,
    name?: string | null,
  ): Tensor;
  (tensor: TensorLike, options: Omit<SvdArguments, "tensor"> & { computeUv: false }): Tensor;
  (options: SvdArguments & { computeUv: false }): Tensor;
  (
    tensor: TensorLike,
    fullMatrices?: boolean | null,
    computeUv?: true | null,
    name?: string | null,
  ): Svd;
  (tensor: TensorLike, options: Omit<SvdArguments, "tensor"> & { computeUv?: true | null }): Svd;
  (options: SvdArguments & { computeUv?: true | null }): Svd;
}

/**
 * `tensor = U S Vᵀ`: the singular values in descending order, shape (.., min(m, n)), and orthonormal
 * vectors in the columns of U and V; V is not transposed. Without `computeUv` the values alone.
 *
 * @throws {TypeError} for other dtypes or less than 2 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [s, u, v] = tf.linalg.svd([[3, 0, 0], [0, 4, 0]]);
 * assertEquals(s.numpy().toArray(), [4, 3]);
 * assertEquals([u.shape, v.shape], [[2, 2], [3, 2]]);
 * ```
 */
export const svd: SvdOperation = bind<
  SvdArguments,
  ["tensor", "fullMatrices", "computeUv", "name"],
  Tensor | Svd
>(
  "tf.linalg.svd",
  ["tensor", "fullMatrices", "computeUv", "name"],
  1,
  (tensor, fullMatrices, computeUv) => {
    const where = "tf.linalg.svd";
    const full = flag(where, "fullMatrices", fullMatrices);
    const vectors = flag(where, "computeUv", computeUv ?? true);
    const x = asTensor(where, tensor);
    return vectors ? singular.svd(x, full) : singular.singularValues(x);
  },
) as SvdOperation;

/** Arguments of {@linkcode eigh}. */
export interface EighArguments extends Named {
  /** Symmetric matrices of float32 or float64, shape (.., n, n); lower triangles are read. */
  tensor: TensorLike;
}

/**
 * The eigenvalues of symmetric matrices, ascending, shape (.., n), and their eigenvectors in the
 * columns of matrices, shape (.., n, n): `tensor v[.., i] = e[.., i] v[.., i]`.
 *
 * @throws {TypeError} for other dtypes or matrices that are not square.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [e, v] = tf.linalg.eigh([[5, 0], [0, 3]]);
 * assertEquals(e.numpy().toArray(), [3, 5]);
 * assertEquals(v.shape, [2, 2]);
 * ```
 */
export const eigh: Operation<EighArguments, ["tensor", "name"], readonly [Tensor, Tensor]> = bind(
  "tf.linalg.eigh",
  ["tensor", "name"],
  1,
  (tensor) => eigen.eigh(asTensor("tf.linalg.eigh", tensor)),
);

/**
 * The eigenvalues of symmetric matrices, ascending: shape (.., n, n) gives (.., n).
 *
 * @throws {TypeError} for dtypes but float32 and float64, or matrices that are not square.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.eigvalsh([[5, 0], [0, 3]]).numpy().toArray(), [3, 5]);
 * ```
 */
export const eigvalsh: Operation<EighArguments, ["tensor", "name"], Tensor> = bind(
  "tf.linalg.eigvalsh",
  ["tensor", "name"],
  1,
  (tensor) => eigen.eigvalsh(asTensor("tf.linalg.eigvalsh", tensor)),
);
