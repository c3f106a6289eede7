/**
 * What the memory fuzzer holds: values with what they must be, known independently.
 *
 * @module
 */
import { type Api, flatten, type Traced, type Value } from "./api.ts";
import type { Random } from "./random.ts";

/** A variable as the fuzzer uses it. */
export interface Variable extends Value {
  assign(value: Value): unknown;
}

/** A value and what it must be. */
export interface Held<T extends Value = Value> {
  value: T;
  /** Its elements, computed in plain JavaScript. */
  truth: Float32Array;
  readonly shape: readonly number[];
  readonly id: string;
}

/** Shapes that share sizes, so that memory is handed from one to the other. */
const SHAPES = [[32, 32], [1024], [64, 16], [32, 33], [128, 160], [160, 128], [20480], [16, 16], [
  3,
  5,
]] as const;

/** The remainder of 97 in float32, of whole numbers below 2^18. */
export function mod97(x: number): number {
  return x - Math.floor(x / 97) * 97;
}

/** The state of one run. */
export class MemoryState {
  readonly api: Api;
  readonly random: Random;
  readonly live: Held[] = [];
  readonly variables: Held<Variable>[] = [];
  /** Arrays that were read, which must stay as they were. */
  readonly kept: { readonly array: Float32Array; readonly truth: Float32Array; id: string }[] = [];
  readonly updates: { readonly variable: Held<Variable>; readonly traced: Traced }[] = [];
  readonly pure: Traced;
  readonly faults: string[] = [];
  readonly log: string[] = [];
  checks = 0;
  #count = 0;

  /** Makes three variables with a traced update each, and a traced function without state. */
  constructor(api: Api, random: Random) {
    this.api = api;
    this.random = random;
    for (let i = 0; i < 3; i++) {
      const { value, truth, shape } = this.#draw();
      const made = Reflect.construct(api.member("Variable"), [value]) as Variable;
      const variable = { value: made, truth, shape, id: `v${i}` };
      this.variables.push(variable);
      const traced = api.function((x) => {
        const y = this.mod(this.op("add", made, x));
        made.assign(y);
        return [this.op("add", y, 1), this.op("add", this.op("reshape", x, [-1]), 2), y];
      });
      this.updates.push({ variable, traced });
    }
    this.pure = api.function((x, y) => {
      const z = this.mod(this.op("multiply", x, y));
      return [z, this.op("add", z, x), this.op("reshape", z, [-1]), x];
    });
  }

  /** The one result of an operation. */
  op(name: string, ...args: unknown[]): Value {
    return this.api.call(name, args)[0]!;
  }

  /** x modulo 97, in operations that round nothing. */
  mod(x: Value): Value {
    const whole = this.op("floor", this.op("divide", x, 97));
    return this.op("subtract", x, this.op("multiply", whole, 97));
  }

  #draw(): { value: Value; truth: Float32Array; shape: readonly number[] } {
    const shape = this.random.pick(SHAPES);
    const size = shape.reduce((a: number, b) => a * b, 1);
    const array = Float32Array.from({ length: size }, () => this.random.int(97));
    const truth = array.slice();
    const [value] = flatten(this.api.member("constant")(array, { dtype: "float32", shape }));
    array.fill(-7); // the tensor has its own copy
    return { value: value!, truth, shape };
  }

  /** Holds a new value. */
  add(value: Value, truth: Float32Array, what: string): void {
    const id = `t${this.#count++}`;
    this.log.push(`${id} = ${what}`);
    this.live.push({ value, truth, shape: [...value.shape], id });
  }

  /** Holds a new leaf. */
  leaf(): void {
    const { value, truth, shape } = this.#draw();
    this.add(value, truth, `leaf [${shape}]`);
  }

  /** A held value, or one of the shape of another. */
  any(like?: readonly number[]): Held | undefined {
    const found = like ? this.live.filter(({ shape }) => `${shape}` === `${like}`) : this.live;
    return found.length > 0 ? this.random.pick(found) : undefined;
  }

  /** Compares what was read with the truth. */
  check({ truth, id }: Held, array: ArrayLike<unknown>, how: string): void {
    this.checks++;
    if (array.length !== truth.length) {
      return this.fault(`${id} ${how}: ${array.length} elements instead of ${truth.length}`);
    }
    for (let i = 0; i < truth.length; i++) {
      if (array[i] === truth[i]) continue;
      return this.fault(`${id} ${how}: [${i}] ${array[i]} instead of ${truth[i]}`);
    }
  }

  /** Notes a fault with the last actions. */
  fault(text: string): void {
    this.faults.push(`${text}\n  after: ${this.log.slice(-25).join(" | ")}`);
  }
}
