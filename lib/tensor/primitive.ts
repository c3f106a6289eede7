/**
 * What a primitive is: one entry that holds everything the system knows about an operation, side by
 * side. Adding an operation is adding an entry; the tables of tests walk all of them.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import type { Value } from "../engine/plan/graph_types.ts";
import { Aval } from "./aval.ts";
import type { Backend } from "./backend.ts";
import type { Lowering } from "./lowering.ts";
import type { Subgraph } from "./subgraph.ts";
import type { HostData, Tensor } from "./tensor.ts";

/** As many as the primitive takes or gives; the compiler lets entries name the first ones. */
export type Many<T> = readonly [T, T, T, T, T, T, ...T[]];

/** A list as entries take it. */
export function many<T>(list: readonly T[]): Many<T> {
  return list as Many<T>;
}

/** One recorded call, as a gradient sees it. */
export interface Call<A = unknown> {
  /** The attributes it was made with. */
  readonly attrs: A;
  /** What it took. */
  readonly inputs: Many<Tensor>;
  /** What it gave. */
  readonly outputs: Many<Tensor>;
}

/** The gradients of one call, given those of its outputs. */
export type Vjp<A> = (
  cotangents: Many<Tensor>,
  call: Call<A>,
  needs: readonly boolean[],
) => readonly (Tensor | undefined)[];

/** How TensorFlow's own kernel computes it, for the tensorflow device. */
export interface TensorFlowKernel<A> {
  /** Name of the operation, such as `AddV2`; it may depend on the inputs. */
  readonly name: string | ((attrs: A, inputs: Many<Aval>) => string);
  /**
   * Whether it does not compute this, or wrongly: the primitive is then written in others, as its
   * `compose` says, and the kernel is never called. Default: only for what it refuses itself.
   */
  lacks?(attrs: A, inputs: Many<Aval>): boolean;
  /** Its attributes besides element types; numbers that are no whole ones are floats. */
  attributes?(attrs: A, inputs: Many<Aval>, outputs: Many<Aval>): TensorFlowAttributes;
  /** Its inputs: positions of ours, or constants; default: ours in order. */
  inputs?(attrs: A, inputs: Many<Aval>, outputs: Many<Aval>): readonly TensorFlowInput[];
  /** Which of the kernel's outputs are ours; default: the first ones. */
  readonly outputs?: readonly number[];
}

/** What of TensorFlow's computes a primitive for these inputs, if one does. */
export function kernelFor<A>(
  { tensorflow }: Primitive<A>,
  attrs: A,
  inputs: readonly Aval[],
): TensorFlowKernel<A> | undefined {
  return tensorflow?.lacks?.(attrs, many(inputs)) === true ? undefined : tensorflow;
}

/** Name of the operation that computes a call. */
export function kernelName<A>(
  { name }: TensorFlowKernel<A>,
  attrs: A,
  inputs: readonly Aval[],
): string {
  return typeof name === "string" ? name : name(attrs, many(inputs));
}

/** Attributes of TensorFlow's. `{ type }` is an element type, `{ shape }` a shape. */
export type TensorFlowAttributes = Readonly<
  Record<
    string,
    | number
    | boolean
    | string
    | { readonly type: DType }
    | { readonly shape: readonly number[] }
    | { readonly float: number }
    | readonly number[]
  >
>;

/** An input of a kernel: one of the primitive's by position, or a constant. */
export type TensorFlowInput =
  | number
  | {
    readonly dtype: DType;
    readonly shape: readonly number[];
    readonly values: readonly number[];
  };

/** Inputs to try a primitive with. */
export interface Sample<A = unknown> {
  /** Inputs with values. */
  readonly inputs: readonly Tensor[];
  /** Attributes that go with them. */
  readonly attrs: A;
  /** Whether it lies where the function has no derivative, so that none is compared. */
  readonly kink?: true;
}

/** Everything about one operation. */
export interface Primitive<A = undefined> {
  /** Its name in messages and tables, that of TensorFlow's function: `reduceSum`, `nn.conv2d`. */
  readonly name: string;
  /**
   * Shape and dtype of the outputs. Complete: whatever can be known to fail without the values is
   * refused here, at the call. Runs once for each combination of inputs and attributes.
   */
  infer(inputs: Many<Aval>, attrs: A): Aval | readonly Aval[];
  /**
   * The operators of ONNX that compute it; runs when a plan is compiled, not when recording. Outputs
   * that nobody needs, as `wanted` says, may be left undefined.
   */
  lower?(
    to: Lowering,
    inputs: Many<Value>,
    outputs: Many<Aval>,
    attrs: A,
    wanted: readonly boolean[],
  ): Value | readonly (Value | undefined)[];
  /**
   * Gradients for the inputs that `needs` marks, in differentiable operations; one that is left out
   * has none. They record nothing that they do not return. `"none"` if the results do not change
   * with the inputs, or count as if; to be left out only where no result is of floats.
   */
  vjp?: "none" | Vjp<A>;
  /** TensorFlow's own kernel, where one computes the same. */
  readonly tensorflow?: TensorFlowKernel<A>;
  /** The same in other primitives, for devices that have no kernel for it, or not for all of it. */
  compose?(inputs: Many<Tensor>, attrs: A): Tensor | readonly Tensor[];
  /** Values computed on the host, where ONNX Runtime has no operator; a plan is cut around it. */
  host?(
    inputs: Many<HostData>,
    avals: Many<Aval>,
    attrs: A,
    outputs: Many<Aval>,
  ): readonly HostData[];
  /** Whether `host` computes these inputs; default: only where there is no lowering. */
  onHost?(inputs: Many<Aval>, attrs: A): boolean;
  /** Whether `host` computes whatever inference accepts, and not only what `onHost` says. */
  readonly wholeHost?: true;
  /**
   * Runs other plans: branches and loops. `wanted` says which outputs somebody needs; the others may
   * be anything of their shape.
   */
  control?(
    inputs: readonly Tensor[],
    attrs: A,
    backend: Backend,
    wanted: readonly boolean[],
  ): readonly Tensor[];
  /** The graphs that `control` runs. */
  graphs?(attrs: A): readonly Subgraph[];
  /** Whether a call does something besides giving its outputs, so that it is never left out. */
  readonly stateful?: boolean | ((attrs: A) => boolean);
  /**
   * Records a stateful call of `control` once more, with what it drew the first time: its last
   * output, `record`, says what that was. The outputs are those of the first call, in order.
   */
  resume?(inputs: readonly Tensor[], attrs: A, record: Tensor): readonly Tensor[];
  /** Inputs that the tables of tests try it with. */
  samples(): Iterable<Sample<A>>;
}

