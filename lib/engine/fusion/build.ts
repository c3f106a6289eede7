/**
 * From a part of a plan to a kernel: which arrays it reads and writes, and its body.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import { Body, type Id } from "../kernels/body.ts";
import {
  collapse,
  contiguous,
  type ElementType,
  type Fold,
  type Kernel,
  sizeOf,
} from "../kernels/kernel.ts";
import type { KernelPart, Memory } from "./parts.ts";
import { foldOf, operandsOf, operatorOf } from "./operators.ts";
import { alongPlaces, squeezed } from "./row_places.ts";

/** A kernel, and the value that each of its operands is. */
export interface BuiltKernel {
  readonly kernel: Kernel;
  readonly values: readonly Value[];
}

/** Steps of a value's elements along the places, given its own; dimensions of 1 are left out. */
export function stridesOf(
  shape: readonly number[],
  places: readonly number[],
  own: readonly number[] = contiguous(shape),
): number[] {
  const missing = places.length - shape.length;
  return places.flatMap((dim, axis) => {
    if (dim === 1) return [];
    const at = axis - missing;
    return [at >= 0 && shape[at] === dim ? own[at]! : 0];
  });
}

/** Steps of a fold's results along the places it folds. */
function resultStrides(places: readonly number[], axes: readonly number[]): number[] {
  const kept = places.map((dim, axis) => axes.includes(axis) ? 1 : dim);
  return stridesOf(kept, places);
}

/** Puts a kernel together, node by node. */
class Builder {
  readonly #body = new Body();
  readonly #ids = new Map<Value, Id>();
  readonly #operands = new Map<string, number>();
  readonly #strides: number[][] = [];
  readonly #values: Value[] = [];
  readonly #folds: Fold[] = [];
  /** Numbers of folds by their results. */
  readonly #results = new Map<Value, number>();
  readonly #part: KernelPart;
  readonly #memory: Memory;
  readonly #needed: ReadonlySet<Value>;

  constructor(part: KernelPart, memory: Memory, needed: ReadonlySet<Value>) {
    this.#part = part;
    this.#memory = memory;
    this.#needed = needed;
    for (const node of part.nodes) this.#add(node);
  }

  finish(): BuiltKernel {
    const { shape, folds } = this.#part;
    const dims = shape.filter((dim) => dim !== 1);
    const kept = dims.map((_, axis) => folds?.folded[axis] !== true);
    const space = collapse(dims, kept, this.#strides);
    return {
      kernel: {
        dims: space.dims,
        kept: space.kept,
        operands: this.#values.map(({ type }, i) => ({
          type: type as ElementType,
          strides: space.strides[i]!,
        })),
        folds: this.#folds,
        body: this.#body,
      },
      values: this.#values,
    };
  }

  #operand(value: Value, strides: number[]): number {
    const { whole, offset } = this.#memory.windows.locate(value);
    const key = `${whole.slot} ${offset} ${strides}`;
    let operand = this.#operands.get(key);
    if (operand === undefined) {
      operand = this.#values.push(value) - 1;
      this.#operands.set(key, operand);
      this.#strides.push(strides);
    }
    return operand;
  }

  /** Steps of a value along all places, where a node runs over `places`: all of them, or the rows. */
  #stridesOf(value: Value, places: readonly number[]): number[] {
    const steps = stridesOf(value.shape, places, this.#memory.windows.locate(value).strides);
    const isAll = `${squeezed(places)}` === `${squeezed(this.#part.shape)}`;
    return isAll ? steps : alongPlaces(this.#part, steps);
  }

  /** The element of a value at a place. */
  #take(value: Value, places: readonly number[]): Id {
    const source = this.#memory.sources.get(value) ?? value;
    const known = this.#ids.get(source);
    if (known !== undefined) return known;
    const fold = this.#results.get(source);
    if (fold !== undefined) return this.#body.folded(fold);
    if (source.host !== undefined && source.type === "float32" && sizeOf(source.shape) === 1) {
      return this.#body.number(source.host[0] as number);
    }
    const shown = sizeOf(source.shape) === 1 ? source : value;
    return this.#body.load(this.#operand(source, this.#stridesOf(shown, places)));
  }

  #add(node: GraphNode): void {
    const [output] = node.outputs as [Value];
    const fold = foldOf(node);
    if (fold) {
      const [x] = node.inputs as [Value];
      const strides = resultStrides(x.shape, fold.axes);
      const operand = this.#operand(output, strides);
      const count = sizeOf(fold.axes.map((axis) => x.shape[axis]!));
      this.#body.fold(this.#folds.length, this.#take(x, x.shape));
      this.#results.set(output, this.#folds.length);
      const divisor = node.op === "ReduceMean" ? count : 1;
      const own = x.shape.flatMap((dim, axis) => dim === 1 ? [] : [fold.axes.includes(axis)]);
      const isAcross = `${own}` !== `${this.#part.folds!.folded}`;
      this.#folds.push({ op: fold.op, operand, divisor, isAcross });
      return;
    }
    const inputs = operandsOf(node).map((input) => this.#take(input!, output.shape));
    const id = operatorOf(node)!.write(this.#body, inputs, node);
    this.#ids.set(output, id);
    if (this.#needed.has(output)) {
      this.#body.store(this.#operand(output, this.#stridesOf(output, output.shape)), id);
    }
  }
}

/**
 * The kernel of a part.
 *
 * @param needed Values that other parts or the plan's user need.
 */
export function buildKernel(
  part: KernelPart,
  memory: Memory,
  needed: ReadonlySet<Value>,
): BuiltKernel {
  return new Builder(part, memory, needed).finish();
}
