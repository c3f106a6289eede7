/**
 * Where elements come from: slices of arrays, whole tensors, ranges of numbers.
 *
 * @module
 */
import { formatShape } from "../errors/format.ts";
import { aval } from "../tensor/aval.ts";
import { read } from "../tensor/graph.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Inner, integerRow, type Leaf, Row, widthOf } from "./leaves.ts";
import { elementOf, ONE } from "./nested.ts";
import { specOf } from "./spec.ts";
import { Element, INFINITE, type Stage } from "./stage.ts";

/** A stage of elements that are found by their number. */
export function indexed(
  where: string,
  count: number,
  at: (index: number) => Element,
  sample: Element,
): Stage {
  return {
    where,
    cardinality: count,
    spec: () => specOf(sample),
    open() {
      let index = 0;
      return {
        next: () => count === INFINITE || index < count ? at(index++) : undefined,
        close: () => index = count === INFINITE ? index : count,
      };
    },
  };
}

/** The rows of nested arrays, one element each. */
export function slices(where: string, tensors: unknown): Stage {
  const { leaves, structure } = elementOf(where, "tensors", tensors);
  const counts = leaves.map((it) => {
    if (it instanceof Inner) throw new TypeError(`${where}: expected arrays, received a dataset`);
    if (it.aval.shape.length > 0) return it.aval.shape[0]!;
    throw new TypeError(
      `${where}: expected arrays with a first axis to slice along, received a single value`,
    );
  });
  const count = counts[0];
  if (count === undefined) throw new TypeError(`${where}: expected tensors, received none`);
  const odd = counts.findIndex((it) => it !== count);
  if (odd >= 0) {
    const shapes = leaves.map((it) => formatShape((it as Tensor).shape)).join(" and ");
    throw new TypeError(
      `${where}: expected arrays of equally many rows, received shapes ${shapes}`,
    );
  }
  const columns = (leaves as Tensor[]).map((it) =>
    new Row(read(it), 0, aval(it.dtype, it.shape.slice(1)))
  );
  const at = (index: number) =>
    new Element(
      columns.map(({ values, aval }) => new Row(values, index * widthOf(aval), aval)),
      structure,
    );
  const open = () => {
    let index = 0;
    return () => index < count ? index++ : -1;
  };
  return { ...indexed(where, count, at, at(0)), rows: { columns, structure, open } };
}

/** One element: the tensors as a whole. */
export function tensors(where: string, value: unknown): Stage {
  const element = elementOf(where, "tensors", value);
  const leaves = element.leaves.map((it): Leaf => it);
  return indexed(where, 1, () => new Element(leaves, element.structure), element);
}

/** Whole numbers from `start` by `step` up to `stop`, which does not belong to them. */
export function range(where: string, start: number, stop: number, step: number): Stage {
  if (step === 0) {
    throw new RangeError(`${where}: expected step to be other than 0, received step=0`);
  }
  const count = Math.max(0, Math.ceil((stop - start) / step));
  const at = (index: number) => new Element([integerRow(start + index * step)], ONE);
  return indexed(where, count, at, at(0));
}
