import { assertEquals, assertThrows } from "@std/assert";
import * as arrays from "../../lib/arrays/mod.ts";
import { assertNear, goldens, type MatrixCase, numbers } from "./goldens.ts";

const NEAR = { atol: 1e-12, rtol: 1e-12 };

/** Checks named results against the case's goldens. */
function check(it: MatrixCase, results: Record<string, ArrayLike<number>>, bounds = NEAR): void {
  for (const [name, actual] of Object.entries(results)) {
    assertNear(actual, numbers(it[name]!), bounds, `${name} of ${it.rows} by ${it.columns}`);
  }
}

const square = goldens.matrices.filter(({ rows, columns }) => rows === columns);

Deno.test("qr() gives TensorFlow's factors with their signs, reduced and full", () => {
  for (const it of goldens.matrices) {
    const a = numbers(it.a!);
    const { q, r } = arrays.qr(a, it.rows, it.columns);
    const full = arrays.qr(a, it.rows, it.columns, { fullMatrices: true });
    check(it, { q, r, qFull: full.q, rFull: full.r });
  }
});

Deno.test("svd() gives TensorFlow's values and vectors with their signs, reduced and full", () => {
  for (const it of goldens.matrices) {
    const a = numbers(it.a!);
    const { s, u, v } = arrays.svd(a, it.rows, it.columns);
    const full = arrays.svd(a, it.rows, it.columns, { fullMatrices: true });
    check(it, { s, u, v, uFull: full.u, vFull: full.v });
  }
});

Deno.test("eigh() gives TensorFlow's values and vectors with their signs", () => {
  for (const it of square) {
    const { values, vectors } = arrays.eigh(numbers(it.symmetric!), it.rows);
    check(it, { values, vectors });
  }
});

Deno.test("eigh() and cholesky() read the lower triangle only", () => {
  const a = Float64Array.of(4, 99, 2, 5);
  assertEquals(arrays.cholesky(a, 2).lower, Float64Array.of(2, 0, 1, 2));
  const b = Float64Array.of(4, 2, 2, 5);
  assertEquals(arrays.eigh(a, 2), arrays.eigh(b, 2));
});

Deno.test("cholesky(), lu(), det(), slogdet(), logdet(), inv() and solve() agree with TensorFlow", () => {
  for (const it of square) {
    const n = it.rows;
    const [a, b, spd] = [numbers(it.a!), numbers(it.b!), numbers(it.spd!)];
    const { factors, permutation } = arrays.lu(a, n);
    const { sign, logAbsDeterminant } = arrays.slogdet(a, n);
    check(it, {
      cholesky: arrays.cholesky(spd, n).lower,
      lu: factors,
      permutation,
      det: arrays.det(a, n),
      sign,
      logAbsDeterminant,
      logdet: arrays.logdet(spd, n),
      inv: arrays.inv(a, n),
      solve: arrays.solve(a, b, n, 2),
      solveAdjoint: arrays.solve(a, b, n, 2, { adjoint: true }),
    });
  }
});

Deno.test("triangularSolve() agrees with TensorFlow for both triangles and their transposes", () => {
  for (const it of square) {
    const solve = (lower: boolean, adjoint: boolean) =>
      arrays.triangularSolve(numbers(it.a!), numbers(it.b!), it.rows, 2, { lower, adjoint });
    // Triangles of random matrices are ill-conditioned: compare relative to the largest entry.
    const size = Math.max(...numbers(it.triangularLower!).map(Math.abs), 1);
    const sizeUpper = Math.max(...numbers(it.triangularUpper!).map(Math.abs), 1);
    const bounds = { atol: 1e-13 * Math.max(size, sizeUpper), rtol: 1e-9 };
    check(it, {
      triangularLower: solve(true, false),
      triangularLowerAdjoint: solve(true, true),
      triangularUpper: solve(false, false),
      triangularUpperAdjoint: solve(false, true),
    }, bounds);
  }
});

Deno.test("linear algebra takes batches and keeps float32", () => {
  const a = Float32Array.of(2, 0, 0, 4, 0, 1, 1, 0);
  assertEquals(arrays.inv(a, 2, { batch: 2 }), Float32Array.of(0.5, 0, 0, 0.25, 0, 1, 1, 0));
  assertEquals(arrays.det(a, 2, 2), Float32Array.of(8, -1));
  assertEquals(arrays.eigh(a, 2, 2).values, Float32Array.of(2, 4, -1, 1));
  assertEquals(arrays.svd(a, 2, 2, { batch: 2 }).s, Float32Array.of(4, 2, 1, 1));
  const { r } = arrays.qr(a, 2, 2, { batch: 2 });
  assertNear(r, [2, 0, 0, 4, -1, 0, 0, -1], { atol: 0, rtol: 0 }, "r");
  assertEquals(arrays.lu(a, 2, 2).permutation, Int32Array.of(0, 1, 1, 0));
  const { lower, failed } = arrays.cholesky(Float32Array.of(1, 2, 2, 1, 9, 0, 0, 4), 2, 2);
  assertEquals(Array.from(lower), [NaN, 0, NaN, NaN, 3, 0, 0, 2]);
  assertEquals(failed, [0]);
});

