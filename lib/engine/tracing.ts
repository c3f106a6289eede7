/**
 * What other parts tell the engine while a function is traced.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { LazyBackend } from "./backend.ts";
import type { HostData } from "./onnx_types.ts";

/** The backend in use, if it is one of the engine's. */
export function currentBackend(): LazyBackend | undefined {
  const backend = tfjs.backend();
  return backend instanceof LazyBackend ? backend : undefined;
}

/** Whether a function is being traced. */
export function isTracing(): boolean {
  return currentBackend()?.graph.tracing ?? false;
}

/** Notes that a tensor was drawn at random, and how the next call of the traced function draws. */
export function noteDraw(tensor: tfjs.Tensor, redraw: () => HostData): void {
  const backend = currentBackend();
  if (backend?.graph.tracing) backend.graph.noteDraw(backend.stored(tensor), redraw);
}

/** Runs `run` as no part of the function that is being traced, if one is. */
export function outsideTrace<T>(run: () => T): T {
  const backend = currentBackend();
  return backend?.graph.tracing ? backend.graph.outsideTrace(run) : run();
}
