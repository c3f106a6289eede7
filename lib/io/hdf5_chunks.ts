/**
 * Datasets of HDF5 that lie in chunks: a tree leads to them, each may have been compressed, and those
 * at the edges reach over them.
 *
 * @module
 */
import { formatShape } from "../errors/format.ts";
import type { ByteReader } from "./byte_reader.ts";
import { type Filter, mostBytes, undoFilters } from "./hdf5_filters.ts";

/** The deepest tree that is followed; one level holds thousands of chunks. */
const DEEPEST = 8;

/** A chunk: where it lies, in the file and in the array. */
interface Chunk {
  readonly at: number;
  readonly packed: number;
  readonly mask: number;
  readonly offsets: readonly number[];
}

/** The bytes of a dataset's elements in row-major order; `layout` is its layout's message. */
export function readChunks(
  reader: ByteReader,
  layout: number,
  shape: readonly number[],
  size: number,
  filters: readonly Filter[],
): Uint8Array {
  const rank = reader.u8(layout + 2, "the rank of chunks") - 1;
  const dims = shape.map((_, axis) => reader.u32(layout + 11 + 4 * axis, "a chunk's dimension"));
  if (rank !== shape.length || rank === 0 || dims.some((dim) => dim === 0)) {
    throw reader.malformed(layout, `chunks for shape ${formatShape(shape)}`, formatShape(dims));
  }
  const elementSize = reader.u32(layout + 11 + 4 * rank, "the size of an element");
  if (elementSize !== size) {
    throw reader.malformed(layout, `chunks of elements of ${size} bytes`, elementSize);
  }
  const total = shape.reduce((product, dim) => product * dim, size);
  if (total === 0) return new Uint8Array(0);
  const needed = shape.reduce((product, dim, axis) => product * Math.ceil(dim / dims[axis]!), 1);
  const root = layout + 3;
  const chunks = reader.isUndefined(root, "the place of chunks")
    ? []
    : findChunks(reader, reader.u64(root, "the place of chunks"), shape, dims);
  if (chunks.length !== needed) {
    throw reader.unsupported(
      layout,
      `a dataset of ${needed} chunks of which ${chunks.length} were written`,
      "write all of the weights",
    );
  }
  const chunkSize = dims.reduce((product, dim) => product * dim, size);
  for (const { at, packed } of chunks) {
    if (chunkSize <= mostBytes(filters, packed)) continue;
    throw reader.malformed(at, `a chunk that ${packed} bytes can hold`, chunkSize);
  }
  const bytes = new Uint8Array(total);
  for (const chunk of chunks) {
    const { at, packed, mask, offsets } = chunk;
    reader.spend(at, packed, "a chunk");
    const content = reader.slice(at, packed, "a chunk");
    const plain = undoFilters(reader, at, content, filters, mask, chunkSize);
    copyChunk(bytes, shape, plain, dims, offsets, size);
  }
  return bytes;
}

/** The chunks of a dataset, each place once. */
function findChunks(
  reader: ByteReader,
  root: number,
  shape: readonly number[],
  dims: readonly number[],
): Chunk[] {
  const rank = shape.length;
  const keySize = 8 + 8 * (rank + 1);
  const found = new Map<string, Chunk>();
  const seen = new Set<number>();

  function visit(node: number, depth: number): void {
    if (seen.has(node) || depth > DEEPEST) {
      throw reader.malformed(node, "each part of a tree of chunks once", "one again");
    }
    seen.add(node);
    const kind = reader.latin1(node, 4, "a tree of chunks");
    if (kind !== "TREE" || reader.u8(node + 4, "a tree of chunks") !== 1) {
      throw reader.malformed(node, "a tree of chunks (TREE)", "other bytes");
    }
    const level = reader.u8(node + 5, "a tree of chunks");
    const count = reader.u16(node + 6, "the number of branches");
    reader.spend(node, 24 + (keySize + 8) * count, "a tree of chunks");
    for (let i = 0; i < count; i++) {
      const key = node + 24 + (keySize + 8) * i;
      const at = reader.u64(key + keySize, "the place of a chunk");
      if (level > 0) visit(at, depth + 1);
      else add(key, at);
    }
  }

  function add(key: number, at: number): void {
    const offsets = shape.map((_, axis) => reader.u64(key + 8 + 8 * axis, "a chunk's offset"));
    const isInside = offsets.every((offset, axis) =>
      offset < shape[axis]! && offset % dims[axis]! === 0
    );
    if (!isInside || found.has(offsets.join())) {
      throw reader.malformed(
        key,
        `each chunk of shape ${formatShape(shape)} once`,
        formatShape(offsets),
      );
    }
    const packed = reader.u32(key, "the size of a chunk");
    reader.check(at, packed, "a chunk");
    found.set(offsets.join(), {
      at,
      packed,
      mask: reader.u32(key + 4, "a chunk's filters"),
      offsets,
    });
  }

  visit(root, 0);
  return [...found.values()];
}

/** Copies what of a chunk lies inside the array, a run along the last axis at a time. */
function copyChunk(
  target: Uint8Array,
  shape: readonly number[],
  chunk: Uint8Array,
  dims: readonly number[],
  offsets: readonly number[],
  size: number,
): void {
  const last = shape.length - 1;
  const extents = dims.map((dim, axis) => Math.min(dim, shape[axis]! - offsets[axis]!));
  const run = extents[last]! * size;
  const rows = extents.slice(0, last).reduce((product, extent) => product * extent, 1);
  for (let row = 0; row < rows; row++) {
    let [rest, from, to] = [row, 0, offsets[last]!];
    let [chunkStride, stride] = [dims[last]!, shape[last]!];
    for (let axis = last - 1; axis >= 0; axis--) {
      const index = rest % extents[axis]!;
      rest = Math.floor(rest / extents[axis]!);
      from += index * chunkStride;
      to += (index + offsets[axis]!) * stride;
      chunkStride *= dims[axis]!;
      stride *= shape[axis]!;
    }
    target.set(chunk.subarray(from * size, from * size + run), to * size);
  }
}
