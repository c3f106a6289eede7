/**
 * Prints what the parser read: the text claim is that this gives the same text again.
 *
 * @module
 */
import { floatText } from "../display/float_text.ts";
import { makeStorage, type NdDType } from "../display/nd_dtype.ts";
import type { ArraySource } from "../display/nd_dtype.ts";
import { arrayRepr } from "../display/array_text.ts";
import type { Parsed, ParsedArray } from "../display/parse.ts";
import { reprSymbol } from "../display/protocol.ts";
import { getTextProfile, setTextProfile } from "../display/profile.ts";
import { dict, list, pretty, repr as pythonRepr, tuple } from "../display/python.ts";
import { stringRepr } from "../display/python_string.ts";
import { shownPositions } from "../display/summary.ts";
import { tensorRepr, tensorStr, variableRepr } from "../display/tensor_text.ts";

/** Elements that a summarised array shows at each end of an axis. */
const EDGE = 3;
/** Characters in a line of an array. */
const LINE_WIDTH = 75;

/** The text of a value as our display prints it. */
export function reprint(value: Parsed): string {
  return pretty(printable(value));
}

/** The value as the printer of cell values takes it. */
function printable(value: Parsed): unknown {
  switch (value.kind) {
    case "list":
      return list(...value.items.map(printable));
    case "tuple":
      return tuple(...value.items.map(printable));
    case "dict":
      return dict(value.entries.map(([key, item]) => [printable(key), printable(item)] as const));
    case "string":
      return value.bytes ? verbatim(`b${stringRepr(value.value)}`) : value.value;
    case "number": {
      const isInteger = /^[+-]?\d+$/.test(value.text);
      return verbatim(isInteger ? String(BigInt(value.text)) : floatText(value.value, 64));
    }
    default:
      return verbatim(textOf(value));
  }
}

/** The text of a value that is no container. */
function textOf(value: Parsed): string {
  switch (value.kind) {
    case "array":
      return arrayRepr(wholeArray(value));
    case "tensor": {
      const { id, shape, dtype } = value;
      const array = wholeArray(value.array, shape, dtype);
      const description = { ...(id === undefined ? {} : { id }), shape, dtype, array };
      if (value.form === "str") return tensorStr(description);
      // NumPy leaves int32 out where it is the default integer: on Windows.
      const isImplied = dtype === "int32" && value.array.dtype === undefined;
      const { platform } = getTextProfile();
      setTextProfile({ platform: isImplied ? "windows" : platform });
      const text = tensorRepr(description);
      setTextProfile({ platform });
      return text;
    }
    case "variable": {
      const { name, shape, dtype } = value;
      return variableRepr({ name, shape, dtype, array: wholeArray(value.array, shape, dtype) });
    }
    case "object":
      return objectArrayText(pythonRepr(printable(value.item)));
    case "name":
      return value.text;
    default:
      return reprint(value);
  }
}

/** The text of an array that holds one Python value; its dtype moves to a new line if too long. */
function objectArrayText(item: string): string {
  const [text, suffix] = [`array(${item},`, "dtype=object)"];
  const lastLine = text.length - text.lastIndexOf("\n") - 1;
  return text + (lastLine + suffix.length + 1 <= LINE_WIDTH ? " " : "\n      ") + suffix;
}

/** Something that prints as the text. */
function verbatim(text: string): unknown {
  return { [reprSymbol]: text };
}

/**
 * The array with the visible elements in their places. What is left out takes no part in the
 * text, so it is filled with a visible element; axes of unknown length are made long enough.
 */
function wholeArray(
  array: ParsedArray,
  shape: readonly number[] = array.fullShape ?? guessShape(array),
  dtype: string = array.dtype ?? guessDType(array),
): ArraySource {
  const storage = storageDType(dtype);
  if (!array.summarised) {
    return {
      data: makeStorage(storage, array.values),
      shape: array.shape.length === shape.length ? array.shape : shape,
      dtype: storage,
    };
  }
  const size = shape.reduce((product, dim) => product * dim, 1);
  const elements = new Array(size).fill(array.values[0]);
  shownPositions(shape, EDGE).forEach((position, i) => elements[position] = array.values[i]);
  return { data: makeStorage(storage, elements), shape, dtype: storage };
}

/** A shape that prints like a summarised array whose text does not tell it. */
function guessShape({ shape, summarised }: ParsedArray): readonly number[] {
  if (!summarised) return shape;
  const last = shape.lastIndexOf(2 * EDGE);
  return shape.map((dim, axis) => axis === last ? 1001 : dim === 2 * EDGE ? dim + 1 : dim);
}

/** The dtype that NumPy does not print. */
function guessDType({ values, tokens }: ParsedArray): string {
  if (values.length === 0) return "float64";
  if (typeof values[0] === "boolean") return "bool";
  if (typeof values[0] === "string") return tokens[0]!.startsWith("b") ? "object" : "string";
  return tokens.some((token) => /[.en]/.test(token)) ? "float64" : "int64";
}

/** The element type that holds a printed dtype. */
function storageDType(dtype: string): NdDType {
  if (dtype.startsWith("<U") || dtype === "string") return "string";
  return dtype === "object" ? "bytes" : dtype as NdDType;
}
