/**
 * Adds rows to rows of a matrix, as the gradient of a lookup does, where the same row may come
 * several times. Each part of the work has columns of its own, so that no two threads add to the same
 * element, and each element gets its updates in their order.
 *
 * @module
 */
import { FunctionWriter, type Local } from "../wasm/function_writer.ts";
import { bitsOf } from "./body.ts";
import { ADDRESS_BYTES, type Emitted } from "./emit.ts";
import { BLOCK, COPIES, LANES } from "./pass.ts";

/** What is added to what. */
export interface Scatter {
  /** Rows of the matrix, and their elements. */
  readonly rows: number;
  readonly width: number;
  /** Rows that are added; each of the updates stands for `repeats` of them in a row. */
  readonly count: number;
  readonly repeats: number;
  /** What all elements are before; default: those of another matrix. */
  readonly fill?: number | undefined;
}

/** Operands of the function, in the order of its block of addresses. */
export const SCATTER_OPERANDS = ["indices", "updates", "flag", "result", "base"] as const;

const FLOAT_BYTES = 4;
const INDEX_BYTES = 8;

/**
 * Writes the function. An index that is no row's goes to the flag, and its row nowhere.
 */
export function emitScatter({ rows, width, count, repeats, fill }: Scatter): Emitted {
  const to = new FunctionWriter(["i32", "i32", "i32", "i32"]);
  const [place, lo, hi] = [0, 1, 2] as const;
  const addresses = to.widen(place);
  const [indices, updates, flag, result, base] = SCATTER_OPERANDS.map((_, i) =>
    to.loadAddress(addresses, ADDRESS_BYTES * i)
  ) as [Local, Local, Local, Local, Local];
  const rowBytes = FLOAT_BYTES * width;
  const limit = to.address(rows);
  const last = to.address(rows - 1);
  const filled = fill === undefined ? undefined : to.constant(bitsOf(fill));
  const column = to.widen(lo);
  to.scale(column, FLOAT_BYTES * BLOCK, column);

  const begin = (vectors: number, lanes: number) => {
    const into = to.add(result, column);
    const from = to.add(base, column);
    repeat(rows, () => {
      each(vectors, lanes, (offset, wide) => {
        const value = filled ?? to.load(from, offset);
        to.store(into, value, offset, wide);
        if (filled === undefined) to.free(value);
      });
      to.advance(into, rowBytes);
      to.advance(from, rowBytes);
    });
    to.free(into);
    to.free(from);
  };
  const addAll = (vectors: number, lanes: number) => {
    const into = to.add(result, column);
    const from = to.add(updates, column);
    const next = to.local("i64");
    to.copy(indices, next);
    const addOne = () => {
      const index = to.loadAddress(next, 0);
      to.ifBelow(last, index, () => to.storeAddress(flag, index));
      to.ifBelow(index, limit, () => {
        const row = to.scale(index, rowBytes);
        to.add(row, into, row);
        each(vectors, lanes, (offset, wide) => {
          const sum = to.load(row, offset);
          const more = to.load(from, offset);
          to.vector("f32.add", [sum, more], sum);
          to.store(row, sum, offset, wide);
          to.free(sum);
          to.free(more);
        });
        to.free(row);
      });
      to.free(index);
      to.advance(next, INDEX_BYTES);
    };
    repeat(count / repeats, () => {
      if (repeats === 1) addOne();
      else repeat(repeats, addOne);
      to.advance(from, rowBytes);
    });
    to.free(into);
    to.free(from);
    to.free(next);
  };
  function repeat(times: number, body: () => void): void {
    if (times === 0) return;
    const [at, end] = [to.count(0), to.count(times)];
    to.repeatBelow(at, end, () => {
      body();
      to.increase(at, 1);
    });
    to.free(at);
    to.free(end);
  }
  function each(vectors: number, lanes: number, write: (offset: number, lanes: number) => void) {
    for (let v = 0; v < vectors; v++) {
      write(FLOAT_BYTES * LANES * v, v === vectors - 1 ? lanes : LANES);
    }
  }

  const at = to.local("i32");
  to.copy(lo, at);
  const [whole, end] = [to.count(Math.floor(width / BLOCK)), to.local("i32")];
  to.copy(hi, end);
  to.ifBelow(whole, end, () => to.copy(whole, end));
  to.ifBelow(at, end, () =>
    to.repeatBelow(at, end, () => {
      begin(COPIES, LANES);
      addAll(COPIES, LANES);
      to.advance(column, FLOAT_BYTES * BLOCK);
      to.increase(at, 1);
    }));
  const left = width % BLOCK;
  if (left > 0) {
    to.ifBelow(at, hi, () => {
      const [vectors, lanes] = [Math.ceil(left / LANES), left % LANES || LANES];
      begin(vectors, lanes);
      addAll(vectors, lanes);
    });
  }
  const split = { units: Math.ceil(width / BLOCK), part: 1, isPartial: false };
  return { code: to, split, work: rows * width, scratch: 0 };
}
