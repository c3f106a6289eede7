/**
 * What plans are made of: values, and the nodes that compute them; and who compiles and runs them.
 *
 * @module
 */
import type { HostData, OnnxType } from "../onnx/onnx_types.ts";

/** A value within a plan: an input, a constant, or the output of a node. */
export interface Value {
  /** Element type. */
  readonly type: OnnxType;
  /** Dimensions, outermost first. */
  readonly shape: readonly number[];
  /** The data of a constant. */
  readonly host: HostData | undefined;
  /** The node that computes it. */
  readonly producer: GraphNode | undefined;
  /** Its number within the plan. */
  slot: number;
}

/** What a run takes and gives: a value on the host or on a device. */
export interface Held {
  readonly type: OnnxType;
  readonly shape: readonly number[];
  host: HostData | undefined;
  resident?: DeviceData | undefined;
  owned?: boolean;
  /** Whether only a variable will have it, and give its memory back. */
  readonly forVariable?: boolean;
}

/** An attribute of an ONNX node. */
export type Attribute = number | { float: number } | readonly number[] | string;

/** One ONNX operator. */
export interface GraphNode {
  /** Its name in ONNX. */
  readonly op: string;
  /** The operator set it belongs to, if not ONNX's own. */
  readonly domain?: string;
  /** The primitive whose lowering wrote it, for error messages. */
  readonly kernel: string;
  /** What it takes; `undefined` for an input that is left out. */
  readonly inputs: readonly (Value | undefined)[];
  /** Its attributes by name. */
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** What it gives. */
  readonly outputs: Value[];
  /** What a `Scan` does for each element of its sequences. */
  readonly body?: Body;
}

/**
 * The body of a `Scan`. The node takes first values of states, sequences with an element for each
 * step along the first axis, and captures, which stay as they are and which ONNX does not list; it
 * gives the last values of the states, and what each step gives besides, side by side.
 */
export interface Body {
  /** One step: from states, elements and captures to the next states and its results. */
  readonly plan: Plan;
  /** How many states there are. */
  readonly states: number;
  /** How many sequences come after them. */
  readonly sequences: number;
  /** How many steps there are. */
  readonly length: number;
  /** Whether the first step takes the last elements. */
  readonly reverse: boolean;
}

/** What one run consists of; slots number the values in order of appearance. */
export interface Plan {
  /** Operators in order. */
  readonly nodes: readonly GraphNode[];
  /** What it takes. */
  readonly inputs: Value[];
  /** Values of its own. */
  readonly constants: Value[];
  /** What it gives. */
  readonly outputs: Value[];
}

/** Data on a device: whatever the provider that made it understands. */
export interface DeviceData {
  /** Copies it to the host, synchronously. */
  read(): HostData;
  /** Frees the memory on the device; harmless a second time. */
  dispose(): void;
}

/** A compiled graph. */
export interface Executable {
  /** Runs with the data of `inputs`; puts the results into `outputs`. */
  run(inputs: readonly Held[], outputs: readonly Held[]): void;
  /** Memory it takes, by estimate. */
  readonly bytes: number;
  /** Frees it. */
  release(): void;
}

/** Where graphs run: compiles plans, and brings results to the host. */
export interface Provider {
  /** Name for messages, such as `cpu`. */
  readonly name: string;
  /** Operators it has none of, where a primitive can be written in others. */
  readonly lacks?: ReadonlySet<string>;
  /** Compiles a plan. */
  compile(plan: Plan): Executable;
  /** Copies a value that is on the device to the host, synchronously. */
  download(value: Held): HostData;
}
