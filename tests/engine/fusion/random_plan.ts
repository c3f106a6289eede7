/**
 * Random plans of operators that kernels compute and of some that they don't, over shapes with ones,
 * primes and tails; values stay small, and nothing is compared that rounding could turn over.
 */
import type { Attribute, GraphNode, Plan, Value } from "../../../lib/engine/plan/graph_types.ts";
import type { HostData, OnnxType } from "../../../lib/engine/onnx/onnx_types.ts";
import { newValue } from "../../../lib/engine/plan/value.ts";
import { normalization, rowChain } from "./random_rows.ts";

/** Whole numbers from 0, below a bound. */
export type Draw = (bound: number) => number;

/** A generator of its own for each seed. */
export function drawsOf(seed: number): Draw {
  let state = (seed + 1) * 2_654_435_761 % 2 ** 32;
  return (bound) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return Math.floor((state ^ (state >>> 13)) >>> 0) % bound;
  };
}

const DIMS = [1, 1, 2, 3, 4, 5, 7, 13, 16, 33];
const UNARY = "Abs Neg Relu Tanh Sigmoid Erf Floor Sign LeakyRelu Asinh".split(" ");
/** Of these, those that jump: they take what is given, for rounding could turn others over. */
const STEPS = ["Floor", "Sign"];
const BINARY = ["Add", "Sub", "Mul", "Max", "Min"];
const FOLDS = ["ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin"];

const sizeOf = (shape: readonly number[]) => shape.reduce((size, dim) => size * dim, 1);

/** Puts a plan together. */
export class Maker {
  readonly draw: Draw;
  readonly nodes: GraphNode[] = [];
  readonly constants: Value[] = [];
  readonly inputs: Value[] = [];
  readonly values: Value[] = [];
  #slots = 0;

