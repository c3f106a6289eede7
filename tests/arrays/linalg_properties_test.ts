import { assert } from "@std/assert";
import * as arrays from "../../lib/arrays/mod.ts";
import { assertNear, eye, noise, product, transpose } from "./goldens.ts";

const SIZES = [0, 1, 2, 3, 5, 7, 13, 17, 31];
const SEEDS = [1, 2, 3];
const NEAR = { atol: 3e-14, rtol: 0 };

/** Matrices that are hard: rank one, graded, repeated columns, zero, tiny, huge. */
function* matrices(rows: number, columns: number): Generator<[string, Float64Array, number]> {
  for (const seed of SEEDS) yield [`seed ${seed}`, noise(seed, rows * columns), 1];
  const a = noise(4, rows * columns);
  yield ["rank one", product(noise(5, rows), noise(6, columns), rows, 1, columns), 1];
  yield ["graded", a.map((x, at) => x * 10 ** -(at % Math.max(columns, 1))), 1];
  yield ["repeated", a.map((_, at) => a[at - at % Math.max(columns, 1)]!), 1];
  yield ["zero", a.map(() => 0), 1];
  yield ["tiny", a.map((x) => x * 1e-300), 1e-300];
  yield ["huge", a.map((x) => x * 1e300), 1e300];
}

/** Whether the columns of `q` (`rows` by `columns`) are orthonormal. */
function assertOrthonormal(q: Float64Array, rows: number, columns: number, message: string) {
  const gram = product(transpose(q, rows, columns), q, columns, rows, columns);
  assertNear(gram, eye(columns), NEAR, `${message}, orthonormal`);
}

Deno.test("qr() and svd() give the matrix back from orthonormal factors, for every shape", () => {
  for (const rows of SIZES) {
    for (const columns of SIZES) {
      for (const [name, a, scale] of matrices(rows, columns)) {
        for (const fullMatrices of [false, true]) {
          const message = `${name} of ${rows} by ${columns}${fullMatrices ? ", full" : ""}`;
          const bounds = { atol: 1e-13 * scale, rtol: 0 };
          const { q, r, inner } = arrays.qr(a, rows, columns, { fullMatrices });
          assertOrthonormal(q, rows, inner, `Q of ${message}`);
          assertNear(product(q, r, rows, inner, columns), a, bounds, `Q R of ${message}`);
          const { s, u, v, uColumns, vColumns } = arrays.svd(a, rows, columns, { fullMatrices });
          assertOrthonormal(u, rows, uColumns, `U of ${message}`);
          assertOrthonormal(v, columns, vColumns, `V of ${message}`);
          assert(s.every((x, i) => x >= 0 && (i === 0 || x <= s[i - 1]!)), `S of ${message}`);
          const middle = new Float64Array(uColumns * vColumns);
          for (const [i, value] of s.entries()) middle[i * vColumns + i] = value;
          const us = product(u, middle, rows, uColumns, vColumns);
          const back = product(us, transpose(v, columns, vColumns), rows, vColumns, columns);
          assertNear(back, a, bounds, `U S Vᵀ of ${message}`);
        }
      }
    }
  }
});

Deno.test("eigh() gives A V = V W, with ascending values, for every size", () => {
  for (const n of SIZES) {
    for (const [name, half, scale] of matrices(n, n)) {
      const a = half.map((x, at) => x / 2 + transpose(half, n, n)[at]! / 2);
      const { values, vectors } = arrays.eigh(a, n);
      const message = `${name} of ${n}`;
      assertOrthonormal(vectors, n, n, message);
      assert(values.every((x, i) => i === 0 || x >= values[i - 1]!), message);
      const right = vectors.map((x, at) => x * values[at % n]!);
      const left = product(a, vectors, n, n, n);
      assertNear(left, right, { atol: 1e-13 * scale, rtol: 0 }, message);
    }
  }
});

Deno.test("cholesky(), lu(), inv() and solve() give the matrix back, for every size", () => {
  for (const n of SIZES) {
    for (const seed of SEEDS) {
      const message = `seed ${seed} of ${n}`;
      const a = noise(seed, n * n).map((x, at) => x + (at % (n + 1) === 0 ? 3 : 0));
      const bounds = { atol: 1e-12, rtol: 0 };
      const spd = product(a, transpose(a, n, n), n, n, n);
      const { lower, failed } = arrays.cholesky(spd, n);
      assert(failed.length === 0, message);
      assertNear(product(lower, transpose(lower, n, n), n, n, n), spd, bounds, `L Lᵀ, ${message}`);
      const { factors, permutation } = arrays.lu(a, n);
      const below = factors.map((x, at) =>
        at % n < Math.floor(at / n) ? x : at % (n + 1) === 0 ? 1 : 0
      );
      const above = factors.map((x, at) => at % n < Math.floor(at / n) ? 0 : x);
      const permuted = a.map((_, at) => a[permutation[Math.floor(at / n)]! * n + at % n]!);
      assertNear(product(below, above, n, n, n), permuted, bounds, `L U, ${message}`);
      assertNear(product(a, arrays.inv(a, n), n, n, n), eye(n), bounds, `inverse, ${message}`);
      const b = noise(seed + 9, n * 3);
      assertNear(product(a, arrays.solve(a, b, n, 3), n, n, 3), b, bounds, `solution, ${message}`);
    }
  }
});

Deno.test("svd() and eigh() find the known values of an ill-conditioned matrix", () => {
  const n = 8;
  const { q } = arrays.qr(noise(11, n * n), n, n);
  const values = Float64Array.from({ length: n }, (_, i) => 10 ** (-2 * i));
  const scaled = q.map((x, at) => x * values[at % n]!);
  const a = product(scaled, transpose(q, n, n), n, n, n);
  const bounds = { atol: 5e-16, rtol: 1e-14 };
  assertNear(arrays.svd(a, n, n).s, values, bounds, "singular values");
  assertNear(arrays.eigh(a, n).values.toReversed(), values, bounds, "eigenvalues");
});
