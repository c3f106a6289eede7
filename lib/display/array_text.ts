/**
 * NumPy's text of arrays: nested brackets, lines broken at a width, long arrays summarised by
 * their edges, and the dtype where it isn't implied.
 *
 * @module
 */
import { formatShape } from "../errors/format.ts";
import { type ElementFormatter, elementFormatter, scalarText } from "./array_elements.ts";
import type { ArraySource } from "./nd_dtype.ts";
import { getPrintOptions, type PrintOptions } from "./print_options.ts";
import { getTextProfile } from "./profile.ts";
import { stringRepr, textLength } from "./python_string.ts";
import { shownIndices, shownPositions } from "./summary.ts";

/** Number of elements of a shape. */
function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

/** What {@linkcode nested} needs to know besides where it is. */
interface Layout {
  shape: readonly number[];
  format: ElementFormatter;
  separator: string;
  /** Elements shown at each end of a long axis; `null` for all. */
  edge: number | null;
}

/** Words in lines no longer than `width`, each line after the first one indented. */
class Lines {
  #done = "";
  #line: string;
  readonly #indent: string;
  readonly #width: number;

  constructor(indent: string, width: number) {
    this.#indent = indent;
    this.#line = indent;
    this.#width = width;
  }

  /** Adds a word, on a new line if it does not fit and that helps. */
  add(word: string, separator: string): void {
    const fits = textLength(this.#line) + textLength(word) <= this.#width;
    if (!fits && this.#line.length > this.#indent.length) {
      this.#done += `${this.#line.trimEnd()}\n`;
      this.#line = this.#indent;
    }
    this.#line += word + separator;
  }

  get text(): string {
    return this.#done + this.#line;
  }
}

/** The text of the part of the array that starts at `start`, with `axis` dimensions fixed. */
function nested(
  layout: Layout,
  axis: number,
  start: number,
  indent: string,
  width: number,
): string {
  const { shape, format, separator } = layout;
  const length = shape[axis]!;
  const indices = shownIndices(length, layout.edge);
  const last = indices.length - 1;
  if (axis === shape.length - 1) {
    const room = width - Math.max(separator.trimEnd().length, 1);
    const lines = new Lines(indent, room);
    indices.forEach((index, i) => {
      const word = index === null ? "..." : format(start * length + index);
      lines.add(word, i === last ? "" : separator);
    });
    return `[${lines.text.slice(indent.length)}]`;
  }
  const lineEnd = separator.trimEnd() + "\n".repeat(shape.length - axis - 1);
  const rows = indices.map((index) =>
    index === null
      ? "..."
      : nested(layout, axis + 1, start * length + index, `${indent} `, width - 1)
  );
  return `[${rows.join(lineEnd + indent)}]`;
}

/** The elements in brackets, without `array(` and the dtype. */
function body(array: ArraySource, separator: string, prefix: string, width: number): string {
  const options: PrintOptions = getPrintOptions();
  const size = sizeOf(array.shape);
  if (size === 0) return "[]";
  const edge = size > options.threshold ? options.edgeitems : null;
  const format = elementFormatter(array, shownPositions(array.shape, edge), options);
  if (array.shape.length === 0) return format(0);
  const layout = { shape: array.shape, format, separator, edge };
  return nested(layout, 0, 0, " ".repeat(prefix.length + 1), width);
}

/** The dtype as `repr` writes it; `undefined` where it is implied by the elements. */
function shownDtype({ dtype, data, shape }: ArraySource): string | undefined {
  const implied = getTextProfile().platform === "windows" ? "int32" : "int64";
  if (dtype === "string") {
    const longest = (data as readonly string[]).reduce((n, s) => Math.max(n, textLength(s)), 1);
    return stringRepr(`<U${longest}`);
  }
  if (dtype === "bytes") return "object";
  const isImplied = dtype === "float64" || dtype === "bool" || dtype === implied;
  return isImplied && sizeOf(shape) > 0 ? undefined : dtype;
}

/** NumPy's `str` of an array: `[1. 2.]`; of a single element without dimensions `1.0`. */
export function arrayStr(array: ArraySource): string {
  if (array.shape.length === 0) return scalarText(array, false);
  return body(array, " ", "", getPrintOptions().linewidth);
}

/** NumPy's `repr` of an array: `array([1., 2.], dtype=float32)`. */
export function arrayRepr(array: ArraySource): string {
  const { linewidth, threshold } = getPrintOptions();
  const size = sizeOf(array.shape);
  let text = `array(${body(array, ", ", "array(", linewidth - 1)}`;
  const extras: string[] = [];
  const isEmpty = size === 0 && array.shape.length > 1;
  const shape = `shape=${formatShape(array.shape)}`;
  if (getTextProfile().numpy === "2") {
    if (isEmpty || size > threshold) extras.push(shape);
  } else if (isEmpty) text += `, ${shape}`;
  const dtype = shownDtype(array);
  if (dtype !== undefined) extras.push(`dtype=${dtype}`);
  return closeRepr(text, extras);
}

/** Ends a `repr` with what has to be said after the elements, on a new line if it does not fit. */
export function closeRepr(text: string, extras: readonly string[]): string {
  if (extras.length === 0) return `${text})`;
  const suffix = `${extras.join(", ")})`;
  const lastLine = textLength(text.slice(text.lastIndexOf("\n") + 1)) + 1;
  const fits = lastLine + suffix.length + 1 <= getPrintOptions().linewidth;
  return `${text},${fits ? " " : "\n      "}${suffix}`;
}