/** A primitive with its attributes, interned: equal ones are one object. */
export class Bound {
  /** What was inferred so far, by the inputs' avals. */
  readonly inferred: Map<number | string, readonly Aval[]> = new Map();
  /** The combination that was inferred last. */
  lastKey: number | string = -1;
  /** Dense number of the two. */
  readonly id: number;
  /** The primitive, of whichever attributes. */
  // deno-lint-ignore no-explicit-any -- entries of all kinds of attributes in one table
  readonly primitive: Primitive<any>;
  /** The attributes, which never change. */
  readonly attrs: unknown;
  /** What was inferred for it. */
  lastAvals: readonly Aval[] = [];
  /** Whether a call does something besides giving its outputs. */
  readonly stateful: boolean;

  /** Binds a primitive; done once for each set of attributes. */
  // deno-lint-ignore no-explicit-any -- entries of all kinds of attributes in one table
  constructor(id: number, primitive: Primitive<any>, attrs: unknown) {
    this.id = id;
    this.primitive = primitive;
    this.attrs = attrs;
    const { stateful = false } = primitive;
    this.stateful = typeof stateful === "function" ? stateful(attrs) : stateful;
  }

  /** Shapes and dtypes of the outputs for inputs of a combination that was not met before. */
  infer(inputs: readonly Aval[]): readonly Aval[] {
    const result = this.primitive.infer(many(inputs), this.attrs);
    return result instanceof Aval ? [result] : result;
  }
}

// deno-lint-ignore no-explicit-any -- entries of all kinds of attributes in one table
const primitives = new Map<string, Primitive<any>>();
let bounds = 0;

/** All primitives by name, for the tables of tests and of the documentation. */
// deno-lint-ignore no-explicit-any -- entries of all kinds of attributes in one table
export function allPrimitives(): ReadonlyMap<string, Primitive<any>> {
  return primitives;
}

/** What gives primitives their attributes. */
// deno-lint-ignore no-explicit-any -- entries of all kinds of attributes in one table
const binders = new Map<string, (attrs: any) => Bound>();

/** A primitive with attributes, found by its name; for the tables of tests. */
export function boundOf(name: string, attrs: unknown): Bound {
  const bind = binders.get(name);
  if (bind === undefined) throw new Error(`internal: there is no primitive called ${name}`);
  return bind(attrs);
}

// deno-lint-ignore no-explicit-any -- entries of all kinds of attributes in one table
function register(primitive: Primitive<any>, bind: (attrs: any) => Bound): void {
  if (primitives.has(primitive.name)) {
    throw new Error(`internal: there are two primitives called ${primitive.name}`);
  }
  primitives.set(primitive.name, primitive);
  binders.set(primitive.name, bind);
}

/** Enters a primitive that has no attributes. */
export function define(primitive: Primitive<undefined>): Bound {
  const bound = new Bound(bounds++, primitive, undefined);
  register(primitive, () => bound);
  return bound;
}

/** Enters a primitive with attributes; the result gives it with some. */
export function defineFamily<A extends object>(primitive: Primitive<A>): (attrs: A) => Bound {
  const known = new Map<string, Bound>();
  const bind = (attrs: A): Bound => {
    const key = attributeKey(attrs);
    let it = known.get(key);
    if (it === undefined) {
      it = new Bound(bounds++, primitive, Object.freeze({ ...attrs }));
      known.set(key, it);
    }
    return it;
  };
  register(primitive, bind);
  return bind;
}

/**
 * Enters a primitive whose attributes hold what was recorded or a function of the user's: no two are
 * equal, so that none is kept here.
 */
export function defineUnique<A extends object>(primitive: Primitive<A>): (attrs: A) => Bound {
  const bind = (attrs: A): Bound => new Bound(bounds++, primitive, attrs);
  register(primitive, bind);
  return bind;
}

const identities = new WeakMap<object, number>();
let nextIdentity = 0;

/** A text that differs for attributes that differ: -0 from 0, 1 from "1", objects by identity. */
export function attributeKey(attrs: object): string {
  let key = "";
  for (const name in attrs) key += `${name}=${valueKey(attrs[name as keyof object])};`;
  return key;
}

function valueKey(value: unknown): string {
  switch (typeof value) {
    case "number":
      return Object.is(value, -0) ? "-0" : `${value}`;
    case "string":
      return JSON.stringify(value);
    case "object":
    case "function": {
      if (value === null) return "null";
      if (Array.isArray(value)) return `[${value.map(valueKey).join()}]`;
      if (Object.getPrototypeOf(value) === Object.prototype) return `{${attributeKey(value)}}`;
      let identity = identities.get(value);
      if (identity === undefined) identities.set(value, identity = nextIdentity++);
      return `@${identity}`;
    }
    case "bigint":
      return `${value}n`;
    default:
      return `${typeof value} ${String(value)}`;
  }
}
