/**
 * Reads what Python cells print: arrays, tensors, variables, lists, tuples, dicts, numbers,
 * strings and names. White space between words may be anything, so damaged indents are read;
 * everything else has to be as NumPy, TensorFlow and IPython write it.
 *
 * @module
 */
import {
  type Block,
  joinBlocks,
  oneElement,
  readElement,
  readSpacedRest,
  toParsedArray,
} from "./parse_array.ts";
import { Scanner, unquote } from "./parse_scanner.ts";
import { readArray, readTensor, readTensorStr, readVariable } from "./parse_tensor.ts";
import type { Parsed, ParsedArray } from "./parsed.ts";

export type * from "./parsed.ts";

/** The grammar over a scanner. */
class Parser {
  readonly #scanner: Scanner;
  /** Values that may turn out to be elements or rows of an array without `array(...)`. */
  readonly #blocks = new WeakMap<Parsed, Block>();

  constructor(scanner: Scanner) {
    this.#scanner = scanner;
  }

  /** Any value. */
  value(): Parsed {
    const scanner = this.#scanner;
    if (scanner.take("<tf.Tensor:")) return readTensor(scanner);
    if (scanner.take("<tf.Variable")) return readVariable(scanner);
    if (scanner.take("[")) return scanner.deeper(() => this.#list());
    if (scanner.take("(")) return scanner.deeper(() => this.#tuple());
    if (scanner.take("{")) return scanner.deeper(() => this.#dict());
    const number = scanner.word("number");
    if (number !== undefined) return this.#scalar(number);
    const text = scanner.word("string");
    if (text !== undefined) {
      const string: Parsed = {
        kind: "string",
        value: unquote(text),
        bytes: text.startsWith("b"),
      };
      this.#blocks.set(string, oneElement(string.value, text));
      return string;
    }
    const special = scanner.word("special");
    if (special !== undefined) return this.#scalar(special);
    const name = scanner.word("name");
    if (name === undefined) throw scanner.error("a value");
    if (name === "array" && scanner.take("(")) return scanner.deeper(() => this.#array());
    if (name === "tf.Tensor" && scanner.take("(")) return readTensorStr(scanner);
    return { kind: "name", text: name };
  }

  /** A number or truth value, which may be an element of an array. */
  #scalar(text: string): Parsed {
    const block = readElement(new Scanner(text));
    const value = block.values[0];
    const item: Parsed = typeof value === "number"
      ? { kind: "number", value, text }
      : { kind: "name", text };
    this.#blocks.set(item, block);
    return item;
  }

  /** The rest of `array(`. */
  #array(): Parsed {
    const scanner = this.#scanner;
    if (!scanner.sees("{") && !scanner.sees("<") && !scanner.sees("(")) return readArray(scanner);
    const item = this.value();
    for (const word of [",", "dtype=object", ")"]) scanner.need(word);
    return { kind: "object", item };
  }

  /** The rest of `[`: a list, or an array as `str` prints it. */
  #list(): Parsed {
    const scanner = this.#scanner;
    if (scanner.take("...")) return this.#row(readSpacedRest(scanner, [], true));
    const items: Parsed[] = [];
    while (!scanner.take("]")) {
      if (items.length > 0 && !scanner.take(",")) {
        const first = items.length === 1 ? this.#asBlock(items[0]!) : undefined;
        if (first === undefined) throw scanner.error('"," or "]"');
        return this.#row(readSpacedRest(scanner, [first], false));
      }
      items.push(this.value());
    }
    const only = items.length === 1 ? items[0]! : undefined;
    // Python writes no number that ends in a point and no array without its name: NumPy does.
    const isRow = only !== undefined &&
      ((only.kind === "array" && this.#blocks.has(only)) ||
        (only.kind === "number" && /\.(e|$)/.test(only.text)));
    if (isRow) return this.#row(joinBlocks(scanner, [this.#asBlock(only)!], false));
    return { kind: "list", items };
  }

  /** The array of a bracket without `array(...)`. */
  #row(block: Block): ParsedArray {
    const array = toParsedArray(block);
    this.#blocks.set(array, block);
    return array;
  }

  /** What was read as a value, as part of an array; `undefined` if it can't be one. */
  #asBlock(item: Parsed): Block | undefined {
    if (item.kind === "list" && item.items.length === 1) {
      const inner = this.#asBlock(item.items[0]!);
      return inner && joinBlocks(this.#scanner, [inner], false);
    }
    return this.#blocks.get(item);
  }

  /** The rest of `(`. */
  #tuple(): Parsed {
    const scanner = this.#scanner;
    const items: Parsed[] = [];
    while (!scanner.take(")")) {
      items.push(this.value());
      const comma = scanner.take(",");
      if (!comma && (items.length === 1 || !scanner.sees(")"))) throw scanner.error('","');
    }
    return { kind: "tuple", items };
  }

  /** The rest of `{`. */
  #dict(): Parsed {
    const scanner = this.#scanner;
    const entries: [Parsed, Parsed][] = [];
    while (!scanner.take("}")) {
      if (entries.length > 0) scanner.need(",");
      const key = this.value();
      scanner.need(":");
      entries.push([key, this.value()]);
    }
    return { kind: "dict", entries };
  }
}

/**
 * The value that a printed text stands for.
 *
 * @throws {SyntaxError} If the text is nothing that NumPy, TensorFlow or IPython print for these
 * kinds of values; the message names the position and what was expected there.
 */
export function parseOutput(text: string): Parsed {
  const scanner = new Scanner(text);
  const value = new Parser(scanner).value();
  if (!scanner.atEnd()) throw scanner.error("the end of the text");
  return value;
}
