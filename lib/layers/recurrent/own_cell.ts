/**
 * Layers that make their cell themselves, of their own options.
 *
 * @module
 * @internal
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerOptions } from "../base/options.ts";
import type { Cell } from "./cell.ts";
import type { RNNArguments } from "./rnn.ts";
import { RUNNING, UNROLL, ZERO_OUTPUT } from "./rows.ts";

/** Options of a cell among those of its layer; it has the name that Keras gives it. */
export function cellOptions(
  rows: Rows,
  name: string,
  own: Readonly<Record<string, unknown>>,
  { dtype, trainable }: LayerOptions,
): never {
  const entries = rows.map(([option]) => [option, own[option]] as const);
  return { ...Object.fromEntries(entries), dtype, trainable, name } as never;
}

/** How a layer's cell runs, among its options. */
export function running<State extends boolean>(
  cell: Cell,
  own: Readonly<Record<string, unknown>>,
  base: LayerOptions,
): RNNArguments<State> {
  const names = [...RUNNING, UNROLL, ZERO_OUTPUT].map(([name]) => name);
  const entries = names.map((name) => [name, own[name]] as const);
  return { ...base, cell, ...Object.fromEntries(entries) };
}

/** The configuration of such a layer: its cell is made again of the layer's options. */
export function withoutCell(
  { cell: _, ...running }: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { zero_output_for_mask: _zero, ...rest } = own;
  return { ...running, ...rest };
}