  constructor(draw: Draw) {
    this.draw = draw;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.draw(list.length)]!;
  }

  input(shape: readonly number[]): void {
    const value = newValue("float32", shape, { slot: this.#slots++ });
    this.inputs.push(value);
    this.values.push(value);
  }

  constant(host: HostData, type: OnnxType, shape: readonly number[]): Value {
    const value = newValue(type, shape, { host, slot: this.#slots++ });
    this.constants.push(value);
    return value;
  }

  list(numbers: readonly number[]): Value {
    return this.constant(BigInt64Array.from(numbers, BigInt), "int64", [numbers.length]);
  }

  node(
    op: string,
    inputs: readonly Value[],
    shape: readonly number[],
    attributes: Readonly<Record<string, Attribute>> = {},
    type: OnnxType = "float32",
  ): Value {
    const node: GraphNode = { op, kernel: op, inputs, attributes, outputs: [] };
    const value = newValue(type, shape, { producer: node, slot: this.#slots++ });
    node.outputs.push(value);
    this.nodes.push(node);
    return value;
  }

  /** A further output of a node. */
  output(shape: readonly number[]): Value {
    return newValue("float32", shape, { slot: this.#slots++ });
  }

  /** Adds one random step. */
  step(): void {
    const x = this.pick(this.values);
    const { shape } = x;
    const kind = this.draw(12);
    if (kind < 3) {
      const op = this.pick(UNARY);
      const from = STEPS.includes(op) ? this.pick(this.inputs) : x;
      this.values.push(this.node(op, [from], from.shape));
    } else if (kind < 6) this.#binary(x);
    else if (kind === 6) this.#fold(x);
    else if (kind === 7) this.#move(x);
    else if (kind === 8) {
      const above = this.node(
        "Greater",
        [this.inputs[0]!, this.scalar(0.1)],
        this.inputs[0]!.shape,
        {},
        "bool",
      );
      const fits = this.values.filter((it) => `${it.shape}` === `${above.shape}`);
      this.values.push(this.node("Where", [above, this.pick(fits), this.scalar(0.5)], above.shape));
    } else if (kind === 9) rowChain(this, x);
    else if (kind === 10) normalization(this, x);
    else {
      // Kept small: products of products would lose all digits.
      const half = this.node("Mul", [x, this.scalar(0.5)], shape);
      this.values.push(this.node("Tanh", [half], shape));
    }
  }

  scalar(x: number): Value {
    return this.constant(Float32Array.of(x), "float32", []);
  }

  #binary(x: Value): void {
    const fits = (it: Value) =>
      it.shape.length <= x.shape.length &&
      it.shape.every((dim, i) =>
        dim === 1 || dim === x.shape[x.shape.length - it.shape.length + i]
      );
    const others = this.values.filter(fits);
    const y = this.draw(4) === 0 ? this.scalar(this.draw(9) / 4 - 1) : this.pick(others);
    const inputs = this.draw(2) === 0 ? [x, y] : [y, x];
    const value = this.node(this.pick(BINARY), inputs, x.shape);
    this.values.push(this.node("Tanh", [value], x.shape));
  }

  #fold(x: Value): void {
    const axes = x.shape.flatMap((_, axis) => this.draw(2) === 0 ? [axis] : []);
    if (axes.length === 0) return;
    const keepdims = this.draw(2);
    const shape = x.shape.flatMap((dim, axis) =>
      axes.includes(axis) ? (keepdims ? [1] : []) : [dim]
    );
    const value = this.node(this.pick(FOLDS), [x, this.list(axes)], shape, { keepdims });
    this.values.push(this.node("Tanh", [value], shape));
  }

  /** Parts that are taken out of a value, or put together. */
  #part(x: Value, kind: number): void {
    const { shape } = x;
    const axis = this.draw(shape.length);
    const dim = shape[axis]!;
    const sized = (size: number) => shape.with(axis, size);
    if (kind === 3) {
      const count = [4, 3, 2].find((it) => dim % it === 0 && this.draw(2) === 0) ?? 1;
      const sizes = new Array<number>(count).fill(dim / count);
      const node: GraphNode = {
        op: "Split",
        kernel: "Split",
        inputs: [x, this.list(sizes)],
        attributes: { axis },
        outputs: [],
      };
      for (const size of sizes) {
        const slot = this.#slots++;
        node.outputs.push(newValue("float32", sized(size), { producer: node, slot }));
      }
      this.nodes.push(node);
      this.values.push(...node.outputs);
      // As cells use them: by functions of each.
      if (this.draw(2) === 0) {
        for (const it of node.outputs) this.values.push(this.node("Tanh", [it], it.shape));
      }
    } else if (kind === 4) {
      const from = this.draw(dim);
      const size = 1 + this.draw(dim - from);
      const bounds = [this.list([from]), this.list([from + size]), this.list([axis])];
      this.values.push(this.node("Slice", [x, ...bounds], sized(size)));
    } else {
      const same = this.values.filter((it) => `${it.shape}` === `${shape}`);
      const given = [x, ...same.filter((it) => it !== x && this.draw(2) === 0)].slice(0, 4);
      const parts = this.draw(2) === 0
        ? given
        : given.map((it, i) => this.node(UNARY[i]!, [it], shape));
      // Small, for sizes would grow from step to step.
      if (sizeOf(shape) * parts.length > 50_000) return;
      this.values.push(this.node("Concat", parts, sized(dim * parts.length), { axis }));
    }
  }

  #move(x: Value): void {
    const { shape } = x;
    const kind = this.draw(6);
    if (kind > 2 && shape.length > 0) return this.#part(x, kind);
    if (kind === 0) {
      const other = this.draw(2) === 0 ? [sizeOf(shape)] : [...shape, 1];
      this.values.push(this.node("Reshape", [x, this.list(other)], other));
    } else if (kind === 1 && shape.length > 1) {
      const perm = shape.map((_, axis) => axis).reverse();
      this.values.push(this.node("Transpose", [x], perm.map((axis) => shape[axis]!), { perm }));
    } else if (shape.length > 0) {
      this.values.push(this.node("Softmax", [x], shape, { axis: -1 }));
    }
  }
}

/** A plan with arrays for its inputs. */
export function randomPlan(seed: number): { plan: Plan; data: Float32Array[] } {
  const draw = drawsOf(seed);
  for (let i = 0; i < 5; i++) draw(7);
  const maker = new Maker(draw);
  const shape = Array.from({ length: 1 + draw(4) }, () => DIMS[draw(DIMS.length)]!);
  if (draw(4) === 0 && shape.length < 3) shape.fill(shape[0]!);
  maker.input(shape);
  for (let i = draw(3); i > 0; i--) {
    maker.input(shape.map((dim) => draw(2) === 0 ? dim : 1).slice(draw(shape.length)));
  }
  const steps = 2 + draw(14);
  for (let i = 0; i < steps; i++) maker.step();
  const made = new Set(maker.nodes.flatMap((node) => node.outputs));
  const results = maker.values.filter((it) => made.has(it));
  const used = new Set(maker.nodes.flatMap((node) => node.inputs));
  const outputs = [...new Set(results)].filter((it) => !used.has(it) || draw(4) === 0);
  const inputs = maker.inputs.filter((it) => used.has(it));
  const data = inputs.map((it) =>
    Float32Array.from({ length: sizeOf(it.shape) }, () => (draw(2000) - 1000) / 700)
  );
  return { plan: { nodes: maker.nodes, inputs, constants: maker.constants, outputs }, data };
}
