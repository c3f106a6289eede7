/**
 * Tensors. A tensor is the graph's value itself: what is known of it, the node that will compute
 * it, and its numbers once they are there.
 *
 * @module
 */
import type { DType, Storage } from "../arrays/dtypes.ts";
import type { DeviceData } from "../engine/plan/graph_types.ts";
import type { Aval, Shape } from "./aval.ts";
import type { TensorMethods } from "./methods.ts";
import type { Bound } from "./primitive.ts";

/** Numbers on the host: typed arrays, or texts. */
export type HostData = Storage;

/** A recorded operation. */
export class Node {
  /** The primitive with its attributes. */
  readonly bound: Bound;
  /** What it takes. */
  readonly inputs: readonly Tensor[];
  /** What it gives. */
  readonly outputs: readonly Tensor[];

  /** Makes a node; nothing is computed. */
  constructor(bound: Bound, inputs: readonly Tensor[], outputs: readonly Tensor[]) {
    this.bound = bound;
    this.inputs = inputs;
    this.outputs = outputs;
  }
}

/** A function that is being traced, as far as tensors have to know of it. */
export interface TraceScope {
  /** What it records. */
  readonly nodes: Node[];
  /** The function it is nested in: a branch or the body of a loop may use that one's tensors. */
  readonly parent: TraceScope | undefined;
  /** Name of the function, for messages. */
  readonly name: string;
  /** Whether it has ended: its tensors never get values. */
  ended: boolean;
}

/** What remembers that a value was left out of a run, and is asked when it is needed after all. */
export interface Learner {
  /** Whether a plan gives all its values from now on. */
  learned: boolean;
}

let serials = 0;

/**
 * A tensor: shape, dtype, and values that may not have been computed yet; it never changes.
 *
 * The fields below are the library's own. Use `dtype`, `shape`, `numpy()` and the methods.
 */
export class Tensor {
  /** What is known of it: shape and dtype. */
  readonly aval: Aval;
  /** Values on the host, once computed or read there. */
  host: HostData | undefined = undefined;
  /** Values on a device. */
  resident: DeviceData | undefined = undefined;
  /** What computes it, while it is not computed. */
  node: Node | undefined = undefined;
  /** The function whose trace it belongs to: it is abstract and has no values. */
  trace: TraceScope | undefined = undefined;
  /** What it is, where it is abstract and no operation's result: an argument, a variable, a draw. */
  label: string | undefined = undefined;
  /** Why it has no values and will have none. */
  failure: Error | undefined = undefined;
  /** Made inside a gradient, an optimizer or a composite: user code cannot hold it. */
  internal = false;
  /** Some operation takes it, so that it is no end of its own. */
  used = false;
  /** Variables whose value it is, and tapes that hold it. */
  holders = 0;
  /** Nobody else has seen `host`, so that its memory may be used again. */
  owned = false;
  /** Only a variable will have it, and give its memory back at its next value. */
  forVariable = false;
  /** Number within the plan that is being put together, valid while `epoch` is that plan's. */
  slot: number = -1;
  /** The plan in which {@linkcode slot} counts. */
  epoch: number = -1;
  /** The plan that left it out. */
  plan: Learner | undefined = undefined;
  #serial = 0;

  /** Makes a tensor without values. */
  constructor(aval: Aval) {
    this.aval = aval;
  }

  /** Element type. */
  get dtype(): DType {
    return this.aval.dtype;
  }

  /** Dimensions, outermost first. */
  get shape(): Shape {
    return this.aval.shape;
  }

  /** Element type, as plans call it. */
  get type(): DType {
    return this.aval.dtype;
  }

  /** Number of elements. */
  get size(): number {
    return this.aval.size;
  }

  /** Number of dimensions. */
  get rank(): number {
    return this.aval.shape.length;
  }

  /** Number of dimensions, as NumPy and Keras call it. */
  get ndim(): number {
    return this.aval.shape.length;
  }

  /** A number of its own, as TensorFlow prints it. */
  get id(): number {
    return this.#serial ||= ++serials;
  }
}

/** Methods equal to the functions of `tf` with the same names. */
export interface Tensor extends TensorMethods {}

/** A tensor of values on the host. */
export function leaf(host: HostData, aval: Aval): Tensor {
  const tensor = new Tensor(aval);
  tensor.host = host;
  return tensor;
}
