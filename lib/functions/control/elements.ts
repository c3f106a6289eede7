/**
 * Tensors taken apart along their first axis, and put together again, for functions of each element.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { stack } from "../../primitives/array/stack.ts";
import { type DType, newStorage } from "../../arrays/dtypes.ts";
import { aval, formatAval, type Shape } from "../../tensor/aval.ts";
import { state } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { Trace } from "../../tensor/trace.ts";
import { flatten, pack, type Structure, structureKey } from "../nest.ts";
import { asPlain, synchronous } from "./traced.ts";
import { leavesOf } from "../../ops/leaves.ts";

/** Nested tensors with equally many elements along their first axis. */
export interface Elements {
  readonly tensors: readonly Tensor[];
  readonly structure: Structure;
  readonly count: number;
}

/**
 * Nested tensors as elements.
 *
 * @param repeats Whether tensors of one element stand for as many as the others have.
 * @throws {TypeError} if they have not equally many.
 */
export function elementsOf(where: string, elems: unknown, repeats = false): Elements {
  // A plain list of numbers is one tensor; one of tensors is several.
  const isValues = Array.isArray(elems) && elems.length > 0 && holdsNumbers(elems);
  const { leaves, structure } = flatten(elems, (it) => it === elems && isValues ? it : asPlain(it));
  const tensors = leaves.map((it) => asTensor(`${where}: elems`, it as Tensor));
  if (tensors.length === 0) {
    throw new TypeError(
      `${where}: expected elems to be tensors, received elems=${formatValue(elems)}`,
    );
  }
  const counts = tensors.map(({ shape }) => {
    if (shape.length > 0) return shape[0]!;
    throw new TypeError(
      `${where}: expected elems of at least one dimension, received shape ${formatShape(shape)}`,
    );
  });
  const count = repeats ? counts.find((it) => it !== 1) ?? 1 : counts[0]!;
  const odd = counts.findIndex((it) => it !== count && !(repeats && it === 1));
  if (odd < 0) return { tensors, structure, count };
  throw new TypeError(
    `${where}: expected elems with equally many elements along the first axis, received shapes ${
      tensors.map(({ shape }) => formatShape(shape)).join(", ")
    }`,
  );
}

function holdsNumbers(list: readonly unknown[]): boolean {
  const flat = leavesOf(list);
  return flat.every((it) => ["number", "bigint", "boolean", "string"].includes(typeof it));
}

/** One element of each tensor, nested as they are. */
export function elementAt({ tensors, structure }: Elements, index: number): unknown {
  return pack(structure, tensors.map((tensor) => rowOf(tensor, tensor.shape[0] === 1 ? 0 : index)));
}

function rowOf(tensor: Tensor, index: number): Tensor {
  const [, ...rest] = tensor.shape;
  const row = slice(tensor, [index, ...rest.map(() => 0)], [1, ...rest]);
  return reshape(row, rest);
}

/** What functions of elements gave, one after the other: of one structure, shapes and dtypes. */
export class Results {
  readonly where: string;
  #structure: Structure | undefined;
  readonly #rows: Tensor[][] = [];

  constructor(where: string) {
    this.where = where;
  }

  /** Takes one result. */
  add(result: unknown): void {
    const { leaves, structure } = flatten(synchronous(this.where, result), asPlain);
    const [first] = this.#rows;
    this.#structure ??= structure;
    if (structureKey(structure) !== structureKey(this.#structure)) {
      throw new TypeError(
        `${this.where}: expected fn to return the same structure for each element, received another one for element ${this.#rows.length}`,
      );
    }
    this.#rows.push(leaves.map((leaf, i) => {
      const expected = first?.[i];
      const dtype = typeof leaf === "number" ? expected?.dtype : undefined;
      const tensor = asTensor(this.where, leaf, dtype);
      if (expected === undefined || expected.aval === tensor.aval) return tensor;
      throw new TypeError(
        `${this.where}: expected fn to return tensors of one shape and dtype, received ${
          formatAval(expected)
        } and then ${formatAval(tensor)} for element ${this.#rows.length}`,
      );
    }));
  }

  /** The results side by side along a new first axis. */
  stack(): unknown {
    return this.map((column) => stack(column, 0));
  }

  /** One tensor for each place in the structure. */
  map(make: (column: readonly [Tensor, ...Tensor[]]) => Tensor): unknown {
    return pack(
      this.#structure!,
      this.#rows[0]!.map((_, i) => make(this.#rows.map((row) => row[i]!) as [Tensor, ...Tensor[]])),
    );
  }
}

/** What a function of no elements gives: tensors without elements, of the shapes they would have. */
export function emptyResults(
  where: string,
  elements: Elements,
  run: (element: unknown) => unknown,
): unknown {
  const trace = new Trace(state.trace?.name ?? where, state.trace);
  const results = new Results(where);
  trace.record(() => results.add(run(standIn(elements, trace))));
  return results.map(([{ dtype, shape }]) => emptyOf(dtype, shape));
}

function emptyOf(dtype: DType, shape: Shape): Tensor {
  return leaf(newStorage(dtype, 0), aval(dtype, [0, ...shape]));
}

/** What stands for one element where there is none. */
function standIn({ tensors, structure }: Elements, trace: Trace): unknown {
  return pack(
    structure,
    tensors.map(({ dtype, shape }, i) =>
      trace.abstract(aval(dtype, shape.slice(1)), `element ${i}`)
    ),
  );
}
