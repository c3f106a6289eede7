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
  /** Blocks that have their places, in the order of those. */
  const placed: { readonly start: number; readonly end: number; readonly block: Lifetime }[] = [];
  let most = 0;
  for (const i of order) {
    const block = blocks[i]!;
    const size = Math.ceil(block.bytes / alignment) * alignment;
    let start = 0;
    let at = 0;
    for (; at < placed.length; at++) {
      const other = placed[at]!;
      if (start + size <= other.start) break;
      const isBeside = other.block.from <= block.to && block.from <= other.block.to;
      if (isBeside) start = Math.max(start, other.end);
    }
    while (at > 0 && placed[at - 1]!.start > start) at--;
    placed.splice(at, 0, { start, end: start + size, block });
    offsets[i] = start;
    most = Math.max(most, start + size);
  }
  return { offsets, bytes: most };
}