Deno.test("det() does not overflow on the way to a number that fits", () => {
  const a = new Float64Array(16);
  for (const [i, entry] of [1e200, 1e200, 1e-200, 1e-190].entries()) a[i * 5] = entry;
  assertNear(arrays.det(a, 4), [1e10], { atol: 0, rtol: 1e-14 }, "det");
  for (const [i, entry] of [1e-200, 1e-200, 1e200, 1e190].entries()) a[i * 5] = entry;
  assertNear(arrays.det(a, 4), [1e-10], { atol: 0, rtol: 1e-14 }, "det");
  assertEquals(arrays.det(Float64Array.of(1e200, 0, 0, 1e200), 2), Float64Array.of(Infinity));
});

Deno.test("solve(), inv() and lu() throw on a singular matrix with TensorFlow's words", () => {
  const a = Float64Array.of(1, 0, 0, 1, 1, 2, 2, 4);
  const b = Float64Array.of(1, 1, 1, 1);
  const rest = ": expected invertible matrices, received a singular one at index 1 of the batch " +
    "(pivot 1 is 0)";
  assertThrows(
    () => arrays.solve(a, b, 2, 1, { batch: 2 }),
    RangeError,
    `Input matrix is not invertible${rest}`,
  );
  assertThrows(
    () => arrays.inv(a, 2, { batch: 2 }),
    RangeError,
    `Input is not invertible${rest}`,
  );
  assertThrows(
    () => arrays.lu(a, 2, 2),
    RangeError,
    `Input is not invertible${rest}`,
  );
  assertNear(arrays.det(a, 2, 2), [1, 0], { atol: 0, rtol: 0 }, "det");
  assertEquals(arrays.slogdet(a, 2, 2).logAbsDeterminant, Float64Array.of(0, -Infinity));
});

Deno.test("NaN and infinities end every decomposition, as NaN or as an error", () => {
  const isNaNs = (values: ArrayLike<number>) => Array.from(values).every(Number.isNaN);
  for (const bad of [NaN, Infinity]) {
    for (const at of [0, 4, 8]) {
      const a = Float64Array.of(2, 1, 0, 1, 3, 1, 0, 1, 4);
      a[at] = bad;
      const { s, u, v } = arrays.svd(a, 3, 3);
      assertEquals([s, u, v].map(isNaNs), [true, true, true]);
      assertThrows(
        () => arrays.eigh(a, 3),
        RangeError,
        "Self-adjoint eigen decomposition was not successful",
      );
      assertEquals(Array.from(arrays.qr(a, 3, 3).r).some(Number.isNaN), true);
    }
  }
  const a = Float64Array.of(NaN, 1, 1, 2);
  assertEquals(isNaNs(arrays.inv(a, 2)), true);
  assertEquals(isNaNs(arrays.det(a, 2)), true);
  const { lower, failed } = arrays.cholesky(a, 2);
  assertEquals([Array.from(lower), failed], [[NaN, 0, NaN, NaN], []]);
  const below = arrays.qr(Float64Array.of(1, NaN, 0), 3, 1);
  assertEquals(isNaNs([...below.q, ...below.r]), true);
});

Deno.test("linear algebra refuses arrays of the wrong length", () => {
  assertThrows(
    () => arrays.qr(new Float64Array(5), 2, 3),
    RangeError,
    "qr: expected a to have 6 elements, received a.length=5",
  );
  assertThrows(() => arrays.solve(new Float64Array(4), new Float64Array(3), 2, 1), RangeError);
});

Deno.test("decompositions of nothing are empty, with full matrices the identity", () => {
  const none = new Float64Array(0);
  assertEquals(arrays.qr(none, 3, 0, { fullMatrices: true }).q.length, 9);
  assertEquals(Array.from(arrays.qr(none, 2, 0, { fullMatrices: true }).q), [1, 0, 0, 1]);
  assertEquals(Array.from(arrays.svd(none, 0, 2, { fullMatrices: true }).v), [1, 0, 0, 1]);
  assertEquals(Array.from(arrays.svd(none, 2, 0, { fullMatrices: true }).u), [1, 0, 0, 1]);
  assertEquals(arrays.eigh(none, 0).values.length, 0);
  assertEquals(arrays.det(none, 0, 2), Float64Array.of(1, 1));
  assertEquals(arrays.inv(none, 0).length, 0);
});
