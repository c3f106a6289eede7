/**
 * Sums of rows of a matrix, so many at a time, as the mean of a text's embeddings is one: the rows are
 * added where they lie, and never copied side by side.
 *
 * @module
 */
import { FunctionWriter, type Local } from "../wasm/function_writer.ts";
import { bitsOf } from "./body.ts";
import { ADDRESS_BYTES, type Emitted } from "./emit.ts";
import { BYTES } from "./kernel.ts";
import { LANES } from "./pass.ts";
import { partsOf } from "./template.ts";

/** What is added up. */
export interface GatherSum {
  /** Rows of the matrix, and their elements. */
  readonly rows: number;
  readonly width: number;
  /** Sums, and the rows of each, at least one. */
  readonly sums: number;
  readonly count: number;
  /** What each sum is divided by. */
  readonly divisor: number;
}

/** Operands of the function, in the order of its block of addresses. */
export const GATHER_SUM_OPERANDS = ["matrix", "indices", "flag", "result"] as const;

/** The most rows that are added one after the other: longer sums of float32 lose digits. */
export const MOST_ROWS = 1000;

/** Vectors of a row whose sums are in registers together. */
const VECTORS = 8;
const INDEX_BYTES = 8;

/**
 * Writes the function. An index that is no row's goes to the flag, and nothing is added for it.
 */
export function emitGatherSum({ rows, width, sums, count, divisor }: GatherSum): Emitted {
  const to = new FunctionWriter(["i32", "i32", "i32", "i32"]);
  const [place, lo, hi] = [0, 1, 2] as const;
  const addresses = to.widen(place);
  const [matrix, indices, flag, result] = GATHER_SUM_OPERANDS.map((_, i) =>
    to.loadAddress(addresses, ADDRESS_BYTES * i)
  ) as [Local, Local, Local, Local];
  const rowBytes = BYTES.float32 * width;
  const [limit, last] = [to.address(rows), to.address(rows - 1)];
  const first = to.widen(lo);
  to.add(indices, to.scale(first, INDEX_BYTES * count), indices);
  to.add(result, to.scale(first, rowBytes), result);

  /** Adds up some vectors of all rows of a sum. */
  const addUp = (start: number, vectors: number, lanes: number) => {
    const totals = Array.from({ length: vectors }, () => to.constant(0));
    const next = to.local("i64");
    to.copy(indices, next);
    const [at, end] = [to.count(0), to.count(count)];
    to.repeatBelow(at, end, () => {
      const index = to.loadAddress(next, 0);
      to.ifBelow(last, index, () => to.storeAddress(flag, index));
      to.ifBelow(index, limit, () => {
        const row = to.scale(index, rowBytes);
        to.add(row, matrix, row);
        totals.forEach((total, v) => {
          const value = to.load(row, BYTES.float32 * (start + LANES * v));
          to.vector("f32.add", [total, value], total);
          to.free(value);
        });
        to.free(row);
      });
      to.free(index);
      to.advance(next, INDEX_BYTES);
      to.increase(at, 1);
    });
    const by = to.constant(bitsOf(divisor));
    totals.forEach((total, v) => {
      if (divisor !== 1) to.vector("f32.div", [total, by], total);
      const isLast = v === vectors - 1;
      to.store(result, total, BYTES.float32 * (start + LANES * v), isLast ? lanes : LANES);
      to.free(total);
    });
    for (const it of [by, next, at, end]) to.free(it);
  };

  const sum = to.local("i32");
  to.copy(lo, sum);
  to.ifBelow(sum, hi, () =>
    to.repeatBelow(sum, hi, () => {
      for (let start = 0; start < width; start += VECTORS * LANES) {
        const columns = Math.min(VECTORS * LANES, width - start);
        addUp(start, Math.ceil(columns / LANES), columns % LANES || LANES);
      }
      to.advance(indices, INDEX_BYTES * count);
      to.advance(result, rowBytes);
      to.increase(sum, 1);
    }));
  const split = { units: sums, part: partsOf(sums, count * width), isPartial: false };
  return { code: to, split, work: sums * count * width, scratch: 0 };
}
