/**
 * Random plans of convolutions one after the other, with their gradients, as primitives write them:
 * by filters of each channel's own, and by those of one place; with windows, strides, dilations and
 * paddings of all kinds, over images down to one place.
 */
import type { Plan, Value } from "../../../lib/engine/plan/graph_types.ts";
import { newValue } from "../../../lib/engine/plan/value.ts";
import {
  convolve,
  convolveBack,
  correlate,
  type Form,
} from "../../../lib/primitives/nn/convolution_lowering.ts";
import { axesOfWindows, type Axis } from "../../../lib/primitives/nn/windows.ts";
import { Lowering } from "../../../lib/tensor/lowering.ts";
import { type Draw, drawsOf } from "./random_plan.ts";

const sizeOf = (shape: readonly number[]) => shape.reduce((size, dim) => size * dim, 1);

/** Puts a plan together. */
class Maker {
  readonly to = new Lowering();
  readonly inputs: Value[] = [];
  /** Images `[batch, rows, columns, channels]`, and filters that were computed. */
  readonly images: Value[] = [];
  readonly filters: Value[] = [];
  readonly draw: Draw;

  constructor(draw: Draw) {
    this.draw = draw;
    const channels = [1, 2, 3, 4, 5, 8, 11][draw(7)]!;
    this.images.push(this.input([1 + draw(3), 1 + draw(9), 1 + draw(20), channels]));
  }

  input(shape: readonly number[]): Value {
    const value = newValue("float32", shape);
    this.inputs.push(value);
    return value;
  }

  /** An image: mostly the last one. */
  image(): Value {
    const { images, draw } = this;
    return draw(4) === 0 ? images[draw(images.length)]! : images.at(-1)!;
  }

  /** A window over an image. */
  axes(image: readonly number[], multiplier: number): [Form, window: number[]] {
    const { draw } = this;
    const [batch, rows, columns, channels] = image as [number, number, number, number];
    const pair = (bound: number) => [1 + draw(bound), 1 + draw(bound)] as const;
    for (;;) {
      const window = [...pair(4)];
      const by = [[draw(3), draw(3)], [draw(3), draw(3)]] as const;
      const padding = (["SAME", "VALID", by] as const)[draw(3)]!;
      const attrs = { strides: pair(3), dilations: draw(3) === 0 ? pair(2) : [1, 1], padding };
      let axes: Axis[];
      try {
        axes = axesOfWindows("here", [rows, columns], window, attrs);
      } catch {
        continue; // the image is smaller than the window
      }
      if (axes.some((it) => it.output === 0)) continue;
      const outChannels = channels * multiplier;
      return [{ axes, batch, inChannels: channels, outChannels, groups: channels }, window];
    }
  }

  #result({ axes, batch, outChannels }: Form): number[] {
    return [batch, ...axes.map((it) => it.output), outChannels];
  }

  /** Filters as a primitive gives them to the lowering. */
  #own(window: readonly number[], channels: number, multiplier: number): Value {
    const filters = this.input([...window, channels, multiplier]);
    return this.to.reshape(filters, [...window, 1, channels * multiplier]);
  }

  forward(): void {
    const x = this.image();
    const multiplier = this.draw(5) === 0 ? 2 : 1;
    const [form, window] = this.axes(x.shape, multiplier);
    this.images.push(convolve(this.to, x, this.#own(window, x.shape[3]!, multiplier), form));
  }

  /** The gradient for an image that would give one there is. */
  back(): void {
    const shape = [2, 3 + this.draw(8), 3 + this.draw(12), 1 + this.draw(6)];
    const [form, window] = this.axes(shape, 1);
    const y = this.draw(2) === 0
      ? this.input(this.#result(form))
      : this.to.unary("Relu", this.input(this.#result(form)));
    this.images.push(convolveBack(this.to, y, this.#own(window, shape[3]!, 1), form));
  }

  /** The gradient for filters over an image. */
  filter(): void {
    const x = this.image();
    const [form, window] = this.axes(x.shape, 1);
    const fits = this.images.filter((it) => `${it.shape}` === `${this.#result(form)}`);
    const y = fits.at(-1) ?? this.input(this.#result(form));
    const sums = correlate(this.to, x, y, form);
    this.filters.push(this.to.reshape(sums, [...window, x.shape[3]!, 1]));
  }

  /** Filters of one place, with a bias or without. */
  point(): void {
    const x = this.image();
    const [batch, rows, columns, channels] = x.shape as [number, number, number, number];
    const outChannels = 1 + this.draw(9);
    const attrs = { strides: [1, 1], dilations: [1, 1], padding: "SAME" } as const;
    const axes = axesOfWindows("here", [rows, columns], [1, 1], attrs);
    const form = { axes, batch, inChannels: channels, outChannels, groups: 1 };
    this.images.push(convolve(this.to, x, this.input([1, 1, channels, outChannels]), form));
  }

  bias(): void {
    const x = this.image();
    this.images.push(this.to.binary("Add", x, this.input([x.shape[3]!])));
  }

  /** Some rows of an image, or two images beside each other. */
  part(): void {
    const x = this.image();
    const axis = 1 + this.draw(3);
    const dim = x.shape[axis]!;
    if (this.draw(2) === 0) {
      const from = this.draw(dim);
      const size = x.shape.with(axis, 1 + this.draw(dim - from));
      this.images.push(this.to.slice(x, [0, 0, 0, 0].with(axis, from), size));
      return;
    }
    const fits = (it: Value) =>
      it !== x && `${it.shape.with(axis, 0)}` === `${x.shape.with(axis, 0)}`;
    const y = this.images.find(fits) ?? this.to.unary("Abs", x);
    const z = this.draw(2) === 0 ? this.to.unary("Tanh", x) : x;
    if (sizeOf(x.shape) < 4000) this.images.push(this.to.concat([z, y], axis));
  }

  step(): void {
    switch (this.draw(9)) {
      case 0:
      case 1:
        return this.forward();
      case 2:
        return this.back();
      case 3:
        return this.filter();
      case 4:
        return this.point();
      case 5:
        return this.bias();
      case 6:
      case 7:
        return this.part();
      default:
        this.images.push(this.to.unary("Tanh", this.image()));
    }
  }
}

/** A plan with arrays for its inputs. */
export function randomConvolutions(seed: number): { plan: Plan; data: Float32Array[] } {
  const draw = drawsOf(seed);
  for (let i = 0; i < 5; i++) draw(7);
  const maker = new Maker(draw);
  maker.forward();
  for (let i = draw(6); i >= 0; i--) maker.step();
  const { nodes, constants } = maker.to;
  const used = new Set(nodes.flatMap((node) => node.inputs));
  const results = [...maker.images, ...maker.filters].filter((it) => it.producer);
  const outputs = [...new Set(results)].filter((it) => !used.has(it) || draw(4) === 0);
  const inputs = maker.inputs.filter((it) => used.has(it));
  let slot = 0;
  for (const it of [...inputs, ...constants]) it.slot = slot++;
  for (const node of nodes) for (const output of node.outputs) output.slot = slot++;
  const data = inputs.map((it) =>
    Float32Array.from({ length: sizeOf(it.shape) }, () => (draw(2000) - 1000) / 1500)
  );
  return { plan: { nodes, inputs, constants, outputs }, data };
}
