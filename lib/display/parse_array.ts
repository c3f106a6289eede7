/**
 * Reads printed arrays: brackets with numbers, truth values or strings, and `...` for what is left
 * out.
 *
 * @module
 */
import type { ParsedArray } from "./parsed.ts";
import { type Scanner, unquote } from "./parse_scanner.ts";

/** An array without its dtype: what stands in its brackets. */
export interface Block {
  /** Values of the elements. */
  values: (number | boolean | string)[];
  /** Elements as they are written. */
  tokens: string[];
  /** Dimensions. */
  shape: number[];
  /** Whether something is left out. */
  summarised: boolean;
}

/** The value of an element that is written as a name. */
function specialValue(token: string): number | boolean {
  if (token === "True" || token === "False") return token === "True";
  return token.endsWith("nan") ? NaN : token === "-inf" ? -Infinity : Infinity;
}

/** One element. */
export function readElement(scanner: Scanner): Block {
  const text = scanner.word("string");
  if (text !== undefined) return oneElement(unquote(text), text);
  const special = scanner.word("special");
  if (special !== undefined) return oneElement(specialValue(special), special);
  const number = scanner.word("number");
  if (number !== undefined) return oneElement(Number(number), number);
  throw scanner.error("an array element");
}

/** The block of a single element. */
export function oneElement(value: number | boolean | string, token: string): Block {
  return { values: [value], tokens: [token], shape: [], summarised: false };
}

/** Puts the parts of a bracket together; all have to have the same shape. */
export function joinBlocks(scanner: Scanner, parts: readonly Block[], cut: boolean): Block {
  const inner = parts[0]?.shape ?? [];
  if (parts.some((part) => part.shape.join() !== inner.join())) {
    throw scanner.error(`rows of equal shapes (${inner.join(", ")}) before here`);
  }
  return {
    values: parts.flatMap((part) => part.values),
    tokens: parts.flatMap((part) => part.tokens),
    shape: [parts.length, ...inner],
    summarised: cut || parts.some((part) => part.summarised),
  };
}

/** A bracket with elements separated by commas, or one element. */
export function readBlock(scanner: Scanner): Block {
  if (!scanner.take("[")) return readElement(scanner);
  return scanner.deeper(() => {
    const parts: Block[] = [];
    let cut = false;
    while (!scanner.take("]")) {
      if (parts.length > 0 || cut) scanner.need(",");
      if (scanner.take("...")) cut = true;
      else parts.push(readBlock(scanner));
    }
    return joinBlocks(scanner, parts, cut);
  });
}

/** A bracket with elements separated by white space, or one element. */
export function readSpacedBlock(scanner: Scanner): Block {
  if (!scanner.take("[")) return readElement(scanner);
  return scanner.deeper(() => readSpacedRest(scanner, [], false));
}

/** The rest of a bracket with elements separated by white space. */
export function readSpacedRest(scanner: Scanner, parts: Block[], cut: boolean): Block {
  while (!scanner.take("]")) {
    if (scanner.take("...")) cut = true;
    else parts.push(readSpacedBlock(scanner));
  }
  return joinBlocks(scanner, parts, cut);
}

/** The array of a block. */
export function toParsedArray(block: Block, dtype?: string, fullShape?: number[]): ParsedArray {
  return {
    kind: "array",
    ...block,
    ...(dtype === undefined ? {} : { dtype }),
    ...(fullShape === undefined ? {} : { fullShape }),
  };
}
