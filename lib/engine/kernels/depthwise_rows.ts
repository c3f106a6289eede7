/**
 * What kernels of convolutions with filters of each channel's own share: they go through the rows of
 * images with their channels last, four channels at a time, and through the rows of the window that
 * lie over each.
 *
 * @module
 */
import { FunctionWriter, type Local } from "../wasm/function_writer.ts";
import { ADDRESS_BYTES } from "./emit.ts";
import { LANES } from "./pass.ts";
import { copies } from "./rows.ts";
import { type Chunk, chunksOf, rowLoops, type Taps, type WindowAxis } from "./window_taps.ts";

/** Sizes of a convolution with filters `[rows, columns, channels]`, one for each channel. */
export interface Depthwise {
  readonly batch: number;
  readonly channels: number;
  readonly rows: WindowAxis;
  readonly columns: WindowAxis;
}

/** Bytes of a float. */
export const FLOAT = 4;

/** Words of a row's entry in the table. */
const ENTRY = 3;

/** Where the pointers of a row are. */
export interface RowPointers {
  /** The first row of the image that the row takes. */
  readonly source: Local;
  /** The row of the window that lies over it. */
  readonly filters: Local;
  /** The row itself. */
  readonly result: Local;
  /** More that has a number for each channel. */
  readonly further: readonly Local[];
  /** Rows of the window. */
  readonly count: Local;
}

/** What a kernel goes through. */
export interface RowSpace {
  readonly form: Depthwise;
  readonly rows: Taps;
  readonly columns: Taps;
  /** Columns that are written out at once. */
  readonly chunk: number;
  /** Rows and columns of the images that are taken. */
  readonly taken: readonly [rows: number, columns: number];
}

/** Writes the loops. */
export class DepthwiseWriter {
  readonly to = new FunctionWriter(["i32", "i32", "i32", "i32"]);
  /** For each row: where the image's begins, where the window's, and how many there are. */
  readonly table: BigInt64Array<ArrayBuffer>;
  readonly chunks: readonly Chunk[];
  /** Bytes of a pixel, and of a row of the images that are taken. */
  readonly pixel: number;
  readonly #row: number;
  readonly #space: RowSpace;
  readonly #steps: readonly [source: number, filters: number];

  constructor(space: RowSpace) {
    this.#space = space;
    const { form, taken } = space;
    this.pixel = FLOAT * form.channels;
    this.#row = this.pixel * taken[1];
    this.chunks = chunksOf(space.columns, space.chunk);
    const loops = rowLoops(space.rows);
    const line = this.pixel * form.columns.window;
    this.#steps = [loops.fromStep * this.#row, loops.atStep * line];
    const entries = loops.of.flatMap(({ from, at, count }) => [from * this.#row, at * line, count]);
    this.table = BigInt64Array.from(entries, BigInt);
  }

  /** Rows of all images. */
  get units(): number {
    return this.#space.form.batch * this.#space.rows.of.length;
  }

  /** The addresses that the function is given. */
  operands(count: number): Local[] {
    const at = this.to.widen(0);
    return Array.from({ length: count }, (_, i) => this.to.loadAddress(at, ADDRESS_BYTES * i));
  }

  /** Runs `body` for each row from `lo` to `hi`. */
  eachRow(
    [table, source, filters, result, ...further]: readonly Local[],
    body: (pointers: RowPointers) => void,
  ): void {
    const { to } = this;
    const { rows, columns, taken } = this.#space;
    const [lo, hi] = [1, 2] as const;
    const row = to.local("i32");
    to.copy(lo, row);
    to.repeatBelow(row, hi, () => {
      const [image, line] = [
        to.divide("quotient", row, rows.of.length),
        to.divide("rest", row, rows.of.length),
      ];
      const entry = to.widen(line);
      to.add(table!, to.scale(entry, ADDRESS_BYTES * ENTRY, entry), entry);
      const from = to.widen(image);
      to.scale(from, taken[0] * this.#row, from);
      to.add(source!, from, from);
      const first = to.loadAddress(entry, 0);
      to.add(from, first, from);
      const filter = to.loadAddress(entry, ADDRESS_BYTES, first);
      to.add(filters!, filter, filter);
      const count = to.loadAddress(entry, 2 * ADDRESS_BYTES, entry);
      const into = to.widen(row);
      to.add(result!, to.scale(into, columns.of.length * this.pixel, into), into);
      body({ source: from, filters: filter, result: into, further, count });
      for (const it of [image, line, entry, from, filter, into]) to.free(it);
      to.increase(row, 1);
    });
    to.free(row);
  }

  /** Runs `body` for each vector of channels, with pointers that have moved to it. */
  eachVector(
    { source, filters, result, further, count }: RowPointers,
    body: (pointers: RowPointers, lanes: number) => void,
  ): void {
    const { to } = this;
    const { channels } = this.#space.form;
    const moving = copies(to, [source, filters, result, ...further]);
    const [from, filter, into, ...others] = moving as [Local, Local, Local, ...Local[]];
    const pointers = { source: from, filters: filter, result: into, further: others, count };
    const whole = Math.floor(channels / LANES);
    if (whole > 0) {
      const [at, end] = [to.count(0), to.count(whole)];
      to.repeatBelow(at, end, () => {
        body(pointers, LANES);
        for (const it of moving) to.advance(it, FLOAT * LANES);
        to.increase(at, 1);
      });
      to.free(at);
      to.free(end);
    }
    if (channels % LANES > 0) body(pointers, channels % LANES);
    for (const it of moving) to.free(it);
  }

  /** Runs `body` for each row of the window over a row, if there is one. */
  eachWindowRow(
    { source, filters, count }: RowPointers,
    body: (source: Local, filters: Local) => void,
  ): void {
    const { to } = this;
    const at = to.address(0);
    const [from, filter] = copies(to, [source, filters]) as [Local, Local];
    to.ifBelow(at, count, () =>
      to.repeatBelow(at, count, () => {
        body(from, filter);
        to.advance(from, this.#steps[0]);
        to.advance(filter, this.#steps[1]);
        to.advance(at, 1);
      }));
    for (const it of [at, from, filter]) to.free(it);
  }

  /** Runs `body` for a chunk of columns each time it comes; pointers move on by what it takes. */
  eachTime(
    { times, step, taps }: Chunk,
    given: { readonly taken: Local; readonly own: Local },
    body: (pointers: { readonly taken: Local; readonly own: Local }) => void,
  ): void {
    const { to } = this;
    if (times === 1) return body(given);
    const [taken, own] = copies(to, [given.taken, given.own]) as [Local, Local];
    const [at, end] = [to.count(0), to.count(times)];
    to.repeatBelow(at, end, () => {
      body({ taken, own });
      to.advance(taken, step * this.pixel);
      to.advance(own, taps.length * this.pixel);
      to.increase(at, 1);
    });
    for (const it of [taken, own, at, end]) to.free(it);
  }
}
