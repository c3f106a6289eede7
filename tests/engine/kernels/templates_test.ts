/**
 * Kernels of every template against loops: over spaces with 0 to 4 dimensions, every choice of folded
 * dimensions and of dimensions along which an operand repeats, with tails of 1 to 3 elements.
 */
import { assert, assertEquals } from "@std/assert";
import { Body } from "../../../lib/engine/kernels/body.ts";
import { emit } from "../../../lib/engine/kernels/emit.ts";
import { collapse, contiguous, type Kernel, sizeOf } from "../../../lib/engine/kernels/kernel.ts";
import { emitGatherSum } from "../../../lib/engine/kernels/gather_sum.ts";
import { emitScatter } from "../../../lib/engine/kernels/scatter.ts";
import { partsOf, runKernel } from "./support.ts";

const SPACES = [
  [],
  [1, 1],
  [7],
  [64],
  [1000],
  [20_000],
  [3, 5],
  [5, 3],
  [2000, 3],
  [1500, 37],
  [10, 130],
  [9, 1],
  [2, 3, 5],
  [12, 4, 17],
  [3, 1100, 6],
  [2, 3, 4, 5],
  [65, 2, 3, 19],
  [130, 512],
  [40, 271],
  [700, 300],
];

/** All subsets of some axes. */
const subsets = (rank: number) =>
  Array.from(
    { length: 2 ** rank },
    (_, bits) => Array.from({ length: rank }, (_, axis) => (bits >> axis) % 2 === 1),
  );

/** Steps of an array that has one element along some axes. */
function stridesWithout(dims: readonly number[], without: readonly boolean[]): number[] {
  const own = contiguous(dims.map((dim, axis) => without[axis] ? 1 : dim));
  return own.map((step, axis) => without[axis] ? 0 : step);
}

/** A kernel of `y = a b - a`: stored, or folded with `max b` beside it, while `a + b` is stored. */
function kernelOf(
  dims: readonly number[],
  repeated: readonly boolean[],
  folded: readonly boolean[],
): Kernel {
  const [full, some, kept] = [
    contiguous(dims),
    stridesWithout(dims, repeated),
    stridesWithout(dims, folded),
  ];
  const space = collapse(dims, folded.map((it) => !it), [full, some, kept, full, kept]);
  const body = new Body();
  const [a, b] = [body.load(0), body.load(1)];
  const y = body.sub(body.mul(a, b), a);
  const folds: Kernel["folds"] = folded.includes(true)
    ? [{ op: "f32.add", operand: 2, divisor: 1 }, { op: "f32.max", operand: 4, divisor: 1 }]
    : [];
  if (folds.length > 0) {
    body.fold(0, y);
    body.fold(1, b);
    body.store(3, body.add(a, b));
  } else body.store(2, y);
  return {
    dims: space.dims,
    kept: space.kept,
    operands: space.strides.map((strides) => ({ type: "float32", strides })),
    folds,
    body,
  };
}

function check(dims: readonly number[], repeated: readonly boolean[], folded: readonly boolean[]) {
  const isFold = folded.some((it, axis) => it && dims[axis]! > 1);
  if (folded.includes(true) && !isFold) return;
  const kernel = kernelOf(dims, repeated, folded);
  const emitted = emit(kernel);
  const [some, kept] = [stridesWithout(dims, repeated), stridesWithout(dims, folded)];
  const count = sizeOf(dims);
  const resultCount = sizeOf(dims.filter((_, axis) => !folded[axis]));
  const a = Float32Array.from({ length: count }, (_, i) => Math.sin(i));
  const b = Float32Array.from(
    { length: sizeOf(dims.filter((_, axis) => !repeated[axis])) },
    (_, i) => Math.cos(3 * i),
  );
  const parts = emitted.split.isPartial ? partsOf(emitted) : 1;
  const results = () => new Float32Array(parts * resultCount);
  const [y, stored, most] = [results(), new Float32Array(count), results()];
  runKernel(emitted, [a, b, y, stored, most], (it) => it.reverse());

  const full = contiguous(dims);
  const sums = new Float64Array(resultCount);
  const largest = new Float64Array(resultCount).fill(-Infinity);
  const name = JSON.stringify({ dims, repeated, folded });
  for (let i = 0; i < count; i++) {
    let [inB, inResult] = [0, 0];
    dims.forEach((dim, axis) => {
      const place = Math.floor(i / full[axis]!) % dim;
      inB += place * some[axis]!;
      inResult += place * kept[axis]!;
    });
    const value = Math.fround(Math.fround(a[i]! * b[inB]!) - a[i]!);
    sums[inResult]! += value;
    largest[inResult] = Math.max(largest[inResult]!, b[inB]!);
    if (isFold) assertEquals(stored[i], Math.fround(a[i]! + b[inB]!), name);
    else assertEquals(y[i], value, name);
  }
  if (!isFold) return;
  const bound = 1e-5 * Math.sqrt(count / resultCount);
  for (let i = 0; i < resultCount; i++) {
    let [sum, max] = [0, -Infinity];
    for (let part = 0; part < parts; part++) {
      sum += y[part * resultCount + i]!;
      max = Math.max(max, most[part * resultCount + i]!);
    }
    assert(Math.abs(sum - sums[i]!) <= bound, `${name}: ${sum} instead of ${sums[i]}`);
    assertEquals(max, largest[i], name);
  }
}

