/**
 * A plan in parts: sessions of ONNX Runtime and kernels.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import type { Folds } from "./row_places.ts";
import type { Windows } from "./windows.ts";

/** A part that ONNX Runtime computes. */
export interface SessionPart {
  readonly kind: "session";
  readonly level: number;
  readonly nodes: GraphNode[];
}

/** A part that is one kernel. */
export interface KernelPart {
  readonly kind: "kernel";
  level: number;
  readonly nodes: GraphNode[];
  /** The places it runs over, with dimensions of 1. */
  readonly shape: readonly number[];
  /** What it folds, if it does. */
  folds: Folds | undefined;
}

/** A part whose kernel is written for its operator alone. */
export interface SingularPart {
  readonly kind: "singular";
  readonly level: number;
  readonly nodes: readonly [GraphNode];
}

/** A part of a plan. */
export type Part = SessionPart | KernelPart | SingularPart;

/** Whose memory a value is in: views share that of what they show. */
export type Sources = ReadonlyMap<Value, Value>;

/** Whose memory values are in, and where in it. */
export interface Memory {
  /** For each value that is another one in a different shape, that one. */
  readonly sources: Sources;
  /** Values inside of others. */
  readonly windows: Windows;
}

/** A plan in parts, in the order of their levels. */
export interface Parts extends Memory {
  readonly parts: readonly Part[];
  /** The nodes that show those. */
  readonly views: ReadonlyMap<Value, GraphNode>;
}
