/**
 * What the lazy graph is made of: values, the nodes that compute them, and the plan of one run.
 *
 * @module
 */
import type { HostData, OnnxType } from "./onnx_types.ts";

/** A tensor value: on the host, a constant of the graph, or the pending output of a node. */
export interface Value {
  readonly type: OnnxType;
  readonly shape: readonly number[];
  /** The data on the host, once it has been computed there or read. */
  host: HostData | undefined;
  /** The data on the device, where the provider keeps results there. */
  resident?: DeviceData | undefined;
  /** Whether nobody but this value can see the memory of `host`, so that it can be used again. */
  owned?: boolean;
  /** The node that will compute it, while it is pending. */
  producer: GraphNode | undefined;
  /** Whether a tensor still holds it: it must survive the next run. */
  live: boolean;
  /** How many tensors and traces hold it. */
  holders: number;
  /** Part of the graph's structure, not an input: its spelling in the structure's key. */
  readonly constantKey?: string;
  /** Why it will never be computed. */
  failure?: Error;
  /** Number in the run that is being put together, valid while `epoch` is that run's. */
  slot: number;
  epoch: number;
}

/** What a run takes and gives: a value on the host or on a device. */
export interface Held {
  readonly type: OnnxType;
  readonly shape: readonly number[];
  host: HostData | undefined;
  resident?: DeviceData | undefined;
  owned?: boolean;
}

/** An attribute of an ONNX node. */
export type Attribute = number | { float: number } | readonly number[] | string;

/** One ONNX operator waiting to run. */
export interface GraphNode {
  readonly op: string;
  /** The operator set it belongs to, if not ONNX's own. */
  readonly domain?: string;
  /** The tfjs kernel that recorded it, for error messages. */
  readonly kernel: string;
  readonly inputs: readonly (Value | undefined)[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Operator and attributes, spelled for the structure's key. */
  readonly key: string;
  readonly outputs: Value[];
}

/** What one run consists of; slots number the values in order of appearance. */
export interface Plan {
  readonly nodes: readonly GraphNode[];
  readonly inputs: Value[];
  readonly constants: Value[];
  readonly outputs: Value[];
  key: string;
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
  /** Compiles a plan. */
  compile(plan: Plan): Executable;
  /** Copies a value that is on the device to the host, synchronously. */
  download(value: Held): HostData;
}
