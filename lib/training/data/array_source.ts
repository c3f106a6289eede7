/**
 * Batches of data in memory, in order or shuffled anew for each pass.
 *
 * @module
 */
import type { Structure } from "../../functions/nest.ts";
import type { Storage } from "../../arrays/dtypes.ts";
import { read } from "../../tensor/graph.ts";
import { type Batch, type Layout, layoutOf } from "./batch.ts";
import { orderOfPass, type Shuffling } from "./order.ts";
import { checkRows, type Column, type Columns, gather, slice } from "./columns.ts";
import type { Pass, Source } from "./source.ts";

/** How batches are cut. */
export interface Cut {
  /** Examples of a batch. */
  readonly batchSize: number;
  /** What is put in a new order for each pass, if anything. */
  readonly shuffle: false | Shuffling;
}

/** Inputs, labels and weights of the same examples. */
export interface Parts {
  readonly x: Columns;
  readonly y?: Columns | undefined;
  readonly sampleWeight?: Columns | undefined;
}

/** A structure whose leaves begin at a number. */
function shifted(structure: Structure, by: number): Structure {
  switch (structure.kind) {
    case "leaf":
      return { kind: "leaf", index: structure.index + by };
    case "list":
      return { kind: "list", items: structure.items.map((it) => shifted(it, by)) };
    case "record":
      return {
        kind: "record",
        entries: structure.entries.map(([key, it]) => [key, shifted(it, by)] as const),
      };
    case "other":
      return structure;
  }
}

/** Parts in a row: their columns, and the structure of `[x, y, sampleWeight]`. */
export function inRow(parts: readonly (Columns | undefined)[]): Columns {
  const columns: Column[] = [];
  const items: Structure[] = [];
  for (const it of parts) {
    if (it === undefined) items.push({ kind: "other", value: undefined });
    else {
      items.push(shifted(it.structure, columns.length));
      columns.push(...it.columns);
    }
  }
  while (items.at(-1)?.kind === "other") items.pop();
  return { columns, structure: { kind: "list", items } };
}

/** Arrays of examples. */
export class ArraySource implements Source {
  readonly batches: number;
  readonly examples: number;
  /** The labels, if there are any. */
  readonly labels: Columns | undefined;
  readonly #columns: readonly Column[];
  readonly #layout: Layout;
  readonly #cut: Cut;

  /**
   * Makes a source of arrays.
   *
   * @throws {TypeError} if there are no examples, or numbers of them differ.
   */
  constructor(where: string, { x, y, sampleWeight }: Parts, cut: Cut) {
    const { columns, structure } = inRow([x, y, sampleWeight]);
    this.examples = checkRows(where, columns);
    this.batches = Math.ceil(this.examples / cut.batchSize);
    this.labels = y;
    this.#columns = columns;
    this.#layout = layoutOf(structure);
    this.#cut = cut;
  }

  /** The first value that is NaN, if there is one. */
  firstNaN(): { readonly label: string; readonly index: number } | undefined {
    for (const { label, values } of this.#columns) {
      const index =
        (values as ArrayLike<unknown> & { findIndex(is: (it: unknown) => boolean): number })
          .findIndex((it) => typeof it === "number" && Number.isNaN(it));
      if (index >= 0) return { label, index };
    }
    return undefined;
  }

  #end(index: number): number {
    return Math.min(this.examples, (index + 1) * this.#cut.batchSize);
  }

  /** The batch at a place of the order as it is. */
  #at(index: number): Batch {
    const { batchSize } = this.#cut;
    const [first, end] = [index * batchSize, this.#end(index)];
    return { leaves: this.#columns.map((it) => slice(it, first, end)), layout: this.#layout };
  }

  first(): Batch {
    return this.#at(0);
  }

  pass(isDropped = false): Pass {
    const at = this.#order(isDropped);
    let index = 0;
    return {
      next: () => index < this.batches ? at(index++) : undefined,
      close: () => index = this.batches,
    };
  }

  /** The batch at each place of a new order. */
  #order(isDropped: boolean): (index: number) => Batch {
    const { batchSize, shuffle: how } = this.#cut;
    if (how === false) return (index) => this.#at(index);
    const order = orderOfPass(how, this.examples, batchSize);
    const rooms: (Storage | undefined)[] = this.#columns.map(() => undefined);
    return (index) => {
      const place = [index * batchSize, this.#end(index)] as const;
      const leaves = this.#columns.map((it, i) => {
        const made = gather(it, order, place, rooms[i]);
        if (isDropped) rooms[i] = read(made) as Storage;
        return made;
      });
      return { leaves, layout: this.#layout };
    };
  }
}
