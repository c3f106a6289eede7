/**
 * Tensors printed whenever a function runs, traced or not: `tf.print`.
 *
 * @module
 */
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import { formatValue } from "../../errors/format.ts";
import { shownIndices } from "../../display/summary.ts";
import { aval, type Shape } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { asFloat64 } from "../../tensor/host_map.ts";
import { defineUnique } from "../../tensor/primitive.ts";
import { recordAll } from "../../tensor/record.ts";
import { state } from "../../tensor/state.ts";
import { type HostData, Tensor } from "../../tensor/tensor.ts";
import { VariableCore } from "../../tensor/variable_core.ts";
import { isOptions } from "../bind.ts";
import { unknownArgument } from "../bind.ts";
import { shortest } from "./c_format.ts";

/** How {@linkcode print} prints. */
export interface PrintOptions {
  /** Elements shown at each end of an axis; -1: all; default 3. */
  summarize?: number;
  /** What stands between the values; default a space. */
  sep?: string;
  /** Takes a line of text; default: `console.log`. */
  outputStream?: (text: string) => void;
}

/** The elements of a tensor as texts. */
export function elementTexts(data: HostData, dtype: DType, rank: number): ArrayLike<string> {
  if (dtype === "string") {
    return (data as readonly string[]).map((text) => rank > 0 ? `"${text}"` : text);
  }
  if (dtype === "bool") return Array.from(data as Uint8Array, String);
  if (dtype === "complex64") {
    const parts = data as Float32Array;
    return Array.from(
      { length: parts.length / 2 },
      (_, i) => `(${shortest(parts[2 * i]!, true)},${shortest(parts[2 * i + 1]!, true)})`,
    );
  }
  return isFloating(dtype)
    ? Array.from(asFloat64(data, dtype), (x) => shortest(x, dtype !== "float64"))
    : Array.from(data as Int32Array, String);
}

/** A tensor in brackets, as TensorFlow prints it. */
function text(data: HostData, dtype: DType, shape: Shape, edge: number | null): string {
  const texts = elementTexts(data, dtype, shape.length);
  const part = (axis: number, begin: number, size: number): string => {
    if (axis === shape.length) return texts[begin]!;
    const inner = size / Math.max(1, shape[axis]!);
    const between = axis === shape.length - 1
      ? " "
      : "\n".repeat(shape.length - 1 - axis) + " ".repeat(axis + 1);
    const parts = shownIndices(shape[axis]!, edge).map((i) =>
      i === null ? "..." : part(axis + 1, begin + i * inner, inner)
    );
    return `[${parts.join(between)}]`;
  };
  return part(0, 0, texts.length);
}

interface Attributes {
  readonly write: (...given: HostData[]) => void;
}

const bind = defineUnique<Attributes>({
  name: "print",
  infer: () => aval("bool", []),
  host(inputs, _avals, { write }) {
    write(...inputs);
    return [Uint8Array.of(0)];
  },
  vjp: "none",
  stateful: true,
  *samples() {},
});

const OPTIONS = ["summarize", "sep", "outputStream"];

/** Whether the last argument is one of options, and none to be printed. */
function optionsOf(last: unknown): PrintOptions | undefined {
  if (!isOptions(last)) return undefined;
  const names = Object.keys(last);
  if (!names.some((name) => OPTIONS.includes(name))) return undefined;
  const unknown = names.find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) throw unknownArgument("tf.print", unknown, OPTIONS);
  return last;
}

/**
 * Prints values: tensors by their elements, with the middle of long axes left out, texts as they are.
 * In a traced function it prints in each run, where `console.log` prints once, while it is traced.
 *
 * @param inputs Tensors, variables, texts and other values; {@linkcode PrintOptions} may be the last.
 * @throws {TypeError} for unknown options.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const lines: string[] = [];
 * tf.print("x =", tf.constant([1, 2.5]), { outputStream: (text: string) => lines.push(text) });
 * assertEquals(lines, ["x = [1 2.5]"]);
 * ```
 */
export function print(...inputs: readonly unknown[]): void {
  const options = optionsOf(inputs.at(-1));
  const values = (options === undefined ? inputs : inputs.slice(0, -1)).map((it) =>
    it instanceof VariableCore ? it.take() : it
  );
  // deno-lint-ignore no-console -- to print is its purpose
  const { summarize = 3, sep = " ", outputStream = console.log } = options ?? {};
  if (!Number.isInteger(summarize) || summarize < -1) {
    throw new RangeError(
      `tf.print: expected summarize to be a whole number from -1, received summarize=${
        formatValue(summarize)
      }`,
    );
  }
  const edge = summarize === -1 ? null : summarize;
  const tensors = values.filter((it): it is Tensor => it instanceof Tensor);
  const write = (...given: HostData[]): void => {
    let next = 0;
    const parts = values.map((it) => {
      if (!(it instanceof Tensor)) return typeof it === "string" ? it : formatValue(it);
      return text(given[next++]!, it.dtype, it.shape, edge);
    });
    outputStream(parts.join(sep));
  };
  if (state.trace === undefined) write(...tensors.map(read));
  else recordAll(bind({ write }), tensors);
}
