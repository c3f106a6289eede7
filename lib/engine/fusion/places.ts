/**
 * Where a plan's values are in memory: what it computes on the way shares one place with what is not
 * needed at the same time.
 *
 * @module
 */

/** A block that is needed from one step to another. */
export interface Lifetime {
  readonly bytes: number;
  readonly from: number;
  to: number;
}

/** Where each block begins, and how much all of them take. */
export interface Offsets {
  readonly offsets: readonly number[];
  readonly bytes: number;
}

/** Gives blocks their places, the largest first, each at the lowest place that is free all the time. */
export function offsetsOf(blocks: readonly Lifetime[], alignment: number): Offsets {
  const order = blocks.map((_, i) => i).sort((a, b) => blocks[b]!.bytes - blocks[a]!.bytes);
  const offsets = new Array<number>(blocks.length).fill(0);
  const placed: number[] = [];
  let end = 0;
  for (const i of order) {
    const block = blocks[i]!;
    const size = Math.ceil(block.bytes / alignment) * alignment;
    const others = placed
      .filter((other) => blocks[other]!.from <= block.to && block.from <= blocks[other]!.to)
      .sort((a, b) => offsets[a]! - offsets[b]!);
    let offset = 0;
    for (const other of others) {
      if (offset + size <= offsets[other]!) break;
      const behind = offsets[other]! + Math.ceil(blocks[other]!.bytes / alignment) * alignment;
      offset = Math.max(offset, behind);
    }
    offsets[i] = offset;
    placed.push(i);
    end = Math.max(end, offset + size);
  }
  return { offsets, bytes: end };
}