for (const dims of SPACES) {
  Deno.test(`kernels over [${dims}] compute what loops do`, () => {
    for (const folded of subsets(dims.length)) {
      for (const repeated of subsets(dims.length)) check(dims, repeated, folded);
    }
  });
}

/** Indices that are no row's. */
const WRONG = (rows: number) => [BigInt(rows), -1n, 2n ** 62n];

const ROWS = [[5, 1, 9, 1], [7, 3, 20, 5], [11, 16, 40, 1], [9, 37, 100, 4], [4, 6, 0, 1]] as const;

for (const [rows, width, count, repeats] of ROWS) {
  Deno.test(`${count} rows of ${width}, each ${repeats} times, added to rows, and none outside`, () => {
    const indices = BigInt64Array.from({ length: count }, (_, i) => BigInt(i * i % rows));
    const updates = Float32Array.from({ length: count / repeats * width }, (_, i) => i % 13);
    const base = Float32Array.from({ length: rows * width }, (_, i) => -(i % 5));
    for (const fill of [undefined, 2]) {
      const [flag, result] = [new BigInt64Array(1), new Float32Array(rows * width)];
      const emitted = emitScatter({ rows, width, count, repeats, fill });
      runKernel(emitted, [indices, updates, flag, result, base]);
      const expected = base.map((it) => fill ?? it);
      indices.forEach((index, i) => {
        for (let k = 0; k < width; k++) {
          expected[Number(index) * width + k]! += updates[Math.floor(i / repeats) * width + k]!;
        }
      });
      assertEquals(result, expected);
      assertEquals(flag[0], 0n);
      for (const wrong of count > 1 ? WRONG(rows) : []) {
        const [mark, other] = [new BigInt64Array(1), new Float32Array(rows * width)];
        runKernel(emitted, [indices.with(1, wrong), updates, mark, other, base]);
        assertEquals(mark[0], wrong);
      }
    }
  });
}

for (
  const [rows, width, sums, count] of [[5, 1, 3, 1], [7, 3, 4, 5], [11, 33, 9, 40], [
    3,
    64,
    130,
    7,
  ]] as const
) {
  Deno.test(`means of ${count} rows of ${width}: all of them, and none outside`, () => {
    const matrix = Float32Array.from({ length: rows * width }, (_, i) => i % 13);
    const indices = BigInt64Array.from({ length: sums * count }, (_, i) => BigInt(i * i % rows));
    const [flag, result] = [new BigInt64Array(1), new Float32Array(sums * width)];
    const emitted = emitGatherSum({ rows, width, sums, count, divisor: count });
    runKernel(emitted, [matrix, indices, flag, result], (it) => it.reverse());
    const expected = result.map((_, place) => {
      const [sum, column] = [Math.floor(place / width), place % width];
      let total = 0;
      for (let i = 0; i < count; i++) {
        total += matrix[Number(indices[sum * count + i]) * width + column]!;
      }
      return total / count;
    });
    assertEquals(result, expected);
    assertEquals(flag[0], 0n);
    for (const wrong of WRONG(rows)) {
      const mark = new BigInt64Array(1);
      runKernel(emitted, [matrix, indices.with(1, wrong), mark, new Float32Array(sums * width)]);
      assertEquals(mark[0], wrong);
    }
  });
}
